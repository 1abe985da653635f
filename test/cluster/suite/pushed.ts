import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { announce } from '../harness/announce';
import type { Cluster } from '../harness/cluster';
import { branch } from '../harness/git-repository';
import type { GitRepository } from '../harness/git-repository';

/** A push, as the hook of the remote saw it. */
export interface Push {
  /** Milliseconds since 1970, when the ref had moved. */
  readonly at: number;
  readonly before: string;
  readonly after: string;
  readonly ref: string;
}

/**
 * The remote of a repository: it takes pushes, refuses broken objects, notes each push in its post-receive hook, and tells Argo CD,
 * as a forge does.
 */
export class PushedRemote {
  private readonly notes: string;
  private readonly timer: NodeJS.Timeout;
  private told = 0;
  private telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly cluster: Cluster,
    private readonly repository: GitRepository,
    /** The bare repository. */
    readonly folder: string,
  ) {
    this.notes = join(folder, 'pushes');
    this.git('config', 'http.receivepack', 'true');
    this.git('config', 'receive.fsckObjects', 'true');
    const hook = join(folder, 'hooks', 'post-receive');
    const note = `while read before after ref; do echo "$(date +%s%3N) $before $after $ref" >> '${this.notes}'; done`;
    writeFileSync(hook, `#!/bin/sh\n${note}\n`);
    chmodSync(hook, 0o755);
    this.timer = setInterval(() => {
      // Whom nobody tells looks by himself: a cluster may have ended before whoever tells it.
      this.telling = this.telling.then(() => this.tell()).catch(() => undefined);
    }, 250);
  }

  /** Pushes of the branch, oldest first. */
  pushes(): readonly Push[] {
    if (!existsSync(this.notes)) return [];
    const lines = readFileSync(this.notes, 'utf8').trimEnd().split('\n');
    return lines
      .map((line) => line.split(' '))
      .map(([at = '', before = '', after = '', ref = '']) => ({ at: Number(at), before, after, ref }))
      .filter(({ ref }) => ref === `refs/heads/${branch}`);
  }

  git(...words: readonly string[]): string {
    return execFileSync('git', words, { cwd: this.folder, encoding: 'utf8' }).trim();
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.telling;
  }

  private async tell(): Promise<void> {
    const fresh = this.pushes().slice(this.told);
    this.told += fresh.length;
    for (const { before, after } of fresh) {
      const files = this.git('diff', '--name-only', before, after).split('\n');
      await announce(this.cluster, this.repository, { hash: after, files });
    }
  }
}
