import { cpSync } from 'node:fs';
import { join } from 'node:path';

import type { CommandSpec } from '../../src/cli/command';
import { commands } from '../../src/cli/program';
import { makeRepository } from '../helpers/a-git-repository';
import { unsafeLines } from '../helpers/arbitrary-hostile';
import { forged } from '../helpers/hostile-text';
import { runHere } from '../helpers/run-in-process';
import { shippedCatalog } from '../helpers/shipped-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';

/** They serve until somebody ends them; tests of their own start them. */
const serving = new Set(['controller', 'play']);

/** A text that would like to begin a line: one that a runner of CI obeys, and one that people take for ours. */
const hostile = `a\n::stop-commands::x\n${forged}`;

const before = process.cwd();
afterEach(() => process.chdir(before));

test.each(commands.filter(({ name }) => !serving.has(name)).map((command) => [command.name, command] as const))(
  'no argument and no option of "%s" begins a line of its own',
  async (_, command) => {
    const runs = positionsOf(command);
    const workingDirectory = aRepository();
    process.chdir(workingDirectory);

    for (const words of runs) {
      const { stdout, stderr } = await runHere(words, { workingDirectory });
      const lines = unsafeLines(`${stdout}\n${stderr}`, { words });

      expect({ words, lines }).toEqual({ words, lines: [] });
    }
    expect(runs.length).toBeGreaterThan(0);
  },
  300_000,
);

/**
 * Each example of the help with the text in the place of one of its words, or as the value of one option more. The examples
 * are about the shipped catalog, so that the others of their words are there.
 */
function positionsOf({ name, options, examples }: CommandSpec): readonly (readonly string[])[] {
  const bases = examples.map(({ command }) => wordsOf(command)).filter(([first]) => first === name);
  const [first = [name]] = bases;
  const withValue = options.map(({ flags }) => /(--[\w-]+) [<[]/.exec(flags)?.[1]).filter((flag) => flag !== undefined);
  const replaced = bases.flatMap((base) =>
    base.flatMap((word, index) => (index === 0 || word.startsWith('-') ? [] : [base.with(index, hostile)])),
  );
  return [[name, hostile], ...replaced, [...first, hostile], ...withValue.map((flag) => [...first, flag, hostile])];
}

function wordsOf(command: string): readonly string[] {
  const words: readonly string[] = command.match(/"[^"]*"|\S+/g) ?? [];
  return words.slice(words.indexOf('slipway') + 1).map((word) => word.replaceAll('"', ''));
}

function aRepository(): string {
  const folder = temporaryFolder();
  cpSync(shippedCatalog, join(folder, 'catalog'), { recursive: true });
  makeRepository(folder);
  return folder;
}
