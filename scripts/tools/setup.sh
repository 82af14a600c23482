#!/bin/sh
# What the project needs from the system: installed on Debian and Ubuntu where it is missing, told elsewhere.
# usage: setup.sh build|lint|browser|bench|valgrind
set -eu

have() { command -v "$1" >/dev/null 2>&1; }
lib() { pkg-config --exists "$1" 2>/dev/null; }
lua_library() { lib 'lua5.4 >= 5.4' || lib 'lua-5.4 >= 5.4' || lib 'lua54 >= 5.4' || lib 'lua >= 5.4'; }
cjk_tables() { [ "$(uname)" = Darwin ] || [ -e /usr/share/poppler/cidToUnicode/Adobe-GB1 ]; }
header() { echo "#include <$1>" | cc -E - >/dev/null 2>&1; }

debian='' fedora='' alpine='' brew=''

# need DEBIAN FEDORA ALPINE HOMEBREW TEST…: the packages that make the test succeed; - where nothing is to be installed
need() {
  packages="$1 $2 $3 $4"
  shift 4
  "$@" && return
  # shellcheck disable=SC2086
  set -- $packages
  debian="$debian $1" fedora="$fedora $2" alpine="$alpine $3" brew="$brew $4"
}

case ${1:-} in
build)
  need gcc gcc gcc - have cc
  need g++ gcc-c++ g++ - have c++
  need libc6-dev glibc-devel musl-dev - header stdio.h
  need make make make make have make
  need pkg-config pkgconf pkgconf pkgconf have pkg-config
  need liblua5.4-dev lua-devel lua5.4-dev lua@5.4 lua_library
  need lua5.4 lua lua5.4 lua@5.4 eval 'have lua5.4 || have lua'
  need libcmocka-dev libcmocka-devel cmocka-dev cmocka lib cmocka
  need libxlsxwriter-dev libxlsxwriter-devel libxlsxwriter-dev libxlsxwriter header xlsxwriter.h
  need libjansson-dev jansson-devel jansson-dev jansson header jansson.h
  need sqlite3 sqlite sqlite sqlite have sqlite3
  need libsqlite3-dev sqlite-devel sqlite-dev sqlite header sqlite3.h
  need libxml2-dev libxml2-devel libxml2-dev libxml2 lib libxml-2.0
  need libarchive-dev libarchive-devel libarchive-dev libarchive header archive.h
  need poppler-utils poppler-utils poppler-utils poppler have pdftotext    # run on PDFs; nothing is linked with it
  need poppler-data poppler-data poppler-data - cjk_tables                 # without it PDFs lose their Chinese
  need python3 python3 python3 python3 have python3
  ;;
lint)
  need gcc gcc gcc gcc have gcc
  need clang clang clang llvm have clang
  need clang-tidy clang-tools-extra clang-extra-tools - have clang-tidy
  need cppcheck cppcheck cppcheck cppcheck have cppcheck
  need lua-check luarocks luarocks5.4 luacheck have luacheck
  need libpcre2-dev pcre2-devel pcre2-dev pcre2 lib libpcre2-8     # tests/bench is looked at, too
  ;;
browser)
  need chromium chromium chromium chromium have chromium
  need chromium-driver chromedriver chromium-chromedriver chromedriver have chromedriver
  ;;
bench)
  need libpcre2-dev pcre2-devel pcre2-dev pcre2 lib libpcre2-8
  ;;
valgrind)
  need valgrind valgrind valgrind - have valgrind
  ;;
*)
  echo "usage: setup.sh build|lint|browser|bench|valgrind" >&2
  exit 2
  ;;
esac
[ -n "$debian" ] || exit 0

if have apt-get; then
  sudo=''
  if [ "$(id -u)" != 0 ]; then sudo=sudo; fi
  echo "setup: installing$debian"
  # shellcheck disable=SC2086
  install="$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $debian"
  $install >/dev/null 2>&1 || { $sudo apt-get update -q >/dev/null && $install >/dev/null; }
  exit 0
fi

{
  echo "setup: these are missing; install them and run make again:"
  echo "  Fedora:   dnf install$fedora"
  echo "  Alpine:   apk add$alpine"
  echo "  Homebrew: brew install$brew"
  case $debian in *lua-check*) echo "  luacheck comes by LuaRocks on Fedora and Alpine: luarocks install luacheck" ;; esac
} | sed 's/ -\( \|$\)/\1/g' >&2
exit 1
