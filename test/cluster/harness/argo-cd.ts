import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import * as z from 'zod';

import { isOk } from './control-plane';
import type { ControlPlane, ProgramFiles } from './control-plane';
import { freePorts } from './free-ports';
import type { KubeClient } from './kube-client';
import { KubeObject } from './kube-client';
import { writeKubeconfig } from './kubeconfig';
import type { Processes, Program } from './processes';

/** Namespace of Argo CD, as in every example of its documentation and in the shipped catalog. */
export const argocdNamespace = 'argocd';

/** How Argo CD is started. */
export interface ArgoCdOptions {
  /** Seconds between two looks at Git for an Application that nobody told of a commit. */
  readonly reconciliationSeconds: number;
  /** Whether it tells of its Applications; whoever tests that writes its ConfigMap and its Secret. */
  readonly notifications: boolean;
  /** Whether people sign in, as anywhere else: without that everybody may do everything, and nobody has a name. */
  readonly signIn: boolean;
  /** Port of the server; a free one. */
  readonly port: number;
}

/**
 * Starts Argo CD: repo server, application controller, ApplicationSet controller and the server, which makes the default
 * project and takes webhooks. Each is the same program under another name.
 */
export async function startArgoCd(
  processes: Processes,
  program: ProgramFiles,
  controlPlane: ControlPlane,
  client: KubeClient,
  options: ArgoCdOptions,
): Promise<void> {
  await configure(client);
  await runArgoCd(processes, program, controlPlane, options);
}

/** Starts Argo CD on a cluster where somebody has installed and configured it, and nobody runs its images. */
export async function runArgoCd(
  processes: Processes,
  program: ProgramFiles,
  controlPlane: ControlPlane,
  { port, reconciliationSeconds, notifications, signIn }: ArgoCdOptions,
): Promise<void> {
  const [redisPort = 0, repoServerPort = 0, ...metrics] = await freePorts(9);
  const [
    repoServerMetrics = 0,
    serverMetrics = 0,
    controllerMetrics = 0,
    setMetrics = 0,
    setProbe = 0,
    setWebhook = 0,
    notificationMetrics = 0,
  ] = metrics;
  await processes.start({
    name: 'redis',
    file: program('redis-server'),
    args: ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    isReady: () => Promise.resolve(processes.log('redis').includes('Ready to accept connections')),
  });

  const folder = join(processes.folder, 'argocd');
  const env = environment(folder, controlPlane, [program('kustomize')]);
  const redis = `--redis=127.0.0.1:${redisPort}`;
  const repoServer = `--repo-server=127.0.0.1:${repoServerPort}`;
  const part = (name: string, args: readonly string[], readyUrl: string): Program => ({
    name,
    file: program('argocd'),
    args,
    // As a standard installation does with "timeout.reconciliation" of argocd-cm: how often Applications are compared, and how
    // long the repo server believes that the head of a branch is what it was.
    env: { ...env, ARGOCD_BINARY_NAME: name, ARGOCD_RECONCILIATION_TIMEOUT: `${reconciliationSeconds}s` },
    isReady: () => isOk(readyUrl),
  });

  await processes.startAll([
    part(
      'argocd-repo-server',
      [
        `--port=${repoServerPort}`,
        '--address=127.0.0.1',
        `--metrics-port=${repoServerMetrics}`,
        '--metrics-address=127.0.0.1',
        '--disable-tls',
        redis,
      ],
      `http://127.0.0.1:${repoServerMetrics}/healthz`,
    ),
    part(
      'argocd-server',
      [
        `--port=${port}`,
        '--address=127.0.0.1',
        `--metrics-port=${serverMetrics}`,
        '--metrics-address=127.0.0.1',
        '--insecure',
        ...(signIn ? [] : ['--disable-auth']),
        repoServer,
        '--repo-server-plaintext',
        redis,
      ],
      `http://127.0.0.1:${port}/healthz`,
    ),
  ]);
  await processes.startAll([
    part(
      'argocd-application-controller',
      [`--metrics-port=${controllerMetrics}`, '--app-resync-jitter=0', repoServer, '--repo-server-plaintext', redis],
      `http://127.0.0.1:${controllerMetrics}/healthz`,
    ),
    part(
      'argocd-applicationset-controller',
      [
        `--metrics-addr=127.0.0.1:${setMetrics}`,
        `--probe-addr=127.0.0.1:${setProbe}`,
        `--webhook-addr=127.0.0.1:${setWebhook}`,
        `--argocd-repo-server=127.0.0.1:${repoServerPort}`,
        '--repo-server-plaintext',
        `--namespace=${argocdNamespace}`,
      ],
      // It has no /healthz.
      `http://127.0.0.1:${setMetrics}/metrics`,
    ),
    ...(notifications
      ? [
          part(
            'argocd-notifications',
            [
              `--metrics-port=${notificationMetrics}`,
              `--argocd-repo-server=127.0.0.1:${repoServerPort}`,
              '--argocd-repo-server-plaintext',
            ],
            `http://127.0.0.1:${notificationMetrics}/metrics`,
          ),
        ]
      : []),
  ]);
}

