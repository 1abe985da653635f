import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { aDesk, clock, keyTexts, type Desk } from '../a-delivery';
import { aReleasedStory } from '../a-released-story';
import { headOf } from '../a-remote';
import { git } from '../a-repository';
import { runHere } from '../run-in-process';
import { runSlipway } from '../run-slipway';
import { temporaryFolder } from '../temporary-folder';
import { commitsOf, hasForgedKey, wrongIn, type Asked } from './history';
import { wrongInShown, type Shown } from './shown';
import { coreOf, plantedSecrets, type Canary } from './texts';
import type { TypedBase } from './typed-bases';
import {
  inCatalogs,
  inFiles,
  inSettings,
  inVariables,
  inWords,
  typedCommands,
  type Typed,
  type TypedPosition,
} from './typed-positions';

/** What came of texts that somebody has typed. */
export interface TypedRuns {
  readonly wrong: readonly string[];
  /** Exit codes, and how often each was. */
  readonly exitCodes: ReadonlyMap<number | null, number>;
  readonly commits: number;
}

/** Of eight texts, how many are in words, in settings by their path, in variables, in files and in the catalog. */
const groups: readonly (readonly TypedPosition[])[] = [
  inWords,
  inWords,
  inWords,
  inWords,
  inSettings,
  inVariables,
  inFiles,
  inCatalogs,
];

/** Longest word that Linux gives to a program. */
const longestWord = 120_000;

/**
 * Types each text in a command that goes to a repository of its own, on a machine that has a clone of it; then Git and what was
 * shown say what has come of it.
 *
 * @param processes one of how many runs is a process of its own
 */
export async function throughTheCommandLine(
  texts: readonly string[],
  first: number,
  canary: Canary,
  processes: number,
): Promise<TypedRuns> {
  const machine = await Machine.start();
  const wrong: string[] = [];
  const exitCodes = new Map<number | null, number>();
  for (const [index, text] of texts.entries()) {
    const number = first + index;
    const { name, typed } = positionOf(number);
    const one = typed(asWord(text), number);
    await machine.prepare(one.base, number);
    const words = withFlag(one.words, number);
    const shown = await machine.run({ ...one, words }, number % processes === processes - 1);
    const written = machine.written();
    exitCodes.set(shown.exitCode, (exitCodes.get(shown.exitCode) ?? 0) + 1);
    wrong.push(
      ...[
        ...wrongInShown(shown, words),
        ...machine.wrongInClone(one, written),
        ...(canary.wasTouched(...machine.folders) ? ['a part of a text was executed'] : []),
      ].map((fault) => `${number}, ${name}: ${fault} <- ${JSON.stringify(words).slice(0, 600)}`),
    );
    if (written.length > 0 || one.files !== undefined) machine.restore();
  }
  return { wrong: [...wrong, ...machine.wrongInRemote()], exitCodes, commits: machine.commits };
}

function positionOf(number: number): TypedPosition {
  const turn = number % groups.length;
  const group = groups[turn] ?? [];
  const [before, all] = [groups.slice(0, turn), groups].map((some) => some.filter((one) => one === group).length);
  const round = Math.floor(number / groups.length) * (all ?? 1) + (before ?? 0);
  // A step that has no factor with their number comes to each of them.
  const position = group[(round * 7919) % group.length];
  if (position === undefined) throw new Error('there are positions');
  return position;
}

/** As a program can be given it. */
function asWord(text: string): string {
  return Buffer.from(text.replaceAll('\0', '')).subarray(0, longestWord).toString();
}

/** One of the flags of a command that need no value, or none, so that a text goes each of its ways. */
function withFlag([name = '', ...rest]: readonly string[], number: number): readonly string[] {
  const declared = typedCommands.find((one) => one.name === name)?.options ?? [];
  const flags = declared.flatMap(({ flags: text }) => (/^--[\w-]+$/.test(text) ? text : []));
  const flag = ['', ...flags][(number * 31) % (flags.length + 1)];
  return flag === undefined || flag === '' ? [name, ...rest] : [name, flag, ...rest];
}

/** Whoever types: a clone, a key, a folder for caches, and a remote. */
class Machine {
  private readonly asked: Asked[] = [];
  private readonly branches: string[] = [];
  private readonly config: string;

  private constructor(
    private readonly remote: string,
    private readonly root: string,
    private readonly base: string,
    private readonly desks: Readonly<Record<'dev' | 'sre-one', Desk>>,
  ) {
    this.config = readFileSync(join(this.clone, '.git/config'), 'utf8');
  }

  static async start(): Promise<Machine> {
    const { remote } = await aReleasedStory();
    const root = temporaryFolder();
    git(root, ['clone', '--quiet', remote, 'clone']);
    git(join(root, 'clone'), ['config', 'user.email', 'dev@example.com']);
    for (const [who, text] of Object.entries(keyTexts)) writeFileSync(join(root, `${who}.key`), text, { mode: 0o600 });
    const [dev, one] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one')]);
    return new Machine(remote, root, headOf(remote), { dev, 'sre-one': one });
  }

