import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { crds, kwokStages } from '../tools/crds';
import { findPrograms, sayMissing } from '../tools/find-programs';
import type { KubernetesObject } from '../tools/kubernetes-object';
import type { ProgramName } from '../tools/programs';
import { startArgoCd } from './argo-cd';
import { controllers, isOk, startApiServer } from './control-plane';
import type { ControlPlane, ProgramFiles } from './control-plane';
import { existingCluster } from './existing-cluster';
import { freePorts, PortError, requireFreePort } from './free-ports';
import { adviceForFullDisk, isDiskFull } from './full-disk';
import { GitRepository, gitServer } from './git-repository';
import { kedaOperator } from './keda';
import { installKinds } from './install-kinds';
import { KubeClient } from './kube-client';
import type { KubeObject } from './kube-client';
import { Processes } from './processes';
import type { Step } from './processes';
import { ProgramError } from './program-error';
import { nameGatewayApiPlugin, rolloutsController } from './rollouts';
import { addNodes, simulatedNodes } from './simulated-nodes';
import type { StartedProcess } from './started-process';

/** What a cluster should have. */
export interface ClusterOptions {
  /** Controllers and nodes: without them objects are stored, and nothing happens to them. @default true */
  readonly controllers?: boolean;
  /** @default false */
  readonly argocd?: boolean;
  /** Seconds after which Argo CD looks at Git again without being told. @default 30 */
  readonly reconciliationSeconds?: number;
  /** Whether people sign in to Argo CD; without that everybody may do everything, and nobody has a name. @default false */
  readonly signIn?: boolean;
  /** The controller of Argo CD's notifications. @default false */
  readonly notifications?: boolean;
  /** The controller of Argo Rollouts. @default false */
  readonly rollouts?: boolean;
  /** Its plugin that writes weights of canaries into routes. @default false */
  readonly routeWeights?: boolean;
  /** The controller of HorizontalPodAutoscalers; somebody has to serve metrics. @default false */
  readonly autoscaler?: boolean;
  /** The operator of KEDA. @default false */
  readonly keda?: boolean;
  /** A Git server. @default false */
  readonly git?: boolean;
  /** Whether a test renders charts. @default false */
  readonly helm?: boolean;
  /** Whether a test starts Linkerd's policy controller. @default false */
  readonly policyController?: boolean;
  /**
   * The CustomResourceDefinitions of what Slipway renders. A cluster without them is as somebody gets it, and nobody plays the
   * operators that would read them. @default true
   */
  readonly crds?: boolean;
  /** Makes other stages of those that kwok ships. @default - they are taken as they are */
  readonly stages?: (shipped: readonly KubernetesObject[]) => readonly object[];
  /** Nodes of 16 CPUs and 64 GiB. @default 4 */
  readonly nodes?: number;
  /** Ports that somebody wants to have. @default - free ones */
  readonly ports?: { readonly api?: number | undefined; readonly argocd?: number | undefined };
  /** Told of each program when it is started and when it is ready. @default - nobody is told */
  readonly onStep?: (step: Step) => void;
  /** Ends a start that is going on; what was started is ended, and its reason is thrown. @default - nobody does */
  readonly signal?: AbortSignal;
}

/** A cluster that tests may do everything with. */
export interface Cluster {
  readonly kubeconfig: string;
  readonly client: KubeClient;
  /** Address of the API server, where it was started here. */
  readonly server: string | undefined;
  /** Address of Argo CD's server, where it is known. */
  readonly argocd: string | undefined;
  /** What was started for it; nothing for a cluster that was there. */
  readonly processes: readonly StartedProcess[];
  readonly folder: string;
  /** The Git server, when it was asked for. */
  readonly git: GitPlace | undefined;
  /** A new repository that Argo CD can read. @throws Error when no Git server was asked for */
  repository(name: string): GitRepository;
  /**
   * Starts programs beside those of the cluster, once it has what they need. They end with it.
   *
   * @throws Error for a cluster that was there
   */
  startMore(start: (processes: Processes, controlPlane: ControlPlane) => Promise<void>): Promise<void>;
  /** The log of a program. */
  log(program: string): string;
  /** Ends what was started, and nothing else. */
  end(): Promise<void>;
  /** Lets it live on when this process ends. */
  release(): Promise<void>;
}

