import type { CommandSpec } from '../command';
import { bashCompletion } from '../completion/bash';
import { fishCompletion } from '../completion/fish';
import { zshCompletion } from '../completion/zsh';
import type { Context, ExitCode } from '../context';
import { Refusal } from '../../model/refusal';

const scripts: ReadonlyMap<string, (commands: readonly CommandSpec[]) => string> = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

/** Prints the completion script of a shell. */
export function completion(shell: string, commands: readonly CommandSpec[], { stdout }: Context): ExitCode {
  const script = scripts.get(shell);
  if (script === undefined)
    throw new Refusal(`unknown shell "${shell}"; known are ${[...scripts.keys()].join(', ')}`, 'usage');
  stdout.write(script(commands));
  return 0;
}
