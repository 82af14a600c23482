#!/bin/sh
# Every test. usage: tests/run.sh BUILD [SUITE…]   SUITE: one of those below, in which they run
# A suite tells what failed and ends with a line "NAME: N passed, M failed"; the last line here sums them up.
# Suites that need ../shared say that they are left out where it is not there. As many run at a time as there are processors.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${1:?usage: tests/run.sh BUILD [SUITE…]}
shift
zhibiao=$build/zhibiao
[ $# -gt 0 ] || set -- desk explain docs batch report hostile embed sandbox fuzz unit cli rules own check testing cases context format \
  archive samples correct store pipe shared corpus
unset ZHIBIAO_RULES COLUMNS
export ASAN_OPTIONS="${ASAN_OPTIONS:-allocator_may_return_null=1}" UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
room=$(mktemp -d) || exit 2
trap 'rm -rf "$room"' EXIT

unit() {
  good=0 bad=0
  for program in "$build"/unit/*; do
    "$program" >"$room/log" 2>&1
    status=$?
    ok=$(grep -c '^\[ *OK \]' "$room/log")
    wrong=$(grep '^\[ *FAILED *\] [a-z_]*$' "$room/log" | sort -u | wc -l)
    if [ $status -ne 0 ] && [ "$wrong" -eq 0 ]; then wrong=1; fi
    if [ $status -ne 0 ]; then grep -v '^\[ *\(RUN\|OK\) ' "$room/log"; fi
    good=$((good + ok)) bad=$((bad + wrong))
  done
  echo "unit: $good passed, $bad failed"
}

# What fuzzing looks for, on the files that are kept.
replay() {
  good=0 bad=0
  for target in "$build"/replay/*; do
    if "$target" "tests/fuzz/seeds/${target##*/}" >"$room/replay" 2>&1; then
      good=$((good + $(wc -l <"$room/replay")))
    else
      bad=$((bad + 1))
      echo "not ok: ${target##*/}"
      tail -n 20 "$room/replay"
    fi
  done
  echo "fuzz: $good passed, $bad failed"
}

suite() {
  case $1 in
  unit) unit ;;
  cli) sh tests/cli/run.sh "$zhibiao" ;;
  rules) "$zhibiao" test ;;
  own) "$zhibiao" test examples/my-rules ;;
  testing) python3 tests/testing/run.py "$zhibiao" ;;
  check) python3 tests/check/run.py "$zhibiao" ;;
  cases) python3 tests/cases/run.py "$zhibiao" ;;
  context) python3 tests/context/run.py "$zhibiao" ;;
  hostile) python3 tests/hostile/run.py "$zhibiao" ;;
  format) python3 tests/format/run.py "$zhibiao" ;;
  archive) python3 tests/format/archives.py "$zhibiao" ;;
  samples) python3 tests/golden/samples.py "$zhibiao" ;;
  shared) python3 tests/golden/shared.py "$zhibiao" ;;
  correct) python3 tests/correct/run.py "$zhibiao" ;;
  report) python3 tests/report/run.py "$zhibiao" ;;
  batch) python3 tests/batch/run.py "$zhibiao" ;;
  pipe) python3 tests/batch/pipe.py "$zhibiao" ;;
  store) python3 tests/store/run.py "$zhibiao" ;;
  fuzz) replay ;;
  sandbox) "$build/sandbox/doors" tests/sandbox/doors.txt ;;
  explain) python3 tests/explain/run.py "$zhibiao" ;;
  docs) python3 tests/docs/run.py "$zhibiao" ;;
  desk) python3 tests/desk/run.py "$zhibiao" ;;
  embed) python3 tests/embed/run.py "$build" ;;
  corpus) python3 tests/corpus/run.py --check "$zhibiao" ;;
  *) echo "$1: no such suite" ;;
  esac
}

# This script calls itself for each suite.
if [ "${ONE_SUITE:-}" ]; then
  suite "$1"
  exit
fi
printf '%s\n' "$@" | xargs -P "$(getconf _NPROCESSORS_ONLN)" -I NAME \
  sh -c 'ONE_SUITE=1 sh tests/run.sh "$1" NAME >"$2/NAME" 2>&1' each "$build" "$room"
passed=0 failed=0
for name in "$@"; do
  last=$(tail -n 1 "$room/$name")
  cat "$room/$name"
  case $last in
  *:\ *\ passed,\ *\ failed)
    counts=${last##*: }
    passed=$((passed + ${counts%% passed*}))
    more=${counts##*passed, }
    failed=$((failed + ${more%% failed*}))
    ;;
  *left\ out*) ;;
  *) echo "$name: ended without a count"; failed=$((failed + 1)) ;;
  esac
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
