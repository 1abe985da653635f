import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { dump } from 'js-yaml';

import { freePorts } from '../cluster/harness/free-ports';
import type { ScrapeJob } from './scrape-config';

/** One series of an answer. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** A target that is scraped. */
export interface ActiveTarget {
  /** Name of its job. */
  readonly scrapePool: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly discoveredLabels: Readonly<Record<string, string>>;
  readonly health: 'up' | 'down' | 'unknown';
  readonly lastError: string;
}

/** A real Prometheus on loopback. */
export class Prometheus {
  private constructor(
    private readonly process: ChildProcess,
    private readonly url: string,
    private readonly file: string,
  ) {}

  /** @param program path of the program */
  static async start(program: string, jobs: readonly ScrapeJob[]): Promise<Prometheus> {
    // For all tests of a file, so not one that ends with the test that made it.
    const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    const [port = 0] = await freePorts(1);
    const file = join(folder, 'prometheus.yml');
    write(file, jobs);
    const listen = `127.0.0.1:${port}`;
    const child = spawn(
      program,
      [
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${listen}`,
        '--web.enable-lifecycle',
        '--log.level=warn',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const started = new Prometheus(child, `http://${listen}`, file);
    await soon(async () => {
      if (child.exitCode !== null) throw new Error(`Prometheus has ended: ${said}`);
      return (await fetch(`http://${listen}/-/ready`).catch(() => undefined))?.ok === true;
    });
    return started;
  }

  /** Reads another configuration: what is no target any more is stale at once. */
  async become(jobs: readonly ScrapeJob[]): Promise<void> {
    write(this.file, jobs);
    const { status } = await fetch(`${this.url}/-/reload`, { method: 'POST' });
    if (status !== 200) throw new Error(`Prometheus does not take the configuration: ${status}`);
  }

  /** @throws when PromQL is not understood */
  async query(expression: string): Promise<readonly Sample[]> {
    const { result } = await this.ask(`query?${new URLSearchParams({ query: expression }).toString()}`);
    return result;
  }

  async targets(): Promise<readonly ActiveTarget[]> {
    const { activeTargets } = await this.ask('targets?state=active');
    return activeTargets;
  }

  async end(): Promise<void> {
    this.process.kill();
    if (this.process.exitCode === null) await once(this.process, 'exit');
    rmSync(dirname(this.file), { recursive: true });
  }

  private async ask(path: string) {
    const response = await fetch(`${this.url}/api/v1/${path}`);
    // oxlint-disable-next-line typescript/no-explicit-any -- whoever asks knows the form of the answer
    const answer: any = await response.json();
    if (answer.status !== 'success') throw new Error(`${decodeURIComponent(path)}: ${answer.error}`);
    return answer.data;
  }
}

function write(file: string, jobs: readonly ScrapeJob[]): void {
  writeFileSync(file, dump({ scrape_configs: jobs }));
}

/** Waits until something is so. */
export async function soon(isSo: () => Promise<boolean>, seconds = 120): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`it is not so after ${seconds} seconds: ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
