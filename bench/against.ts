import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { serviceName } from './generate-catalog';
import { cpuSeconds, measure, medianOf } from './measure';
import type { Figures } from './measure';
import { filesWritten, print } from './rows';
import { slipway, Tree } from './tree';

/** Something that both programs are asked to do, each with a tree of its own. */
interface Case {
  readonly name: string;
  readonly run: (tree: Tree) => Figures;
}

// In this order: a case needs the tree that the one before it leaves.
const cases: readonly Case[] = [
  { name: '--help', run: (tree) => measure([tree.program, '--help']) },
  { name: 'synth, nothing there', run: (tree) => tree.cold() },
  { name: 'synth, no change', run: (tree) => tree.synth() },
  {
    name: 'synth, one service changed',
    run: (tree) => {
      tree.changeService();
      return tree.synth();
    },
  },
  {
    name: 'synth --service, it changed',
    run: (tree) => {
      tree.changeService();
      return tree.synth(['--service', serviceName(7)]);
    },
  },
  {
    name: 'check, nothing remembered',
    run: (tree) => {
      tree.forget();
      return tree.check();
    },
  },
  { name: 'check, same catalog as before', run: (tree) => tree.check() },
  {
    name: 'diff, one service changed',
    run: (tree) => {
      tree.changeService();
      return tree.diff();
    },
  },
];

/**
 * Prints how much processor time (user and system, all threads) this program takes, and how much the one of another
 * checkout, which must be built. They take turns, and each has a tree of the same catalog to itself, so that what else the
 * machine does falls on both. Wall time is not compared: it is the first to suffer from other work.
 *
 * @param checkout root of the other checkout
 * @param only text that names of cases contain; all of them run to prepare the next one, those without it once
 * @throws Error when the other checkout is not built
 */
export function compareCheckouts(root: string, checkout: string, services: number, pairs: number, only: string): void {
  const other = resolve(checkout, 'bin', 'slipway.js');
  if (!existsSync(resolve(checkout, 'build', 'slipway.js')))
    throw new Error(`--against ${checkout} is not built: run "npm run build" there`);
  const before = new Tree(join(root, 'before'), services, other);
  const after = new Tree(join(root, 'after'), services, slipway);
  print(`${services} services in 3 environments, user + system seconds, medians of ${pairs} pairs, by turns`);
  print(`  before: ${resolve(checkout)}`);
  print(`  ${''.padEnd(32)} before    after  after/before  peak MB before, after   files written before, after`);
  for (const { name, run } of cases) {
    const isPrinted = name.includes(only);
    const runs = Array.from({ length: isPrinted ? pairs : 1 }, (_, index) => inTurn(index, run, before, after));
    if (isPrinted) printCase(name, runs);
    if (name === 'synth --service, it changed') for (const tree of [before, after]) tree.commit();
  }
  for (const tree of [before, after]) tree.remove();
  print('');
}

type Pair = readonly [before: Figures, after: Figures];

// Who is second finds a warmer machine.
function inTurn(index: number, run: Case['run'], before: Tree, after: Tree): Pair {
  if (index % 2 === 0) return [run(before), run(after)];
  const second = run(after);
  return [run(before), second];
}

function printCase(name: string, pairs: readonly Pair[]): void {
  const of = (side: 0 | 1, figure: (figures: Figures) => number) => medianOf(pairs.map((pair) => figure(pair[side])));
  const ratio = medianOf(pairs.map(([before, after]) => cpuSeconds(after) / cpuSeconds(before)));
  const seconds = ([0, 1] as const).map((side) => of(side, cpuSeconds).toFixed(3).padStart(8));
  const peaks = ([0, 1] as const).map((side) => of(side, ({ peakMegabytes }) => peakMegabytes).toFixed(0));
  const hasReport = pairs[0]?.[0].stdout.startsWith('{') === true;
  const files = hasReport ? ([0, 1] as const).map((side) => String(of(side, filesWritten))) : [];
  print(
    `  ${name.padEnd(32)}${seconds.join(' ')} ${ratio.toFixed(3).padStart(13)} ${peaks.join(', ').padStart(22)}   ${files.join(', ')}`,
  );
}