/** Folders, keys and the cluster that Argo CD believes to run in. */
function environment(
  folder: string,
  { server, certificate, token }: ControlPlane,
  tools: readonly string[],
): Readonly<Record<string, string>> {
  const folders = ['home', 'tmp', 'tls', 'ssh', 'gpg-source', 'gpg', 'bin'];
  for (const name of folders) mkdirSync(join(folder, name), { recursive: true });
  const gitConfig = join(folder, 'gitconfig');
  writeFileSync(gitConfig, '[safe]\n\tdirectory = *\n');
  const namespace = argocdNamespace;
  return {
    // "https://kubernetes.default.svc" is the cluster of this file.
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    KUBECONFIG: writeKubeconfig(join(folder, 'kubeconfig'), { server, certificate, token, namespace }),
    PATH: [...new Set(tools.map((tool) => join(tool, '..'))), process.env['PATH'] ?? ''].join(':'),
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    ARGOCD_TLS_DATA_PATH: join(folder, 'tls'),
    ARGOCD_SSH_DATA_PATH: join(folder, 'ssh'),
    ARGOCD_GNUPGHOME: join(folder, 'gpg'),
    ARGOCD_GPG_DATA_PATH: join(folder, 'gpg-source'),
    ARGOCD_GPG_ENABLED: 'false',
    GIT_CONFIG_GLOBAL: gitConfig,
    NO_PROXY: '127.0.0.1,localhost,.svc',
  };
}

/**
 * The settings that docs/how-to/own-argo-cd.md tells people to have, read from that page, so that the page is what is tested.
 *
 * @throws Error when the page has no such ConfigMap
 */
function adviceOfTheDocumentation(): Readonly<Record<string, string>> {
  const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'how-to', 'own-argo-cd.md'), 'utf8');
  const [, block = ''] = /```yaml\n(apiVersion: v1\nkind: ConfigMap\n[^]*?)```/.exec(page) ?? [];
  return z.object({ data: z.record(z.string(), z.string()) }).parse(parse(block)).data;
}

async function configure(client: KubeClient): Promise<void> {
  await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: argocdNamespace } });
  // Argo CD only reads what has its label.
  const object = (kind: string, name: string, content: object): KubeObject =>
    KubeObject.parse({
      apiVersion: 'v1',
      kind,
      metadata: { name, namespace: argocdNamespace, labels: { 'app.kubernetes.io/part-of': 'argocd' } },
      ...content,
    });
  await client.apply(object('ConfigMap', 'argocd-cm', { data: adviceOfTheDocumentation() }));
  for (const name of ['rbac', 'cmd-params', 'ssh-known-hosts', 'tls-certs', 'gpg-keys', 'notifications']) {
    await client.apply(object('ConfigMap', `argocd-${name}-cm`, { data: {} }));
  }
  await client.apply(object('Secret', 'argocd-secret', { type: 'Opaque' }));
}
