import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { join } from 'node:path';

import type { ProgramName } from '../tools/programs';
import { writeKubeconfig } from './kubeconfig';
import type { Processes, Program } from './processes';

/** Files of the programs, by name. */
export type ProgramFiles = (name: ProgramName) => string;

/** A control plane that runs. */
export interface ControlPlane {
  /** `https://127.0.0.1:<port>` */
  readonly server: string;
  /** File that says who the API server is, for its clients. */
  readonly certificate: string;
  /** Token of a user that may do everything. */
  readonly token: string;
  readonly kubeconfig: string;
}

/**
 * Starts etcd and the API server.
 *
 * Who asks is known by one bearer token in a file; the API server signs its own certificate. No endpoints are kept for the
 * Service `kubernetes`, since no pod runs that could use it.
 *
 * @param ports three free ones: API server, etcd for clients, etcd for its peers
 */
export async function startApiServer(
  processes: Processes,
  program: ProgramFiles,
  ports: readonly [api: number, etcd: number, peer: number],
): Promise<ControlPlane> {
  const { folder } = processes;
  const [api, client, peer] = ports;
  const etcd = `http://127.0.0.1:${client}`;
  await processes.start({
    name: 'etcd',
    file: program('etcd'),
    args: [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=http://127.0.0.1:${peer}`,
      // The data lives as long as the processes.
      '--unsafe-no-fsync',
      '--log-level=warn',
    ],
    isReady: () => isOk(`${etcd}/health`),
  });

  const token = randomBytes(16).toString('hex');
  const tokens = join(folder, 'tokens.csv');
  writeFileSync(tokens, `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  const accountKey = join(folder, 'service-accounts.key');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(accountKey, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });

  const server = `https://127.0.0.1:${api}`;
  const certificates = join(folder, 'api-server');
  const certificate = join(certificates, 'apiserver.crt');
  await processes.start({
    name: 'kube-apiserver',
    file: program('kube-apiserver'),
    args: [
      `--etcd-servers=${etcd}`,
      `--secure-port=${api}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      '--endpoint-reconciler-type=none',
      `--cert-dir=${certificates}`,
      `--token-auth-file=${tokens}`,
      '--authorization-mode=Node,RBAC',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${accountKey}`,
      `--service-account-signing-key-file=${accountKey}`,
      '--service-cluster-ip-range=10.96.0.0/16',
      '--allow-privileged',
    ],
    isReady: () => isOk(`${server}/readyz`, { certificate, token }),
  });
  const kubeconfig = writeKubeconfig(join(folder, 'kubeconfig'), { server, certificate, token });
  return { server, certificate, token, kubeconfig };
}

/**
 * The controller manager and the scheduler.
 *
 * The controller of HorizontalPodAutoscalers is left out where nothing serves metrics: it would call each of them broken.
 *
 * @param ports two free ones
 * @param hasAutoscaler whether something serves metrics; it then looks every two seconds, and believes a new pod at once
 */
export function controllers(
  { folder }: Processes,
  program: ProgramFiles,
  { kubeconfig, certificate }: ControlPlane,
  ports: readonly [manager: number, scheduler: number],
  hasAutoscaler: boolean,
): readonly Program[] {
  const [manager, scheduler] = ports;
  const shared = (port: number): readonly string[] => [
    `--kubeconfig=${kubeconfig}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    '--leader-elect=false',
    '--kube-api-qps=200',
    '--kube-api-burst=400',
  ];
  return [
    {
      name: 'kube-controller-manager',
      file: program('kube-controller-manager'),
      args: [
        ...shared(manager),
        `--cert-dir=${join(folder, 'controller-manager')}`,
        ...(hasAutoscaler ? hastyAutoscaler : ['--controllers=*,-horizontal-pod-autoscaler-controller']),
        // A busy machine may keep the nodes' heartbeat waiting.
        '--node-monitor-grace-period=5m',
        `--root-ca-file=${certificate}`,
        `--service-account-private-key-file=${join(folder, 'service-accounts.key')}`,
      ],
      isReady: () => isOk(`https://127.0.0.1:${manager}/healthz`),
    },
    {
      name: 'kube-scheduler',
      file: program('kube-scheduler'),
      args: [...shared(scheduler), `--cert-dir=${join(folder, 'scheduler')}`],
      isReady: () => isOk(`https://127.0.0.1:${scheduler}/healthz`),
    },
  ];
}

const hastyAutoscaler = [
  '--horizontal-pod-autoscaler-sync-period=2s',
  '--horizontal-pod-autoscaler-cpu-initialization-period=1s',
  '--horizontal-pod-autoscaler-initial-readiness-delay=1s',
  '--horizontal-pod-autoscaler-downscale-stabilization=5s',
];

/**
 * Whether a URL of this machine answers with 200.
 *
 * @param trust certificate to trust and token to send @default - the certificate is not looked at, no token
 */
export function isOk(url: string, trust?: { readonly certificate: string; readonly token: string }): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const options = {
      agent: false,
      timeout: 2000,
      ...(trust === undefined
        ? { rejectUnauthorized: false }
        : { ca: readFileSync(trust.certificate), headers: { authorization: `Bearer ${trust.token}` } }),
    } as const;
    const request = (url.startsWith('https:') ? getSecurely : get)(url, options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('error', reject);
    request.once('timeout', () => request.destroy(new Error('no answer')));
  });
}
