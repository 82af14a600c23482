# zhibiao.fish - completion for fish: commands and options are those that the command's own help tells.

function __zhibiao_commands
    zhibiao --help 2>/dev/null | string match -rg '^  ([a-z]+)  .*'
end

function __zhibiao_command
    set -l words (commandline -opc)
    test (count $words) -ge 2; and echo $words[2]
end

# The names that the lines of zhibiao $argv begin with.
function __zhibiao_first_column
    zhibiao $argv 2>/dev/null | string match -rg '^ *([a-z][a-z0-9_-]*)(?:,|  )' | string match -v -r '^(name|code)$'
end

function __zhibiao_options
    zhibiao (__zhibiao_command) --help 2>/dev/null | string match -rga -- '(--[a-z][a-z-]*)' | sort -u
end

function __zhibiao_after
    set -l words (commandline -opc)
    contains -- $words[-1] $argv
end

function __zhibiao_first
    set -l words (commandline -opc)
    test (count $words) -eq 2; and contains -- $words[2] $argv
end

complete -c zhibiao -n 'test (count (commandline -opc)) -eq 1' -f -a '(__zhibiao_commands) --help --version'
complete -c zhibiao -n '__zhibiao_first store' -f -a 'init add remove verify export'
complete -c zhibiao -n '__zhibiao_first new' -f -a 'rule indicator word type report'
complete -c zhibiao -n '__zhibiao_first report' -a '(__zhibiao_first_column report --list)'
complete -c zhibiao -n '__zhibiao_first help' -f -a '(__zhibiao_commands)'
complete -c zhibiao -n 'string match -q -- "-*" (commandline -ct)' -f -a '(__zhibiao_options)'
complete -c zhibiao -n '__zhibiao_after --status' -f -a 'actual estimate target reference'
complete -c zhibiao -n '__zhibiao_after --codes' -f -a 'headline all'
complete -c zhibiao -n '__zhibiao_after --lang' -f -a 'zh en'
complete -c zhibiao -n '__zhibiao_after --log-format' -f -a 'text json'
complete -c zhibiao -n '__zhibiao_after --kind' -f -a 'flow stock ratio index'
complete -c zhibiao -n '__zhibiao_after --type' -f -a '(__zhibiao_first_column types --format csv)'
complete -c zhibiao -n '__zhibiao_after --only --indicator' -f -a '(__zhibiao_first_column indicators --format csv)'
complete -c zhibiao -n '__zhibiao_after -f --format; and test (__zhibiao_command) = report' -f -a 'csv html json md xlsx sdmx-csv'
complete -c zhibiao -n '__zhibiao_after -f --format; and not contains (__zhibiao_command) report check test' \
    -f -a 'table ndjson csv json'
complete -c zhibiao -n '__zhibiao_after -f --format; and contains (__zhibiao_command) check test' -f -a 'text json'
