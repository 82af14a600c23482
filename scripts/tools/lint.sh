#!/bin/sh
# Every linter over the whole project; a warning is an error. Called by `make lint` with the flags of the compilers.
set -u
failed=0
step() {
  name=$1
  shift
  if "$@"; then echo "lint: $name: clean"; else echo "lint: $name: FAILED"; failed=1; fi
}

# compiled COMPILER FLAGS…: optimised, because some warnings need it
compiled() {
  for file in engine/*/*.c engine/bind/lua/*.c engine/bind/sqlite/*.c tests/unit/*.c tests/bench/*.c tests/fuzz/*.c; do
    "$@" -O2 -Werror -c -o /dev/null "$file" || return 1
  done
}
tidy() {
  printf '%s\n' engine/*/*.c | xargs -P "$(getconf _NPROCESSORS_ONLN)" -n 8 \
    sh -c 'flags=$1; shift; exec clang-tidy --quiet --warnings-as-errors="*" "$@" -- $flags 2>/dev/null' tidy "$*"
}
# The house: no file of the engine over 500 lines (600 for the one public header), no line over 130 characters.
sizes() {
  wc -l engine/*/*.[ch] | awk '
    $2 != "total" && $1 > ($2 ~ /zhibiao\.h$/ ? 600 : 500) { print $2 ": " $1 " lines"; bad = 1 } END { exit bad }' &&
  python3 - engine/*/*.[ch] engine/bind/*/*.* engine/bind/python/zhibiao/*.py scripts/*/* \
    tests/*/*.c tests/*/*.py tests/*/*.sh tests/*/*.lua <<'PY'
import sys
bad = 0
for path in sys.argv[1:]:
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        if len(line) > 131:
            print(f"{path}:{number}: {len(line) - 1} characters")
            bad = 1
sys.exit(bad)
PY
}

step gcc compiled gcc "$@"
step clang compiled clang "$@"
step clang-tidy tidy "$@"
step cppcheck cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
  --suppress=missingIncludeSystem --suppress=ctuuninitvar --suppress=shiftTooManyBitsSigned -Iengine -Iengine/include engine
step luacheck luacheck --quiet --codes --no-color scripts rules tests
step sizes sizes
exit $failed
