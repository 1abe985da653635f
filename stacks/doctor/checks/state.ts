import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import * as z from 'zod';

import { askPulumi, jsonIn } from '../ask-pulumi';
import { knownReleases } from '../known-releases';
import type { KnownReleases } from '../known-releases';
import type { Variables } from '../kubectl';
import type { LiveRelease } from '../releases';
import { unknown, wrong } from '../symptom';
import type { Symptom } from '../symptom';

const WhoAmI = z.looseObject({ url: z.string() });
const Stacks = z.array(z.looseObject({ name: z.string(), updateInProgress: z.boolean().optional() }));
const Lock = z.looseObject({ pid: z.number(), username: z.string(), hostname: z.string(), timestamp: z.string() });
type Lock = z.output<typeof Lock>;

/** What Helm says of a release. */
type HelmRelease = Pick<LiveRelease, 'name' | 'namespace' | 'status'>;

/**
 * Whether something holds the state of the stack, and whether it has the releases that are there. Pulumi keeps locks of a folder as files in it, and says of its service
 * whether an update runs; it shows nobody the locks of a bucket before `up` meets one.
 *
 * @param root of the project
 * @param live releases of the stack that are on its cluster
 */
export function checkState(
  root: string,
  stack: string,
  variables: Variables,
  live: readonly HelmRelease[],
): readonly Symptom[] {
  const known = live.length === 0 ? undefined : knownReleases(root, stack, variables);
  return [...checkLocks(root, stack, variables), ...checkKnown(stack, live, known)];
}

function checkLocks(root: string, stack: string, variables: Variables): readonly Symptom[] {
  const backend = askPulumi(WhoAmI, ['whoami', '--json'], root, variables);
  if (backend === undefined) {
    return [
      unknown(
        'state',
        'whether the state is locked is not known: pulumi does not say where it is',
        'try "pulumi whoami"',
      ),
    ];
  }
  const cancel = `if nothing runs any more: pulumi cancel --stack ${stack} --yes, then look at the releases again`;
  if (backend.url.startsWith('file://')) {
    return locksIn(folderOf(backend.url), stack).map(({ who, isAtWork }) =>
      isAtWork
        ? unknown('state', `an update of the stack is in progress: the state is locked ${who}`, 'let it end')
        : wrong('state', `the state is locked ${who}`, cancel),
    );
  }
  if (backend.url.startsWith('https://') || backend.url.startsWith('http://')) {
    const stacks = askPulumi(Stacks, ['stack', 'ls', '--json'], root, variables) ?? [];
    const isRunning = stacks.some(({ name, updateInProgress }) => name === stack && updateInProgress === true);
    return isRunning ? [wrong('state', 'an update of the stack is in progress', cancel)] : [];
  }
  return [unknown('state', `whether the state is locked is not known: it is in ${backend.url}`, 'pulumi up says so')];
}

interface Held {
  /** Whose lock it is, for people. */
  readonly who: string;
  /** Whether the process that holds it runs, on this machine: then nothing has to be mended. */
  readonly isAtWork: boolean;
}

/** Locks of a stack. One process may hold several. */
function locksIn(folder: string, stack: string): readonly Held[] {
  const locks = join(folder, '.pulumi', 'locks', 'organization', 'slipway', stack);
  if (!existsSync(locks)) return [];
  const held = readdirSync(locks).map((file): readonly [string, Held] => {
    const lock = Lock.safeParse(jsonIn(readFileSync(join(locks, file), 'utf8')));
    if (!lock.success) return [file, { who: `by the file ${join(locks, file)}`, isAtWork: false }];
    const { pid, username, hostname: host, timestamp } = lock.data;
    return [`${host} ${pid}`, { who: `by ${username} on ${host} since ${timestamp}`, isAtWork: isAtWork(lock.data) }];
  });
  return [...new Map(held.toReversed()).values()].toReversed();
}

function isAtWork({ pid, hostname: host }: Lock): boolean {
  if (host !== hostname()) return false;
  try {
    // Signal 0 asks, and ends nothing.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Whether Pulumi knows every release that is there. One that was killed may have left releases that Helm went on to install; an
 * Argo CD that is to be taken over, and a state that is lost, look the same. `pulumi up` would stop at the first of them.
 */
function checkKnown(stack: string, live: readonly HelmRelease[], known: KnownReleases | undefined): readonly Symptom[] {
  if (known === undefined) return [];
  // What Helm has not ended is told of as a release that is stuck.
  const strangers = live.filter(
    ({ name, namespace, status }) =>
      !/^pending-|^uninstalling$/.test(status) && !known.releases.has(`${namespace}/${name}`),
  );
  if (strangers.length === 0) return [];
  const [are, them] = strangers.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const names = strangers.map(({ name, namespace }) => `"${name}" in "${namespace}"`).join(', ');
  const forgotten =
    known.unfinished === 0 ? '' : `pulumi refresh --stack ${stack} --yes --clear-pending-creates, then `;
  return [
    wrong(
      'state',
      `${names} ${are} installed, and not in the state: "pulumi up" would stop at "cannot re-use a name that is still in use"`,
      `let Pulumi take ${them} over, if ${are === 'is' ? 'it is' : 'they are'} of this stack: ${forgotten}npm run -s platform -- import-file --stack ${stack} > import.json, then pulumi import --stack ${stack} --file import.json --generate-code=false --protect=false`,
    ),
  ];
}

/** "file://~" is the home of whoever asks, and no URL. */
function folderOf(url: string): string {
  const path = url.slice('file://'.length);
  return path.startsWith('/') ? fileURLToPath(url.split('?')[0] ?? url) : path;
}
