import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

import { serviceName } from './generate-catalog';
import { measure } from './measure';
import { print } from './rows';
import { git, seedRepository, synth } from './seed-repository';

/** Changes in one push. */
const batch = 50;

/** Changes of the control, which takes long. */
const changesByHand = 5;

/** Commits of the run that are rendered again. */
const renderedAgain = 50;

/**
 * How many changes a second go from a request to the remote on this machine: planned, decided under gates, rendered, signed,
 * recorded and pushed. Beside it what a script does for one: edit, `slipway synth --service`, add, commit and push. Commits of
 * the run are checked out and rendered again; one that renders other bytes ends the run.
 */
export function benchDelivery(root: string, services: number, changes: number): void {
  const folder = join(root, 'delivery');
  mkdirSync(folder, { recursive: true });
  const { remote, files } = seedRepository(folder, services);
  print(`changes through Delivery: ${services} services in 3 environments, ${files} files, each another service`);
  const program = [bundled(folder), remote, join(folder, 'desk'), String(services), String(changes), String(batch)];
  const said = JSON.parse(measure(program, { env: imageVariables() }).stdout);
  const count = Number(said.changes);
  if (count !== changes) throw new Error(`${count} of ${changes} changes were committed`);
  line(`${batch} in a push, signed`, Number(said.seconds) / count);
  print(`  of that in this process ${((Number(said.cpuSeconds) * 1000) / count).toFixed(1)} ms of a processor each`);
  const megabytes = (name: string): string => `${Number(said[name]).toFixed(0)} MB`;
  print(`  memory of the process after ${count} changes: ${megabytes('rssAfter')}, heap ${megabytes('megabytes')}`);
  print(`  control: the same process before the first one: ${megabytes('rssBefore')}`);
  line('control: synth --service, add, commit, push', byHand(folder, remote));
  renderAgain(folder, remote, count);
  rmSync(folder, { recursive: true, force: true });
}

/** What the image of the controller says of memory. */
function imageVariables(): Readonly<Record<string, string>> {
  const dockerfile = readFileSync(join(__dirname, '..', 'Dockerfile'), 'utf8');
  const valueOf = (name: string): string => {
    const [, value] = new RegExp(`${name}=(\\S+)`).exec(dockerfile) ?? [];
    if (value === undefined) throw new Error(`the Dockerfile says no ${name}`);
    return value;
  };
  return { NODE_OPTIONS: valueOf('NODE_OPTIONS'), MALLOC_ARENA_MAX: valueOf('MALLOC_ARENA_MAX') };
}

/** The program in one file, as it is shipped: a loader of TypeScript takes more memory than the catalog. */
function bundled(folder: string): string {
  const outfile = join(folder, 'deliver-changes.cjs');
  const entryPoints = [join(__dirname, 'deliver-changes.ts')];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs' });
  return outfile;
}

/** @returns seconds of one change */
function byHand(folder: string, remote: string): number {
  const work = join(folder, 'by-hand');
  git(folder, 'clone', '--quiet', remote, work);
  synth(work);
  const started = performance.now();
  for (let change = 0; change < changesByHand; change += 1) {
    const file = join(work, 'catalog', 'services', serviceName(change), 'dev.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/version: .*/, `version: v3.${change}.0`));
    synth(work, '--service', serviceName(change));
    git(work, 'add', '--all');
    git(work, 'commit', '--quiet', '--message', `change ${change}`);
    git(work, 'push', '--quiet', 'origin', 'HEAD');
  }
  return (performance.now() - started) / 1000 / changesByHand;
}

/** @throws Error when a commit has other bytes than its catalog renders */
function renderAgain(folder: string, remote: string, count: number): void {
  const work = join(folder, 'again');
  git(folder, 'clone', '--quiet', remote, work);
  const commits = git(work, 'log', '--format=%H', '--grep=^Run-Id: ').trim().split('\n');
  const picked = new Set<number>();
  while (picked.size < Math.min(renderedAgain, count)) picked.add(Math.floor(Math.random() * count));
  for (const index of picked) {
    git(work, 'checkout', '--quiet', commits[index] ?? 'HEAD');
    synth(work);
    const differs = git(work, 'status', '--porcelain');
    if (differs !== '')
      throw new Error(`commit ${commits[index]} has other bytes than its catalog renders:\n${differs}`);
  }
  print(`  ${picked.size} of its commits were checked out and rendered again: byte for byte the same\n`);
}

function line(name: string, seconds: number): void {
  print(
    `  ${name.padEnd(44)} ${(1 / seconds).toFixed(1).padStart(8)} a second ${(seconds * 1000).toFixed(1).padStart(9)} ms each`,
  );
}
