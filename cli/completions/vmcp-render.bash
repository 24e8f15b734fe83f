# bash completion of vmcp-render, as "vmcp-render completion bash" prints it:
#     source <(vmcp-render completion bash)
# The program itself says what may stand where; this only asks it.

_vmcp_render() {
  COMPREPLY=()
  local words=() count=0 i word rest line=${COMP_LINE#*"${COMP_WORDS[0]}"}
  # For bash, --option=value are three words: those without a blank between them are one.
  for ((i = 1; i <= COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    rest=${line#"${line%%[![:blank:]]*}"}
    if ((count > 0)) && [[ -n $word && $rest == "$line" ]]; then
      words[count - 1]+=$word
    else
      words[count++]=$word
    fi
    line=${rest#"$word"}
  done
  local current=${words[count - 1]}
  # What bash replaces begins behind the last character at which it has cut.
  local part=${COMP_WORDS[COMP_CWORD]}
  [[ $part == [=:] ]] && part=
  local cut=${current%"$part"}

  local kind= candidate
  while IFS= read -r line; do
    candidate=${line%%$'\t'*}
    if [[ $line == :* ]]; then
      kind=$line
    elif [[ -n $candidate ]]; then
      COMPREPLY+=("${candidate#"$cut"}")
    fi
  done < <("${COMP_WORDS[0]/#\~/$HOME}" __complete -- "${words[@]//[\\\"\']/}" 2>/dev/null)

  local value=$current
  [[ $value == --*=* ]] && value=${value#*=}
  case $kind in
    :manifests)
      while IFS= read -r line; do
        [[ -d $line || $line == *.yaml || $line == *.yml || $line == *.json ]] && COMPREPLY+=("$line")
      done < <(compgen -f -- "$value")
      ;;
    :files) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$value") ;;
    :directories) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$value") ;;
  esac
  [[ $kind != : ]] && compopt -o filenames 2>/dev/null
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
  return 0
}

complete -F _vmcp_render vmcp-render
