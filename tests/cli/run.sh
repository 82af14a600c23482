#!/bin/sh
# The command from outside: options, messages, exit statuses, files. usage: tests/cli/run.sh build/zhibiao
set -u
case ${1:?usage: run.sh ZHIBIAO} in /*) Z=$1 ;; *) Z=$PWD/$1 ;; esac
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 2
unset ZHIBIAO_RULES COLUMNS NO_COLOR
passed=0 failed=0

good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "not ok: $*"; }

# run STATUS NAME COMMAND…: runs it into out and err, and checks the exit status
run() {
  want=$1 name=$2
  shift 2
  "$@" >out 2>err </dev/null
  got=$?
  if [ $got -eq "$want" ]; then good; else bad "$name: status $got, not $want"; sed 's/^/    /' err; fi
}
says() { if grep -qF -e "$1" err; then good; else bad "$name: stderr lacks: $1"; sed 's/^/    /' err; fi; }
has() { if grep -qF -e "$1" out; then good; else bad "$name: stdout lacks: $1"; fi; }
silent() { if [ ! -s "$1" ]; then good; else bad "$name: $1 is not empty"; head -3 "$1" | sed 's/^/    /'; fi; }
check() { if "$@" >check.out 2>&1; then good; else bad "$name: $*"; sed 's/^/    /' check.out; fi; }

cat >detail.txt <<'TEXT'
2023年临水市国民经济和社会发展统计公报

全年地区生产总值312.6亿元，比上年增长4.8%。猪肉产量5.4万吨，增长3.1%。快递业务量2160.5万件。
TEXT
cat >a.txt <<'TEXT'
2023年临水市政府工作报告

一、2022年工作回顾

全年完成地区生产总值312.6亿元，同比增长4.8%。新建改建农村公路57公里，新增城镇就业6300人。

二、2023年工作安排

力争地区生产总值增长5%左右，新建口袋公园6处。
TEXT
cp a.txt ./-b.txt
own=$here/../../examples/my-rules
printf '\377\377\377\377\001 12\377' >broken.txt
mkdir folder bad-rules
echo 'return {' >bad-rules/catalogue.lua

# what tells of itself
run 0 version "$Z" --version; has "zhibiao "; silent err
run 0 help "$Z" --help; has "extract"; has "indicators"; silent err
for c in extract text report store batch pipe explain missing new check test diff watch profile repl types indicators units; do
  run 0 "$c --help" "$Z" $c --help; has "usage: zhibiao $c"; has "example: zhibiao $c"; silent err
  cp out first
  run 0 "help $c" "$Z" help $c
  check cmp first out
done
run 2 nothing "$Z"; silent out; says "usage:"

# mistakes
run 2 command "$Z" extrct a.txt; says "did you mean 'extract'"; silent out
run 2 "option before command" "$Z" --format csv extract a.txt; says "error[usage]"
run 2 "help of what is not" "$Z" help unitz; says "did you mean 'units'"
run 2 "no documents" "$Z" extract; says "no documents"
run 2 option "$Z" extract --fromat csv a.txt; says "did you mean --format"; silent out
run 2 "far option" "$Z" extract --xyzzyplugh a.txt; says "extract --help"
run 2 letter "$Z" extract -x a.txt; says "unknown option -x"
run 2 "no argument" "$Z" extract a.txt --format; says "--format wants an argument"
run 2 "no argument for a letter" "$Z" extract a.txt -o; says "-o wants an argument"
run 2 "argument for a flag" "$Z" extract --quiet=1 a.txt; says "takes no argument"
run 2 format "$Z" extract --format ndjsn a.txt; says "did you mean 'ndjson'"
run 2 status "$Z" extract --status actual,tarjet a.txt; says "did you mean 'target'"
run 2 "empty status" "$Z" extract --status , a.txt
run 2 lang "$Z" extract --lang fr a.txt; says "zh, en"
for y in 1948 2101 20x3 "" -2023 2023.5 99999999999999999999; do
  run 2 "year $y" "$Z" extract --year "$y" a.txt; says "1949 to 2100"
done
run 2 codes "$Z" extract --codes al a.txt; says "did you mean 'all'"
run 2 type "$Z" extract --type work_reprt a.txt; says "did you mean 'work_report'"
run 2 area "$Z" extract --area nowhere-at-all a.txt; silent out
run 2 indicator "$Z" extract --only gdpp a.txt; says "did you mean 'gdp'"
run 2 "far indicator" "$Z" extract --only qqqqqqqqqqqqqqqqqqqqqqqq a.txt; says "zhibiao indicators"
run 2 "listing operand" "$Z" indicators gdp; says "--search gdp"
run 2 "types without search" "$Z" types --search x
run 2 "listing format" "$Z" units --format json; says "table, ndjson, csv"

# rules
run 3 "broken rules" "$Z" extract --rules bad-rules a.txt; says "error[rule]"; silent out
run 3 "broken rules of the environment" env ZHIBIAO_RULES=bad-rules "$Z" types; says "error[rule]"
run 3 "--rules over the environment" env ZHIBIAO_RULES=none "$Z" types --rules bad-rules
run 3 "output of nothing" "$Z" extract --rules bad-rules -o none.csv a.txt
check test ! -e none.csv

# mistakes in one's own rules are told at their place
# mistake FILE TEXT: that rule file alone
mistake() {
  rm -rf mistaken
  mkdir -p "mistaken/$(dirname "$1")"
  printf '%s\n' "$2" >"mistaken/$1"
}
name="quotes forgotten"
mistake common/a.lua 'return { { name = "a", match = "{subject} {figure:count}", measure = change } }'
run 3 "$name" "$Z" types --rules mistaken
says "mistaken/common/a.lua:1:70: error[rule]: unknown name 'change'; write it in quotes?"
mistake lexicon.lua 'return { rise = { up } }'
run 3 "quotes forgotten in the lexicon" "$Z" types --rules mistaken
says "mistaken/lexicon.lua:1:19: error[rule]: unknown name 'up'"
mistake catalogue.lua 'return {
  { code = "x", name = y } }'
run 3 "quotes forgotten in the catalogue" "$Z" types --rules mistaken
says "mistaken/catalogue.lua:2:24: error[rule]: unknown name 'y'"
mistake lexicon.lua 'return { rize = { "蹿升" } }'
run 3 "mistyped class" "$Z" types --rules mistaken
says "mistaken/lexicon.lua:1:10: error[rule]: class 'rize' is used by no rule; did you mean 'rise'?"
mistake lexicon.lua 'return { soars = { "蹿升" } }'
run 3 "unused class" "$Z" types --rules mistaken; says "class 'soars' is used by no rule"
echo 'return { { name = "a", match = "{subject} {soars} {figure:rate}", measure = "growth" } }' >soars.lua
mkdir mistaken/common; cp soars.lua mistaken/common
run 0 "a class of one's own" "$Z" types --rules mistaken; silent err
mistake common/a.lua 'return { { name = "a", match = "{subject} {figure}",
  priority = 999, hook = function() return { subject = nothing } end } }'
run 1 "a name that a hook does not have" "$Z" extract --rules mistaken a.txt; says "unknown name 'nothing'; write it in quotes?"
mistake comon/a.lua 'return {}'
run 3 "mistyped common" "$Z" types --rules mistaken; says "did you mean 'common'?"
mistake work_repot/a.lua 'return {}'
run 3 "mistyped type" "$Z" types --rules mistaken; says "did you mean 'work_report'?"

# a directory that is not there
run 2 "no such rules" "$Z" types --rules nonexist; check sh -c '[ "$(grep -o nonexist err | wc -l)" = 1 ]'
check sh -c '! grep -q ZHIBIAO_RULES err'
run 2 "no such rules of the environment" env ZHIBIAO_RULES=nonexist "$Z" types; says "error[io]"; says "ZHIBIAO_RULES"
run 2 "--rules ''" "$Z" types --rules ''; says "error[usage]: --rules wants a directory"

# one's own rules: each takes one edit and shows on the next run
mkdir -p my-rules/common
run 0 "no own rules" "$Z" extract -f ndjson "$own/note.txt"; has '"coded":0'
cp "$own/catalogue.lua" my-rules
run 0 "own indicator" "$Z" extract -f ndjson --rules my-rules "$own/note.txt"; has '"coded":1'
run 0 "own indicator listed" "$Z" indicators --rules my-rules --search technology_contracts; has 技术合同成交额
cp "$own/lexicon.lua" my-rules
run 0 "own word" "$Z" extract -f ndjson --rules my-rules "$own/note.txt"; has '"coded":2'
cp "$own/common/slimmed.lua" my-rules/common
run 0 "own rule" env ZHIBIAO_RULES=my-rules "$Z" extract -f ndjson "$own/note.txt"; has '"value":-38'; has common/slimmed

# documents
run 0 table "$Z" extract a.txt; has "临水市"; has "地区生产总值"; silent err
run 0 english "$Z" extract --lang en a.txt; has "line:col"
run 0 ndjson "$Z" extract --format ndjson a.txt; check python3 "$here/check.py" ndjson out
cp out first
run 0 again "$Z" extract --format=ndjson -- a.txt; check cmp first out
run 0 "options behind" "$Z" extract a.txt -fndjson; check cmp first out
run 0 locale env LC_ALL=C LANG=C "$Z" extract a.txt -f ndjson; check cmp first out
"$Z" extract -f ndjson - <a.txt >out 2>err; name=stdin; has '"doc":"-"'
check test "$(grep -c . first)" = "$(grep -c . out)"
run 0 "name with a dash" "$Z" extract -f ndjson -- -b.txt; has '"doc":"-b.txt"'
run 0 csv "$Z" extract --format csv a.txt; check python3 "$here/check.py" csv out
run 0 json "$Z" extract --format json a.txt -- -b.txt; check python3 "$here/check.py" json out
run 0 verbose "$Z" extract -v a.txt; says "observations"; says "type"
run 0 "only and status" "$Z" extract -f ndjson --only gdp --status target a.txt
check python3 "$here/check.py" target out
# headline codes, unless all are asked for
run 0 "codes by default" "$Z" extract -f ndjson detail.txt; has '"indicator":"gdp"'; has '"coded":2'; has '"subject":"猪肉产量"'
check sh -c '! grep -q pork_output out'
cp out first
run 0 "codes headline" "$Z" extract -f ndjson --codes headline detail.txt; check cmp first out
run 0 "codes all" "$Z" extract -f ndjson --codes all detail.txt; has '"coded":5'
has '"indicator":"pork_output","name":"猪肉产量"'; has '"indicator":"express_volume"'
run 0 "only a detail code" "$Z" extract -f ndjson --only pork_output detail.txt; has '"indicator":"pork_output"'
check sh -c '! grep -q gdp out'
run 0 "only a detail name" "$Z" extract -f ndjson --only 快递业务量,gdp detail.txt; has express_volume; has '"gdp"'
check sh -c '! grep -q pork_output out'
run 0 levels "$Z" indicators -f ndjson
has '"code":"gdp","name":"地区生产总值","unit":"亿元","group":"national_accounts","level":"headline"'
has '"code":"pork_output","name":"猪肉产量","unit":"万吨","group":"agriculture","level":"detail"'
mkdir -p promoted
echo 'return { { code = "pork_output", detail = false }, { code = "parcels", name = "快递业务量" } }' >promoted/catalogue.lua
run 0 "one's own levels" "$Z" extract -f ndjson --rules promoted detail.txt
has '"indicator":"pork_output"'; has '"indicator":"parcels"'
# a name of a detail indicator goes to the headline one that the user gives it to, wherever the two stand
mkdir -p taken
for c in grain_output forest_coverage urban_new_jobs; do
  "$Z" indicators -f ndjson | grep -q "\"code\":\"$c\"" || continue
  echo "return { { code = \"$c\", aliases = { \"快递业务量\", \"猪肉产量\" } } }" >taken/catalogue.lua
  run 0 "$c takes a detail name" "$Z" extract -f ndjson --only $c --rules taken detail.txt; has '"subject":"猪肉产量"'
  has '"subject":"快递业务量"'
done
echo 'return { { code = "gdp", aliases = { "技术合同成交额" } } }' >taken/catalogue.lua
run 0 "gdp takes 技术合同成交额" "$Z" extract -f ndjson --rules taken "$own/note.txt"; has '"indicator":"gdp"'
printf 'return {\n  { code = "gdp", aliases = { "一般公共预算收入" } },\n}\n' >taken/catalogue.lua
run 3 "a name that a headline indicator has" "$Z" types --rules taken
says "taken/catalogue.lua:2:31: error[rule]: '一般公共预算收入' names two indicators: general_budget_revenue and gdp"
"$Z" extract -f ndjson a.txt >first 2>err
# Chinese words
run 0 "status in Chinese" "$Z" extract -f ndjson --only gdp --status 目标 a.txt; check python3 "$here/check.py" target out
run 0 "two in Chinese" "$Z" extract -f ndjson --status 完成,预计,参考 a.txt; check sh -c '! grep -q "\"status\":\"target\"" out'
run 0 "the words of the table" "$Z" extract --status 目标,actual a.txt; has 目标; has 完成
run 2 "no such word" "$Z" extract --status 打算 a.txt; says "actual, estimate, target, reference"
run 0 "type by its title" "$Z" extract -f ndjson --type 统计公报 a.txt; has '"type":"communique"'
run 2 "no such title" "$Z" extract --type 统计公告 a.txt; says "统计公报"
run 0 "only by name" "$Z" extract -f ndjson --only 地区生产总值 --status=target a.txt
check python3 "$here/check.py" target out

# documents that fail do not stop the others
run 2 missing "$Z" extract -f ndjson gone.txt a.txt; says "gone.txt: error[io]"; has '"doc":"a.txt"'
has '"record":"failure","doc":"gone.txt","code":"io"'
run 2 directory "$Z" extract -f ndjson folder a.txt; says "folder: error[io]: is a directory"; has '"doc":"a.txt"'
run 1 encoding "$Z" extract -f ndjson broken.txt a.txt; says "broken.txt: error[encoding]"; has '"doc":"a.txt"'
has '"record":"failure","doc":"broken.txt","code":"encoding"'
run 1 quiet "$Z" extract -q -f json broken.txt a.txt; silent err; check python3 "$here/check.py" json out
run 1 "table with a failure" "$Z" extract broken.txt a.txt; has "地区生产总值"
# what is no text is told as what it is
# foreign NAME BYTES SAYS
foreign() {
  printf "$2" >"$1"
  run 1 "$1" "$Z" extract "$1" a.txt; says "$1: error[encoding]: $3"; has 地区生产总值
  check sh -c '! grep -q UTF-8 err'
}
foreign x.docx 'PK\003\004\024\000\006\000\010' "a zip file (a Word document is one) that is broken"
foreign x.pdf '%%PDF-1.7\n\342\343\317\323\n' "a PDF that pdftotext cannot read"
foreign x.doc '\320\317\021\340\241\261\032\341' "an old Word, Excel or WPS file"
# text
run 0 text "$Z" text a.txt; check cmp out a.txt; silent err
run 0 "text --layout" "$Z" text --layout a.txt; has "地区生产总值"; silent err
run 1 "text of a broken file" "$Z" text broken.txt a.txt; has "地区生产总值"; says "broken.txt: error[encoding]"
run 2 "text without a file" "$Z" text; says "no FILE"
run 2 "text of a file that is missing" "$Z" text gone.txt; says "gone.txt: error[io]"
run 0 "text --help" "$Z" text --help; has "usage: zhibiao text"
if [ "$(id -u)" != 0 ]; then
  cp a.txt secret.txt; chmod 000 secret.txt
  run 2 unreadable "$Z" extract secret.txt; says "secret.txt: error[io]"
fi
cp a.txt "$(printf 'n\377me.txt')"
run 0 "name that is no UTF-8" "$Z" extract -f ndjson "$(printf 'n\377me.txt')"; check python3 "$here/check.py" ndjson out

# -o
for f in ndjson csv json; do
  run 0 "-o x.$f" "$Z" extract -o x.$f a.txt; silent out; check python3 "$here/check.py" $f x.$f
done
run 0 "-o X.CSV" "$Z" extract -o X.CSV a.txt; check cmp x.csv X.CSV
for f in xlsx xls docx pdf PDF; do
  run 2 "-o x.$f" "$Z" extract -o new.$f a.txt; says "csv"; says "ndjson"; says "table"; check test ! -e new.$f
done
run 0 "--excel" "$Z" extract --excel -o bom.csv a.txt; check python3 "$here/check.py" bom bom.csv
check sh -c 'tail -c +4 bom.csv | cmp - x.csv'
run 0 "--excel to stdout" "$Z" extract --excel -f csv a.txt; check cmp bom.csv out
run 2 "--excel of a table" "$Z" extract --excel a.txt; says "--excel goes with CSV"
# formulas are defused, amounts are left alone
cat >formula.txt <<'TEXT'
2023年，出口增长-3.5%，利润总额-5.6亿元。
=cmd|/c calc出口5亿元。
TEXT
cp formula.txt ./-1+1.txt; cp formula.txt ./=x.txt
run 0 "amounts in CSV" "$Z" extract -f csv formula.txt; has ',-3.5%,'; has ',-5.6亿元,'; check python3 "$here/check.py" csv out
"$Z" extract -f csv - <a.txt >out 2>err; name="a lone dash"; check sh -c 'sed -n 2p out | grep -q "^-,"'
run 0 "formulas in CSV" "$Z" extract -f csv -- -1+1.txt =x.txt; has "'-1+1.txt,"; has "'=x.txt,"
check python3 "$here/check.py" csv out
run 0 "-o text" "$Z" extract -ox.txt a.txt; check grep -q 行:列 x.txt
run 0 "--format over the name" "$Z" extract -o y.csv --format ndjson a.txt; check cmp first y.csv
run 0 "-o -" "$Z" extract -o - -f ndjson a.txt; check cmp first out
run 2 "-o nowhere" "$Z" extract -o no/such/x.csv a.txt; says "error[io]"
run 2 "-o directory" "$Z" extract -o folder a.txt; says "error[io]"
run 2 "-o over a document" "$Z" extract -o ./a.txt a.txt; says "one of the documents"; check grep -q 312.6 a.txt
echo old >kept.csv; chmod 600 kept.csv; ln -s kept.csv link.csv
run 2 "a failure of usage" "$Z" extract -o kept.csv --area nowhere-at-all a.txt; check grep -q old kept.csv
run 0 "-o over a link" "$Z" extract -o link.csv a.txt
check python3 "$here/check.py" csv kept.csv
check test -L link.csv
check test "$(ls -l kept.csv | cut -c1-10)" = "-rw-------"
name="nothing left behind"; check test -z "$(find . -name '*.csv.*' -o -name '*.txt.*')"
if [ -c /dev/full ]; then
  run 2 "full disk by -o" "$Z" extract -o /dev/full -f csv a.txt; says "error[io]"
  name="full disk"
  "$Z" extract -f csv a.txt >/dev/full 2>err; check test $? -eq 2; says "error[io]"
  "$Z" --help >/dev/full 2>err; check test $? -eq 2; says "error[io]"
fi
name="closed pipe"
{ "$Z" extract -f ndjson a.txt a.txt 2>err; } | true
silent err

# the table keeps to its width; no colour but on a terminal
for w in 40 60 80 100 160; do
  run 0 "width $w" env COLUMNS=$w "$Z" extract a.txt; check python3 "$here/check.py" width out $w
done
check sh -c '! grep -q "$(printf "\033")" out'

# listings
for c in types indicators units; do
  for f in table ndjson csv; do run 0 "$c $f" "$Z" $c --format $f; check test -s out; silent err; done
  run 0 "$c ndjson" "$Z" $c --format ndjson; check python3 "$here/check.py" objects out
done
run 0 search "$Z" indicators --search GDP -f ndjson; has '"code":"gdp"'; has '"name":"地区生产总值"'
run 0 "search for nothing" "$Z" indicators --search qqqq; silent out; says "qqqq"

echo "cli: $passed passed, $failed failed"
[ $failed -eq 0 ]