/** Where repositories are, and where they are served. */
export interface GitPlace {
  readonly folder: string;
  readonly url: string;
}

/** Programs that a cluster with these options needs. */
export function programsOf(options: ClusterOptions): readonly ProgramName[] {
  const own: readonly ProgramName[] = [
    'etcd',
    'kube-apiserver',
    ...(options.controllers === false ? [] : (['kube-controller-manager', 'kube-scheduler', 'kwok'] as const)),
    ...(options.argocd === true ? (['argocd', 'redis-server', 'kustomize', 'git'] as const) : []),
    ...(options.rollouts === true ? (['rollouts-controller'] as const) : []),
    ...(options.routeWeights === true ? (['gateway-api-plugin'] as const) : []),
    ...(options.keda === true ? (['keda-operator'] as const) : []),
  ];
  return [
    'kubectl',
    ...((process.env['KUBECONFIG'] ?? '') === '' ? own : []),
    ...(options.git === true ? (['git'] as const) : []),
    ...(options.helm === true ? (['helm'] as const) : []),
    ...(options.policyController === true ? (['linkerd-policy-controller'] as const) : []),
  ];
}

/**
 * Starts a throw-away cluster of plain processes: etcd, the API server, controllers, nodes that are played by kwok, and
 * what the options ask for. With `KUBECONFIG` set that cluster is used instead, and only what it lacks of
 * CustomResourceDefinitions is added.
 *
 * Everything listens on free ports of 127.0.0.1, so that clusters can live side by side, and ends with this process, also
 * when that is killed.
 *
 * @throws Error when programs are missing; ProgramError when one ends at start, with its last lines. Nothing is left running.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { found, missing } = findPrograms(programsOf(options));
  if (missing.length > 0) throw new Error(sayMissing(missing));
  const program = (name: ProgramName): string => {
    const file = found.get(name);
    if (file === undefined) throw new Error(`programsOf forgets ${name}`);
    return file;
  };
  await requirePorts(options);
  // Where it would be, when not even its folder can be made.
  let folder = tmpdir();
  let processes: Processes | undefined;
  try {
    folder = mkdtempSync(join(folder, 'slipway-cluster-'));
    processes = new Processes(folder, { onStep: options.onStep });
    return await unlessAborted(start(processes, program, options), options.signal);
  } catch (error) {
    const problem = isDiskFull(error, folder) ? withAdvice(error, folder) : error;
    await processes?.end().catch((left: unknown) => {
      throw new ProgramError(`${String(problem)}\n${String(left)}`, { cause: error });
    });
    throw problem;
  }
}

/** Ports are looked at before anything is started: Argo CD, which is the last one, needs its own only after seconds. */
async function requirePorts({ ports = {} }: ClusterOptions): Promise<void> {
  const { api, argocd } = ports;
  if (api !== undefined && api === argocd) {
    throw new PortError(`port ${api} is asked for the API server and for Argo CD: name another one for one of them`);
  }
  if (api !== undefined) await requireFreePort(api, 'the API server');
  if (argocd !== undefined) await requireFreePort(argocd, 'Argo CD');
}

function withAdvice(error: unknown, folder: string): ProgramError {
  const message = error instanceof Error ? error.message : String(error);
  return new ProgramError(`${message}\n${adviceForFullDisk(folder)}`, { cause: error });
}

/** What is still going on after an abort fails by itself, as its processes are ended; nobody wants to know how. */
async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (signal === undefined) return work;
  const aborted = new Promise<never>((_, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, aborted]);
}

async function start(processes: Processes, program: ProgramFiles, options: ClusterOptions): Promise<Cluster> {
  const existing = existingCluster(process.env, program);
  const controlPlane = existing === undefined ? await startOwn(processes, program, options) : undefined;
  const kubeconfig = controlPlane?.kubeconfig ?? existing?.kubeconfig ?? '';
  const client = await connect(processes, program, kubeconfig);
  if (options.crds !== false) await step('CustomResourceDefinitions', () => installKinds(client, crds()), options);
  const git = options.git === true ? await startGit(processes, existing?.ownAddress) : undefined;
  const argocd =
    controlPlane === undefined ? undefined : await startRest(processes, program, controlPlane, client, options);
  return {
    kubeconfig,
    client,
    server: controlPlane?.server,
    argocd,
    git,
    folder: processes.folder,
    processes: processes.started,
    repository(name) {
      if (git === undefined) throw new Error('the cluster was started without a Git server');
      return GitRepository.create(git.folder, git.url, name);
    },
    async startMore(more) {
      if (controlPlane === undefined) throw new Error('the cluster was there: nothing is started beside it');
      await more(processes, controlPlane);
    },
    log: (name) => processes.log(name),
    end: () => processes.end(),
    release: () => processes.release(),
  };
}

