# zhibiao.bash - completion for bash: commands and options are those that the command's own help tells.

# Values of the option $2 of command $1, one a line; nothing where it takes a file or what cannot be listed.
_zhibiao_values() {
  case $2 in
  -f | --format)
    case $1 in
    report) printf '%s\n' csv html json md xlsx sdmx-csv ;;
    store) printf '%s\n' ndjson csv json ;;
    check | missing | test) printf '%s\n' text json ;;
    diff) printf '%s\n' text ndjson csv ;;
    *) printf '%s\n' table ndjson csv json ;;
    esac ;;
  --status) printf '%s\n' actual estimate target reference ;;
  --codes) printf '%s\n' headline all ;;
  --lang) printf '%s\n' zh en ;;
  --log-format) printf '%s\n' text json ;;
  --kind) printf '%s\n' flow stock ratio index ;;
  --type) zhibiao types --format csv 2>/dev/null | sed -n '2,$s/,.*//p' ;;
  --only | --indicator) zhibiao indicators --format csv 2>/dev/null | sed -n '2,$s/,.*//p' ;;
  esac
}

# The words that may stand next to the command $1 (store, report) as the first operand.
_zhibiao_operands() {
  case $1 in
  store) printf '%s\n' init add remove verify export ;;
  new) printf '%s\n' rule indicator word type report ;;
  report) zhibiao report --list 2>/dev/null | sed -n 's/^ *\([a-z][a-z-]*\)  .*/\1/p' ;;
  help) _zhibiao_commands ;;
  esac
}

_zhibiao_commands() { zhibiao --help 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p'; }

_zhibiao() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} values=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    values="$(_zhibiao_commands) --help --version"
  elif [[ $before == -* ]] && values=$(_zhibiao_values "$command" "$before") && [ -n "$values" ]; then
    :
  elif [[ $before == --rules ]]; then
    mapfile -t COMPREPLY < <(compgen -d -- "$word")
    return
  elif [[ $word == -* ]]; then
    values=$(zhibiao "$command" --help 2>/dev/null | grep -oE -e '--[a-z][a-z-]*')
  elif [ "$COMP_CWORD" -eq 2 ]; then
    values=$(_zhibiao_operands "$command")
  fi
  [ -z "$values" ] || mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word" | sort -u)
}

complete -o default -o filenames -F _zhibiao zhibiao
