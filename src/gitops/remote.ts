import { setTimeout as pause } from 'node:timers/promises';

import type { Git } from './git';
import { remoteWords } from './remote-words';
import { GitError } from './run-git';
import type { GitAnswer } from './run-git';

/** What a remote said to a push. It decides nothing: see `settlePush`. */
export interface PushAnswer {
  readonly isDone: boolean;
  /** Whether Git got as far as an answer about the ref. Without one, the connection broke. */
  readonly isAnswered: boolean;
  /** For people. */
  readonly words: string;
}

/** A repository elsewhere. No call changes anything of it but `push`. */
export class Remote {
  constructor(
    private readonly git: Git,
    private readonly address: string,
    /** How long one command may take, in milliseconds. */
    private readonly deadlineMilliseconds: number,
  ) {}

  /**
   * Lists refs; asks again when there is no answer.
   *
   * @param patterns names, and names with `*` at their end
   * @returns ids by name
   * @throws GitError when the remote cannot be reached
   */
  async list(patterns: readonly string[]): Promise<ReadonlyMap<string, string>> {
    for (const milliseconds of [...pausesMilliseconds, undefined]) {
      const answer = await this.run(['ls-remote', '--refs', '--end-of-options', this.address, ...patterns]);
      if (answer.status === 0) return readRefs(answer.stdout.toString(), patterns);
      if (milliseconds === undefined) throw this.error('reached', answer);
      await pause(milliseconds);
    }
    return new Map();
  }

  /** Fetches objects. @param refspecs `+<there>:<here>` @throws GitError */
  async fetch(refspecs: readonly string[]): Promise<void> {
    const options = ['--quiet', '--no-tags', '--prune', '--no-write-fetch-head', '--no-auto-maintenance'];
    const answer = await this.run(['fetch', ...options, '--end-of-options', this.address, ...refspecs]);
    if (answer.status !== 0) throw this.error('fetched from', answer);
  }

  /**
   * Pushes refs, all or none: without a lease forward only.
   *
   * @param refspecs `<id>:<name>`, or `:<name>` to delete
   * @param lease for refs of our own: `<name>:<id that it must have>`
   */
  async push(refspecs: readonly string[], lease?: string): Promise<PushAnswer> {
    const options = ['--porcelain', '--no-verify', '--no-follow-tags', '--recurse-submodules=no'];
    if (lease !== undefined) options.push(`--force-with-lease=${lease}`);
    if (refspecs.length > 1) options.push('--atomic');
    const answer = await this.run(['push', ...options, '--end-of-options', this.address, ...refspecs]);
    const status = /^!\t[^\t\n]*\t(.*)$/m.exec(answer.stdout.toString())?.[1];
    return {
      isDone: answer.status === 0,
      isAnswered: status !== undefined && !answer.isLate,
      words: wordsOf(answer, status),
    };
  }

  private run(words: readonly string[]): Promise<GitAnswer> {
    return this.git.run(words, { deadlineMilliseconds: this.deadlineMilliseconds, mostBytes: mostSaidBytes });
  }

  private error(what: string, answer: GitAnswer): GitError {
    return new GitError(`"${this.address}" cannot be ${what}: ${wordsOf(answer, undefined)}`);
  }
}

/** What somebody else's server may make us keep: half a million refs. */
const mostSaidBytes = 67_108_864;

/** Before asking again. */
const pausesMilliseconds = [200, 1000];

function readRefs(text: string, patterns: readonly string[]): ReadonlyMap<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const [id = '', name = ''] = line.split('\t');
    // Git also finds names that only end like the pattern.
    return patterns.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one))
      ? [[name, id] as const]
      : [];
  });
  return new Map(lines);
}

function wordsOf({ stderr, isLate, status }: GitAnswer, reason: string | undefined): string {
  const text = stderr.toString();
  // What the remote says comes before what Git makes of it.
  const remote = text.split('\n').filter((line) => line.startsWith('remote:'));
  const others = text.split('\n').filter((line) => !/^(remote:|To |hint:|error: failed to push some refs)/.test(line));
  const late = isLate ? ['it did not answer in time'] : [];
  return remoteWords([...late, ...remote, reason ?? '', ...others].join('\n')) || `git ended with status ${status}`;
}
