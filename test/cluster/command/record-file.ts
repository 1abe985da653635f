import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import * as z from 'zod';

import { Refusal } from '../../../src/model/refusal';
import type { Cluster } from '../harness/cluster';
import { isAlive, startOf } from '../harness/started-process';

const StartedProcess = z.object({ name: z.string(), pid: z.int().positive(), start: z.string() });

/** A cluster that lives on without the process that started it. */
export const ClusterRecord = z.object({
  state: z.literal('running'),
  /** When it was asked for; ISO 8601. */
  since: z.string(),
  // It is removed with the cluster: nothing else may ever be.
  folder: z.string().regex(/[\\/]slipway-cluster-[^\\/]+$/),
  processes: z.array(StartedProcess),
  kubeconfig: z.string(),
  /** Address of the API server. */
  server: z.string().optional(),
  /** Address of the API server for whoever asks without a token. */
  proxy: z.string(),
  argocd: z.string().optional(),
  git: z.object({ folder: z.string(), url: z.string() }).optional(),
});
export type ClusterRecord = z.output<typeof ClusterRecord>;

/** A cluster that somebody is starting at this moment. */
const Claim = z.object({ state: z.literal('starting'), since: z.string(), by: StartedProcess });

const Content = z.discriminatedUnion('state', [ClusterRecord, Claim]);
export type RecordContent = z.output<typeof Content>;

/** The file that says which cluster lives on. */
export class RecordFile {
  #since = now();

  constructor(readonly file: string) {}

  /**
   * What is recorded; undefined when nothing is, or when whoever was starting a cluster is gone: it left nothing.
   *
   * @throws Refusal when the file cannot be read
   */
  read(): RecordContent | undefined {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
    const content = this.#parse(text);
    return content.state === 'starting' && !isAlive(content.by) ? undefined : content;
  }

  /**
   * Says that this process starts a cluster, so that nobody else does.
   *
   * @throws Refusal when somebody else was faster
   */
  claim(): void {
    if (this.read() === undefined) this.remove();
    this.#since = now();
    const by = { name: 'npm run cluster', pid: process.pid, start: startOf(process.pid) };
    const draft = this.#write({ state: 'starting', since: this.#since, by });
    try {
      // Unlike a rename, a link never replaces a file.
      linkSync(draft, this.file);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      throw new Refusal(`somebody else just began to start a cluster: see "npm run cluster -- status"`, 'answer');
    } finally {
      rmSync(draft, { force: true });
    }
  }

  /** Records a cluster, in the place of the claim. */
  write(cluster: Cluster): void {
    const { folder, processes, kubeconfig, client, server, argocd, git } = cluster;
    renameSync(
      this.#write({
        state: 'running',
        since: this.#since,
        folder,
        processes: [...processes],
        kubeconfig,
        server,
        proxy: client.server,
        argocd,
        git,
      }),
      this.file,
    );
  }

  remove(): void {
    rmSync(this.file, { force: true });
  }

  #write(content: RecordContent): string {
    mkdirSync(dirname(this.file), { recursive: true });
    const draft = `${this.file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(content, undefined, 2)}\n`);
    return draft;
  }

  #parse(text: string): RecordContent {
    try {
      return Content.parse(JSON.parse(text));
    } catch (error) {
      throw new Refusal(
        `${this.file} does not say which cluster runs: end what it names, if anything, and delete it\n${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`,
        'answer',
      );
    }
  }
}

function now(): string {
  return new Date().toISOString();
}
