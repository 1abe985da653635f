import type { CommandSpec, Values } from '../command';
import { globalOptions, helpCommand, optionsOf, visibleCommands } from './option-words';
import type { OptionWords } from './option-words';

/**
 * The completion script for bash 3.2 and later; it needs no bash-completion. Bash splits `--env=prod` into three words,
 * because "=" is in COMP_WORDBREAKS.
 */
export function bashCompletion(commands: readonly CommandSpec[]): string {
  const visible = visibleCommands(commands);
  const all = [...visible, helpCommand(commands)];
  const valued = visible.flatMap((command) =>
    optionsOf(command).flatMap((option) => (option.value === undefined ? [] : [{ command: command.name, option }])),
  );
  return `# Completion of slipway for bash. To load it: source <(slipway completion bash)
_slipway() {
  local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} command= option= catalog= count=0 index word
  COMPREPLY=()
  [[ $current == "=" ]] && current=
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if [[ $word == "=" ]]; then
      continue
    elif [[ -n $option ]]; then
      [[ $option == --catalog ]] && catalog=\${word/#\\~/$HOME}
      option=
    else
      case "$command $word" in
        ${valued.flatMap(({ command, option }) => spelled(command, option)).join(' | ')}) option=$word ;;
        *" -"*) ;;
        " "*) command=$word ;;
        *) count=$((count + 1)) ;;
      esac
    fi
  done

  if [[ -n $option ]]; then
    case "$command $option" in
${valued.map(({ command, option }) => lines(spelled(command, option), option.values)).join('')}    esac
  elif [[ $current == -* ]]; then
    case $command in
      "") _slipway_words ${spellings(globalOptions)} ;;
${visible.map((command) => `      ${command.name}) _slipway_words ${spellings(optionsOf(command))} ;;\n`).join('')}    esac
  else
    case "$command $count" in
      " 0") _slipway_words ${all.map(({ name }) => name).join(' ')} ;;
${all.flatMap((command) => command.arguments.map(({ values }, index) => lines([`"${command.name} ${index}"`], values))).join('')}    esac
  fi
}

_slipway_words() {
  COMPREPLY=($(compgen -W "$(printf '%s\\n' "$@")" -- "$current"))
}

_slipway_names() {
  local names
  names=$("\${COMP_WORDS[0]}" __complete "$1" \${catalog:+"--catalog=$catalog"} 2>/dev/null) || return 0
  COMPREPLY=($(compgen -W "$names" -- "$current"))
}

_slipway_folders() {
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -d -- "$current"))
}

complete -F _slipway slipway
`;
}

function lines(patterns: readonly string[], values: Values | undefined): string {
  return values === undefined ? '' : `      ${patterns.join(' | ')}) ${action(values)} ;;\n`;
}

/** A command with an option, in each way in which the option is written. */
function spelled(command: string, option: OptionWords): readonly string[] {
  return spellings([option])
    .split(' ')
    .map((spelling) => `"${command} ${spelling}"`);
}

function action(values: Values): string {
  if (values === 'folders') return '_slipway_folders';
  return typeof values === 'string' ? `_slipway_names ${values}` : `_slipway_words ${values.join(' ')}`;
}

function spellings(options: readonly OptionWords[]): string {
  return options.flatMap(({ short, long }) => (short === undefined ? [long] : [short, long])).join(' ');
}
