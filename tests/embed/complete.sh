# What bash completes. usage: bash complete.sh COMPLETION WORD…   (the last word is the one being written; zhibiao is in PATH)
. "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_zhibiao
printf '%s\n' "${COMPREPLY[@]}"
