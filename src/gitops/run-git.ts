import { spawn } from 'node:child_process';

import type { GitVariables } from './git-variables';

/** What Git could not do, in its own words. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** One command of Git. */
export interface GitCommand {
  readonly folder: string;
  readonly words: readonly string[];
  readonly variables: GitVariables;
  /** What it reads. @default nothing */
  readonly input?: string | Uint8Array;
  /** When it, and all that it started, is ended. @default - never */
  readonly deadlineMilliseconds?: number | undefined;
  /** What it may print, in bytes: it is ended when there is more, which nobody would have room for. @default 1 GiB */
  readonly mostBytes?: number | undefined;
}

/** What a command of Git answered. */
export interface GitAnswer {
  /** `null` when a signal ended it. */
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** Whether its deadline ended it. */
  readonly isLate: boolean;
}

/**
 * Runs Git as a process, and does not hold the event loop meanwhile.
 *
 * @throws GitError when it cannot be started
 */
export function runGit(command: GitCommand): Promise<GitAnswer> {
  const { folder, words, variables, input = '', deadlineMilliseconds, mostBytes = mostStdoutBytes } = command;
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void =>
      reject(new GitError(`git cannot be started in "${folder}": ${why}; is it installed, and is the folder there?`));
    // With a deadline it leads a group of its own, so that what it starts ends with it: ssh, helpers of remotes, pack-objects.
    const detached = deadlineMilliseconds !== undefined;
    const git = started(
      () => spawn('git', [...words], { cwd: folder, env: variables, stdio: 'pipe', detached }),
      refuse,
    );
    if (git === undefined) return;
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    let [stdoutBytes, stderrBytes, isLate] = [0, 0, false];
    const timers: NodeJS.Timeout[] = [];
    const later = (milliseconds: number, step: () => void): void => void timers.push(setTimeout(step, milliseconds));
    if (deadlineMilliseconds !== undefined) {
      later(deadlineMilliseconds, () => {
        isLate = true;
        endGroup(git.pid, 'SIGTERM');
      });
      later(deadlineMilliseconds + graceMilliseconds, () => {
        endGroup(git.pid, 'SIGKILL');
        // Something that left the group may hold them open.
        git.stdout.destroy();
        git.stderr.destroy();
      });
    }
    git.stdout.on('data', (chunk: Buffer) => {
      const hadRoom = stdoutBytes <= mostBytes;
      stdoutBytes += chunk.length;
      if (stdoutBytes <= mostBytes) stdout.push(chunk);
      else if (hadRoom) {
        stderr.push(Buffer.from(`\nit printed more than ${mostBytes} bytes, and was ended\n`));
        if (detached) endGroup(git.pid, 'SIGKILL');
        else git.kill('SIGKILL');
      }
    });
    git.stderr.on('data', (chunk: Buffer) => {
      // A server may send as much as it likes.
      if (stderrBytes < mostStderrBytes) stderr.push(chunk);
      stderrBytes += chunk.length;
    });
    git.on('error', ({ message }) => {
      for (const timer of timers) clearTimeout(timer);
      refuse(message);
    });
    git.on('close', (status) => {
      for (const timer of timers) clearTimeout(timer);
      if (isLate) endGroup(git.pid, 'SIGKILL');
      resolve({ status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr), isLate });
    });
    // Git may end before it has read everything. Its status says why.
    git.stdin.on('error', () => {});
    git.stdin.end(input);
  });
}

/** Some failures are an event of the process, and others are thrown: a file where the folder should be, NUL in a word. */
function started<Process>(start: () => Process, refuse: (why: string) => void): Process | undefined {
  try {
    return start();
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** From asking a group to end to ending it. */
const graceMilliseconds = 3000;

const mostStderrBytes = 65_536;

/** A history of a million commits is read at once; a file of several gigabytes is none that anybody wants to read. */
const mostStdoutBytes = 1_073_741_824;

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}
