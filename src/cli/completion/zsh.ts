import type { CommandSpec, Values } from '../command';
import { globalOptions, helpCommand, optionsOf, visibleCommands } from './option-words';
import type { OptionWords } from './option-words';

/** The completion script for zsh; it works from `$fpath` as well as sourced. */
export function zshCompletion(commands: readonly CommandSpec[]): string {
  const visible = visibleCommands(commands);
  const help = helpCommand(commands);
  const described = [...visible, help].map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}\n`).join('');
  const cases = [
    ...visible.map((command) =>
      caseOf(command.name, [...optionsOf(command).map(optionSpec), ...argumentSpecs(command)]),
    ),
    caseOf(help.name, argumentSpecs(help)),
  ];
  return `#compdef slipway
# Completion of slipway for zsh. To load it: source <(slipway completion zsh)
_slipway() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C \\
${globalOptions.map((option) => `    ${optionSpec(option)} \\\n`).join('')}    '1: :_slipway_commands' \\
    '*:: :->words'
  [[ $state == words ]] || return
  case $line[1] in
${cases.join('')}  esac
}

_slipway_commands() {
  local -a commands=(
${described}  )
  _describe -t commands command commands
}

_slipway_services() { _slipway_names services }
_slipway_environments() { _slipway_names environments }
_slipway_teams() { _slipway_names teams }
_slipway_releases() { _slipway_names releases }
_slipway_proposals() { _slipway_names proposals }

_slipway_names() {
  local -a names
  names=(\${(f)"$(slipway __complete $1 \${opt_args[--catalog]:+--catalog=\${(e)~opt_args[--catalog]}} 2>/dev/null)"})
  compadd -a names
}

if [[ $funcstack[1] == _slipway ]]; then
  _slipway "$@"
else
  compdef _slipway slipway
fi
`;
}

function caseOf(name: string, specs: readonly string[]): string {
  return `    ${name})\n      _arguments -s \\\n${specs.map((spec) => `        ${spec}`).join(' \\\n')}\n      ;;\n`;
}

function optionSpec({ short, long, summary, value, values }: OptionWords): string {
  const text = `[${escaped(summary)}]`;
  const more = value === undefined ? text : `${text}:${value}:${action(values)}`;
  const end = value === undefined ? '' : '=';
  return short === undefined
    ? quoted(`${long}${end}${more}`)
    : `'(${short} ${long})'{${short},${long}${end}}${quoted(more)}`;
}

function argumentSpecs(command: Pick<CommandSpec, 'arguments'>): readonly string[] {
  return command.arguments.map(({ name, isRequired, values }, index) =>
    quoted(`${index + 1}:${isRequired ? '' : ':'}${name}:${action(values)}`),
  );
}

function action(values: Values | undefined): string {
  if (values === undefined) return ' ';
  if (values === 'folders') return '_files -/';
  return typeof values === 'string' ? `_slipway_${values}` : `(${values.join(' ')})`;
}

function escaped(text: string): string {
  return text.replaceAll(/[[\]:]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
