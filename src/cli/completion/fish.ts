import type { CommandSpec, Values } from '../command';
import { globalOptions, helpCommand, optionsOf, visibleCommands } from './option-words';
import type { OptionWords } from './option-words';

/** The completion script for fish. */
export function fishCompletion(commands: readonly CommandSpec[]): string {
  const visible = visibleCommands(commands);
  const all = [...visible, helpCommand(commands)];
  const valued = [...new Set(visible.flatMap((command) => optionsOf(command).flatMap(withValue)))];
  return `# Completion of slipway for fish. To load it: slipway completion fish | source
# Whether the cursor is at the given word after the given command; without a command, whether none was typed yet.
function __slipway_at --argument-names command index
    set -l skip no
    set -l typed
    for token in (commandline -opc)[2..-1]
        if test $skip = yes
            set skip no
            continue
        end
        switch $token
            case ${valued.join(' ')}
                set skip yes
            case '-*'
            case '*'
                set -a typed $token
        end
    end
    if test -z "$command"
        test (count $typed) -eq 0
        return
    end
    test "$typed[1]" = "$command"; and begin
        test -z "$index"; or test (count $typed) -eq (math $index + 1)
    end
end

function __slipway_names
    set -l tokens (commandline -opc)
    set -l catalog (string match -rg -- '^--catalog=(.*)' $tokens)
    if set -l at (contains -i -- --catalog $tokens)
        set catalog $tokens[(math $at + 1)]
    end
    slipway __complete $argv[1] (test -n "$catalog"; and echo --catalog=$catalog) 2>/dev/null
end

complete -c slipway -f
${globalOptions.map((option) => `complete -c slipway -n '__slipway_at ""' ${optionWords(option)}\n`).join('')}${all
    .map(({ name, summary }) => `complete -c slipway -n '__slipway_at ""' -a ${name} -d ${quoted(summary)}\n`)
    .join('')}${all.flatMap(argumentLines).join('')}${visible.flatMap(optionLines).join('')}`;
}

function withValue({ short, long, value }: OptionWords): readonly string[] {
  return value === undefined ? [] : [...(short === undefined ? [] : [short]), long];
}

function argumentLines(command: Pick<CommandSpec, 'name' | 'arguments'>): readonly string[] {
  return command.arguments.flatMap(({ values }, index) =>
    values === undefined ? [] : [`complete -c slipway -n '__slipway_at ${command.name} ${index}' ${action(values)}\n`],
  );
}

function optionLines(command: CommandSpec): readonly string[] {
  return optionsOf(command).map(
    (option) => `complete -c slipway -n '__slipway_at ${command.name}' ${optionWords(option)}\n`,
  );
}

function optionWords({ short, long, summary, value, values }: OptionWords): string {
  const names = [...(short === undefined ? [] : [`-s ${short.slice(1)}`]), `-l ${long.slice(2)}`].join(' ');
  const text = `-d ${quoted(summary)}`;
  if (value === undefined) return `${names} ${text}`;
  return `${names} ${text} -x${values === undefined ? '' : ` ${action(values)}`}`;
}

function action(values: Values): string {
  if (values === 'folders') return "-a '(__fish_complete_directories)'";
  return typeof values === 'string' ? `-a '(__slipway_names ${values})'` : `-a '${values.join(' ')}'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