  /** Where a name without a folder would come to be. */
  get folders(): readonly string[] {
    return [this.remote, this.root, this.clone];
  }

  get commits(): number {
    return commitsOf(this.remote, this.base).length;
  }

  private get clone(): string {
    return join(this.root, 'clone');
  }

  /** Asks for what has to be there first. */
  async prepare({ before, waits }: TypedBase, number: number): Promise<void> {
    const { dev, 'sre-one': one } = this.desks;
    if (before !== undefined) {
      const request = { runId: `before-${number}`, ...before(number) };
      await dev.ask(request);
      this.asked.push({ ...request, fields: { ...request.fields } });
    }
    if (waits === undefined) return;
    const values = { terminationGracePeriodSeconds: 30 + (number % 600) };
    const fields = { service: 'web', environment: 'prod', values };
    const request = { runId: `waits-${number}`, verb: 'set', fields, ticket: 'CHG-1' } as const;
    await dev.ask(request);
    this.asked.push(request);
    if (waits === 'one has agreed') await one.delivery.answer(request.runId, { answer: 'approve' });
  }

  async run({ base, words, variables = {}, files = {}, said }: Typed, isProcess: boolean): Promise<Shown> {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.clone, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, path === '.git/config' ? `${this.config}${text}` : text, { mode: 0o600 });
    }
    if (!('reviews.json' in files)) writeFileSync(join(this.clone, 'reviews.json'), '{"reviews": []}\n');
    const asWhom = { SLIPWAY_KEY: join(this.root, `${base.who}.key`), SLIPWAY_CACHE_DIR: join(this.root, 'cache') };
    const options = { workingDirectory: this.clone, variables: { ...asWhom, ...this.kept(variables) } };
    this.remember(words, said);
    // What is no path of its own is one of where somebody is.
    const before = process.cwd();
    process.chdir(this.clone);
    try {
      return isProcess ? runSlipway(words, options) : await this.here(words, options);
    } finally {
      process.chdir(before);
      writeFileSync(join(this.clone, '.git/config'), this.config);
    }
  }

  /** What is to be written where somebody says is not written into his work tree. */
  private kept(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(variables).map(([name, text]) => [
        name,
        /_CACHE_(?:DIR|HOME)$/.test(name) ? join(this.root, 'caches', 'of', 'texts', text) : text,
      ]),
    );
  }

  private async here(words: readonly string[], options: Parameters<typeof runHere>[1]): Promise<Shown> {
    try {
      return await runHere(words, { ...options, clock: () => new Date(clock.now) });
    } catch (error) {
      return { exitCode: null, stdout: '', stderr: error instanceof Error ? (error.stack ?? error.message) : 'a bug' };
    }
  }

  private remember(words: readonly string[], said: Typed['said']): void {
    const { '--run-id': runId = '', '--reason': reason, '--ticket': ticket, '--hotfix': hotfix } = said;
    this.asked.push({ runId, verb: words[0] ?? '', reason, ticket, hotfix });
    this.branches.push(`changes/${runId}`, ...(said['--branch'] === undefined ? [] : [said['--branch']]));
  }

  /** Paths in the work tree that are not as they were. */
  written(): readonly string[] {
    return git(this.clone, ['status', '--porcelain', '-z', '--untracked-files=all', '--no-renames'])
      .split('\0')
      .map((line) => line.slice(3))
      .filter((path) => path !== '' && path !== 'reviews.json');
  }

  /** What is wrong with what was written where somebody works, besides what he had there. */
  wrongInClone({ words, files = {} }: Typed, written: readonly string[]): readonly string[] {
    const mine = new Set(Object.keys(files));
    const isScaffold = words.includes('--scaffold');
    return written
      .filter((path) => !mine.has(path))
      .flatMap((path) => {
        const isOurs = isScaffold || /^(?:catalog|services|argocd)\/[\w./-]+$|^CODEOWNERS$/.test(path);
        const text = existsSync(join(this.clone, path)) ? readFileSync(join(this.clone, path), 'utf8') : '';
        return [
          ...(isOurs ? [] : [`it writes ${JSON.stringify(path)} into the work tree`]),
          ...(isOurs && !isScaffold && /\.ya?ml$/.test(path) && hasForgedKey(text)
            ? [`${path} has a key that a text has made`]
            : []),
          ...plantedSecrets.filter((secret) => text.includes(coreOf(secret))).map((secret) => `${path} has ${secret}`),
        ];
      });
  }

  wrongInRemote(): readonly string[] {
    return wrongIn(this.remote, this.base, this.asked, this.branches);
  }

  /** Makes the clone what it was. */
  restore(): void {
    git(this.clone, ['reset', '--quiet', '--hard']);
    git(this.clone, ['clean', '-ffdxq']);
  }
}
