import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

/** What a run of `npm run cluster` showed. */
export interface ClusterRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a run is different from what a person types. */
export interface RunOptions {
  /** Variables besides those of this process. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Text of its output at which Ctrl-C is typed. @default - never */
  readonly interruptAt?: string;
}

/** `npm run cluster`, with a record and a folder for temporary files of its own. */
export class ClusterCommand {
  readonly folder = temporaryFolder();
  readonly #temporary = join(this.folder, 'tmp');

  constructor() {
    mkdirSync(this.#temporary);
  }

  /** The file that says which cluster lives on. */
  get record(): string {
    return join(this.folder, 'cluster.json');
  }

  /** Runs a command to its end, in a pipe. */
  run(words: readonly string[], { variables = {}, interruptAt }: RunOptions = {}): Promise<ClusterRun> {
    const env = {
      ...process.env,
      SLIPWAY_CLUSTER_DIR: this.folder,
      TMPDIR: this.#temporary,
      NO_COLOR: '1',
      ...variables,
    };
    const file = join(packageRoot, 'test', 'cluster', 'cluster.ts');
    // A group of its own, as the shell of a terminal makes one.
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...words], {
      cwd: packageRoot,
      detached: true,
      env,
    });
    let [stdout, stderr, isInterrupted] = ['', '', false];
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString();
      if (interruptAt === undefined || isInterrupted || !stdout.includes(interruptAt) || child.pid === undefined)
        return;
      isInterrupted = true;
      process.kill(-child.pid, 'SIGINT');
    });
    child.stderr.on('data', (piece: Buffer) => {
      stderr += piece.toString();
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
    });
  }

  /** What it left: processes, folders, and the record. */
  leftovers(): readonly string[] {
    const folders = readdirSync(this.#temporary).filter((name) => name.startsWith('slipway-'));
    return [...this.#pids().map((pid) => `process ${pid}`), ...folders, ...(existsSync(this.record) ? ['record'] : [])];
  }

  /** Processes of its clusters. Without /proc none are seen. */
  #pids(): readonly string[] {
    if (!existsSync('/proc')) return [];
    return readdirSync('/proc').filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`SLIPWAY_CLUSTER_FOLDER=${this.#temporary}/`);
      } catch {
        return false;
      }
    });
  }
}
