import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { equivalents } from './equivalents';
import { InProcess } from './in-process';
import type { Known } from './in-process';
import { mutantsOf } from './mutate';
import type { Mutant } from './mutate';

const root = join(__dirname, '../../..');

const testFiles = ['gates', 'decide', 'identity', 'effect-digest', 'freeze-times', 'zone-clock', 'decide-model'].map(
  (name) => `test/gates/${name}.test.ts`,
);

/** What takes so many times as long as when nothing was wrong goes round for ever; the machine may be busier than it was. */
const patience = 4;

/** Which mutants to make. */
export interface Choice {
  /** Parts of paths. @default - all files */
  readonly only?: readonly string[];
  /** Every so many of each file. @default 1 */
  readonly every?: number;
}

/** What became of all mutants. */
export interface Report {
  readonly killed: number;
  readonly survived: readonly string[];
  /** Mutants that are said to be none, and do not exist. */
  readonly wronglyExcused: readonly string[];
}

/**
 * Makes one thing wrong at a time in every file of `src/gates`, and runs the tests of the gates against it that reach this
 * file. Tests that have killed a mutant of the file go first, then the quick ones.
 */
export function huntMutants(say: (line: string) => void, { only = [''], every = 1 }: Choice): Report {
  const process = new InProcess(root, isAnew);
  const started = performance.now();
  const known = new Map(testFiles.map((file) => [file, process.learn(file)]));
  const most = Math.ceil((performance.now() - started) * patience);
  const order =
    (kills: ReadonlyMap<string, number>) =>
    (file: string, title: string): number =>
      placeOf(title, kills, known.get(file));
  const nothing = { file: 'src/gates/decide.ts', text: readFileSync(join(root, 'src/gates/decide.ts'), 'utf8') };
  const sane = process.run(testFiles, nothing, order(new Map()), most);
  if (sane.kind === 'killed') throw new Error(`a test fails that finds nothing wrong: ${sane.by}`);
  const survived: string[] = [];
  let killed = 0;
  for (const [file, mutants] of mutantsByFile()) {
    if (!only.some((part) => file.includes(part))) continue;
    const tests = testFiles.filter((one) => known.get(one)?.reaches.has(file) === true);
    const kills = new Map<string, number>();
    for (const mutant of mutants.filter((_, index) => index % every === 0)) {
      const { name } = mutant;
      if (name in equivalents) continue;
      const outcome = process.run(tests, mutant, order(kills), most);
      if (outcome.kind === 'survived') survived.push(name);
      else {
        killed += 1;
        kills.set(outcome.by, (kills.get(outcome.by) ?? 0) + 1);
      }
      say(`${outcome.kind} ${name}${outcome.kind === 'killed' ? ` by ${outcome.by}` : ''}`);
    }
  }
  return { killed, survived, wronglyExcused: wronglyExcused() };
}

// A test that has killed often is worth its time.
function placeOf(title: string, kills: ReadonlyMap<string, number>, known: Known | undefined): number {
  return (known?.milliseconds.get(title) ?? 0) / (1 + 10 * (kills.get(title) ?? 0));
}

function wronglyExcused(): readonly string[] {
  const names = new Set([...mutantsByFile().values()].flat().map(({ name }) => name));
  return Object.keys(equivalents).filter((name) => !names.has(name));
}

// What knows the gates by their types alone is loaded once.
function isAnew(path: string): boolean {
  return (
    path.startsWith('src/gates/') || path.endsWith('.test.ts') || /test\/gates\/(model|freeze-cases)\.ts$/.test(path)
  );
}

function mutantsByFile(): ReadonlyMap<string, readonly Mutant[]> {
  const files = readdirSync(join(root, 'src/gates'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `src/gates/${path.replaceAll('\\', '/')}`)
    .sort();
  return new Map(files.map((file) => [file, mutantsOf(file, readFileSync(join(root, file), 'utf8'))]));
}
