import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as z from 'zod';

import { KubernetesApi } from './kubernetes-api';

/** Which cluster is meant. */
export interface Access {
  /** @default - what KUBECONFIG names, as kubectl finds it */
  readonly kubeconfig?: string | undefined;
  /** @default - the current one */
  readonly context?: string | undefined;
}

/** What a kubeconfig says. */
export interface Target {
  readonly context: string;
  /** URL of the API server. */
  readonly server: string;
}

/** What kubectl could not do, in its words. */
export class KubectlError extends Error {
  override name = 'KubectlError';

  constructor(
    message: string,
    /** What to do. */
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** Variables of the environment. */
export type Variables = Readonly<Record<string, string | undefined>>;

const View = z.looseObject({
  'current-context': z.string().min(1),
  clusters: z.array(z.looseObject({ cluster: z.looseObject({ server: z.string() }) })).min(1),
});

/**
 * Reads which cluster a kubeconfig means; asks nobody.
 *
 * @throws KubectlError without kubectl, or without such a kubeconfig or context
 */
export function targetOf(access: Access, variables: Variables): Target {
  const asked = ['config', 'view', '--minify', '--output=json', ...flagsOf(access)];
  const { error, stdout, stderr } = spawnSync('kubectl', asked, {
    env: { ...variables },
    encoding: 'utf8',
    timeout: 10_000,
  });
  if (error !== undefined) throw noKubectl(error);
  const view = View.safeParse(parsed(stdout));
  if (view.success) {
    const [cluster] = view.data.clusters;
    return { context: view.data['current-context'], server: cluster?.cluster.server ?? '' };
  }
  throw new KubectlError(
    `no cluster is named: ${firstLine(stderr, 'the kubeconfig has no current context')}`,
    'set KUBECONFIG, slipway:cluster.kubeconfig or slipway:cluster.context; "kubectl config get-contexts" shows what there is',
  );
}

/**
 * Runs `kubectl proxy` while `work` asks the API server through it. kubectl knows every way to sign in (certificates, tokens, the
 * plugins of clouds), and is the program with which people look at the same cluster. It listens on a socket in a folder
 * that only this user can enter: a port would let everybody on the machine in.
 *
 * @throws KubectlError when it does not start
 */
export async function throughKubectl<Result>(
  access: Access,
  variables: Variables,
  work: (api: KubernetesApi) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-doctor-'));
  const socketPath = join(folder, 'socket');
  const kubectl = spawn('kubectl', ['proxy', `--unix-socket=${socketPath}`, ...flagsOf(access)], {
    env: { ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    await untilItListens(kubectl);
    return await work(new KubernetesApi({ socketPath }));
  } finally {
    kubectl.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function untilItListens(kubectl: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (text: string): void => {
      said += text;
      if (said.includes('Starting to serve on')) resolve();
    };
    kubectl.stdout?.setEncoding('utf8').on('data', listen);
    kubectl.stderr?.setEncoding('utf8').on('data', listen);
    kubectl.once('error', (error) => reject(noKubectl(error)));
    kubectl.once('close', () =>
      reject(new KubectlError(`"kubectl proxy" ended: ${firstLine(said, 'it said nothing')}`, 'try "kubectl version"')),
    );
  });
}

function flagsOf({ kubeconfig, context }: Access): readonly string[] {
  return [
    ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
    ...(context === undefined ? [] : [`--context=${context}`]),
  ];
}

function noKubectl(error: Error): KubectlError {
  return 'code' in error && error.code === 'ENOENT'
    ? new KubectlError('"kubectl" is not on PATH', 'install kubectl: it knows every way to sign in to a cluster')
    : new KubectlError(`"kubectl" does not start: ${error.message}`, 'try "kubectl version"');
}

function firstLine(text: string, otherwise: string): string {
  return (
    text
      .trim()
      .split('\n')[0]
      ?.replace(/^error: /, '') || otherwise
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
