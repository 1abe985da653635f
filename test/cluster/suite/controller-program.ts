import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { secretFiles } from '../../../src/controller/read-secrets';
import { clientSecret } from '../../controller/mock-port';
import { argocdToken, webhookSecret } from '../../controller/test-secrets';
import { cleanVariables, slipwayFile } from '../../helpers/run-slipway';

/** What the controller is started with. */
export interface ControllerProgramOptions {
  /** An empty one, for its journal, its secrets and its clone. */
  readonly folder: string;
  readonly remote: string;
  readonly portalUrl: string;
  readonly noticeUrl: string;
  /** File of its SSH key. */
  readonly key: string;
  /** Token of Argo CD's API. @default - one that an Argo CD takes where nobody signs in */
  readonly argocdApiToken?: string;
  /** More arguments. */
  readonly words?: readonly string[];
}

/** `slipway controller` as a process of its own, with its secrets in a folder, as in its pod. */
export class ControllerProgram {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** What it has said, line by line. */
    readonly log: readonly Record<string, unknown>[],
  ) {}

  static async start(options: ControllerProgramOptions): Promise<ControllerProgram> {
    const { folder } = options;
    const [journal, secrets] = [join(folder, 'journal'), join(folder, 'secrets')];
    for (const one of [journal, secrets]) mkdirSync(one);
    copyFileSync(options.key, join(secrets, 'signing-key'));
    const texts = {
      [secretFiles.portalWebhook]: webhookSecret,
      [secretFiles.argocd]: argocdToken,
      [secretFiles.portalClientId]: 'client',
      [secretFiles.portalClientSecret]: clientSecret,
      [secretFiles.noticeUrl]: options.noticeUrl,
      [secretFiles.argocdApi]: options.argocdApiToken ?? 'a-token-of-the-api-of-an-argocd-0123456789',
    };
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(secrets, name), `${text}\n`);
    const words = Object.entries({
      remote: options.remote,
      'portal-url': options.portalUrl,
      clone: join(folder, 'clone'),
      journal,
      secrets,
      host: '127.0.0.1',
      port: '0',
      'commit-url': 'https://git.example.com/gitops/commit/{commit}',
    }).flatMap(([name, value]) => [`--${name}`, value]);
    const child = spawn(process.execPath, [slipwayFile, 'controller', ...words, ...(options.words ?? [])], {
      env: cleanVariables(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return await ControllerProgram.started(child, join(folder, 'log'));
  }

  private static async started(child: ChildProcess, file: string): Promise<ControllerProgram> {
    let errors = '';
    child.stderr?.on('data', (piece) => (errors += String(piece)));
    if (child.stdout === null) throw new Error('the controller has no output');
    const lines = createInterface(child.stdout);
    const log: Record<string, unknown>[] = [];
    return await new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the controller ended with ${code}: ${errors}`)));
      lines.on('line', (line) => {
        const entry: Record<string, unknown> = JSON.parse(line);
        log.push(entry);
        appendFileSync(file, `${line}\n`);
        if (entry['event'] !== 'controller.started') return;
        resolve(new ControllerProgram(child, `http://127.0.0.1:${String(entry['port'])}`, log));
      });
    });
  }

  /** Ends it as Kubernetes does. @returns its exit code */
  async end(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
    return this.child.exitCode;
  }
}
