import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import * as z from 'zod';

import { unknown, wrong } from '../symptom';
import type { Symptom } from '../symptom';
import type { Variables } from '../kubectl';

const WhoAmI = z.looseObject({ url: z.string() });
const Stacks = z.array(z.looseObject({ name: z.string(), updateInProgress: z.boolean().optional() }));
const Lock = z.looseObject({ pid: z.number(), username: z.string(), hostname: z.string(), timestamp: z.string() });
type Lock = z.output<typeof Lock>;

/**
 * Whether something holds the state of the stack. Pulumi keeps locks of a folder as files in it, and says of its service
 * whether an update runs; it shows nobody the locks of a bucket before `up` meets one.
 *
 * @param root of the project
 */
export function checkState(root: string, stack: string, variables: Variables): readonly Symptom[] {
  const backend = ask(WhoAmI, ['whoami', '--json'], root, variables);
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
    const stacks = ask(Stacks, ['stack', 'ls', '--json'], root, variables) ?? [];
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
    const lock = Lock.safeParse(parsed(readFileSync(join(locks, file), 'utf8')));
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

/** "file://~" is the home of whoever asks, and no URL. */
function folderOf(url: string): string {
  const path = url.slice('file://'.length);
  return path.startsWith('/') ? fileURLToPath(url.split('?')[0] ?? url) : path;
}

function ask<Answer>(
  schema: z.ZodType<Answer>,
  words: readonly string[],
  directory: string,
  variables: Variables,
): Answer | undefined {
  const options = { cwd: directory, env: { ...variables }, encoding: 'utf8', timeout: 20_000 } as const;
  const { error, stdout } = spawnSync('pulumi', [...words, '--non-interactive'], options);
  const read = error === undefined ? schema.safeParse(parsed(stdout)) : undefined;
  return read?.success === true ? read.data : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