async function startOwn(processes: Processes, program: ProgramFiles, { ports }: ClusterOptions): Promise<ControlPlane> {
  const [api = 0, etcd = 0, peer = 0] = await freePorts(3);
  return startApiServer(processes, program, [ports?.api ?? api, etcd, peer]);
}

async function step(name: string, work: () => Promise<void>, { onStep }: ClusterOptions): Promise<void> {
  const begin = performance.now();
  onStep?.({ name, state: 'starting', seconds: 0 });
  await work();
  onStep?.({ name, state: 'ready', seconds: (performance.now() - begin) / 1000 });
}

async function connect(processes: Processes, program: ProgramFiles, kubeconfig: string): Promise<KubeClient> {
  const [port = 0] = await freePorts(1);
  const server = `http://127.0.0.1:${port}`;
  await processes.start({
    name: 'kubectl-proxy',
    file: program('kubectl'),
    args: ['proxy', `--port=${port}`, `--kubeconfig=${kubeconfig}`],
    isReady: () => isOk(`${server}/readyz`),
  });
  return new KubeClient(server);
}

/** @param address of this machine as an existing cluster sees it @default - only this machine reads from it */
async function startGit(processes: Processes, address = '127.0.0.1'): Promise<GitPlace> {
  const [port = 0] = await freePorts(1);
  const folder = join(processes.folder, 'git', 'served');
  await processes.start(gitServer(folder, port, address === '127.0.0.1' ? address : '0.0.0.0'));
  return { folder, url: `http://${address}:${port}` };
}

/** What makes a cluster of an API server. Returns the address of Argo CD's server. */
async function startRest(
  processes: Processes,
  program: ProgramFiles,
  controlPlane: ControlPlane,
  client: KubeClient,
  options: ClusterOptions,
): Promise<string | undefined> {
  if (options.controllers === false) return undefined;
  const { stages, storageClass } = kwokStages();
  const hasAutoscaler = options.autoscaler === true;
  await addNodes(client, options.nodes ?? 4);
  await client.apply(asDefault(storageClass));
  const [manager = 0, scheduler = 0, kwok = 0, metrics = 0, health = 0, free = 0, ...ofKeda] = await freePorts(9);
  const [kedaMetrics = 0, kedaHealth = 0, kedaService = 0] = ofKeda;
  if (options.routeWeights === true) await nameGatewayApiPlugin(client, program);
  await processes.startAll([
    ...controllers(processes, program, controlPlane, [manager, scheduler], hasAutoscaler),
    simulatedNodes(processes, program, controlPlane, {
      stages: options.stages?.(stages) ?? stages,
      hasOperators: options.crds !== false,
      hasAutoscaler,
      hasKeda: options.keda === true,
      port: kwok,
    }),
    ...(options.rollouts === true ? [rolloutsController(processes, program, controlPlane, [metrics, health])] : []),
    ...(options.keda === true
      ? [kedaOperator(processes, program, controlPlane, [kedaMetrics, kedaHealth, kedaService])]
      : []),
  ]);
  if (options.argocd !== true) return undefined;
  const port = options.ports?.argocd ?? free;
  await startArgoCd(processes, program, controlPlane, client, {
    port,
    reconciliationSeconds: options.reconciliationSeconds ?? 30,
    notifications: options.notifications === true,
    signIn: options.signIn === true,
  });
  return `http://127.0.0.1:${port}`;
}

/** Claims that name no class get this one, as in most clusters. */
function asDefault(storageClass: KubeObject): KubeObject {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  return { ...storageClass, metadata: { ...storageClass.metadata, annotations } };
}
