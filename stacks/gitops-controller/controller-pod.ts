import type { types } from '@pulumi/kubernetes';

/** Port of the controller's HTTP server, and of its Service. */
export const controllerPort = 8080;

/** What the controller's pod is made of. */
export interface ControllerPod {
  /** Of its account, its volume, its Secret, and its labels. */
  readonly name: string;
  readonly image: string;
  /** What it works on. */
  readonly work: ControllerWork;
}

/** The repository that the controller writes to, and where it starts syncs. */
export interface ControllerWork {
  readonly remote: string;
  readonly branch: string;
  /** Where people look at a commit, with `{commit}` for its id. @default - nowhere */
  readonly commitUrl?: string | undefined;
  /** Blueprint of services in the portal. */
  readonly blueprint: string;
  /** Argo CD's API, where environments of the cluster are synced by people. @default - nothing is synced */
  readonly argocdUrl?: string | undefined;
  /** Whether its commits are signed by GnuPG: an environment of the branch, of whatever cluster, has `signatures`. @default false */
  readonly hasGpgKey?: boolean;
  /** Argo CDs of other clusters that tell it what runs there, by names, and their APIs. @default - none */
  readonly argocds?: Readonly<Record<string, { readonly url?: string | undefined }>>;
  /** Whether it tells whoever may approve that something waits. @default false */
  readonly hasNotices?: boolean;
  /** Proxies in front of it whose word on where a request comes from is taken. @default 0 */
  readonly proxies?: number;
  /** Pushes to the repository at most. @default - as many as there is something for */
  readonly pushesPerMinute?: number;
}

/** Labels by which its Service and its Deployment find the pod. */
export function controllerLabels(name: string): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': name };
}

/** What it asks for and may use. */
export const controllerResources = {
  requests: { cpu: '100m', memory: '256Mi', 'ephemeral-storage': '256Mi' },
  limits: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '2Gi' },
} as const;

/** The pod. Its secrets are files: what is in the environment of a process is in its crash dumps, too. */
export function controllerPod({ name, image, work }: ControllerPod): types.input.core.v1.PodTemplateSpec {
  return {
    metadata: { labels: { ...controllerLabels(name), 'app.kubernetes.io/part-of': 'slipway' } },
    spec: {
      serviceAccountName: name,
      enableServiceLinks: false,
      // It ends what it began, and what it did not begin is in its journal.
      terminationGracePeriodSeconds: 60,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10_001,
        runAsGroup: 10_001,
        fsGroup: 10_001,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'controller',
          image,
          // What it mounts is where the program looks.
          args: ['controller', ...wordsOf(work)],
          ports: [{ name: 'http', containerPort: controllerPort }],
          startupProbe: probe('/health', 2, 30),
          livenessProbe: probe('/health', 10, 3),
          readinessProbe: probe('/ready', 5, 2),
          resources: controllerResources,
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts: [
            { name: 'journal', mountPath: '/journal' },
            { name: 'secrets', mountPath: '/secrets', readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [
        { name: 'journal', persistentVolumeClaim: { claimName: name } },
        { name: 'secrets', secret: { secretName: name, defaultMode: 0o440 } },
        // Its clone of the GitOps repository.
        { name: 'tmp', emptyDir: { sizeLimit: '2Gi' } },
      ],
    },
  };
}

function probe(path: string, periodSeconds: number, failureThreshold: number): types.input.core.v1.Probe {
  return { httpGet: { path, port: 'http' }, periodSeconds, failureThreshold };
}

function wordsOf({
  remote,
  branch,
  blueprint,
  commitUrl,
  argocdUrl,
  argocds = {},
  proxies = 0,
  pushesPerMinute,
}: ControllerWork): readonly string[] {
  return [
    '--proxies',
    String(proxies),
    '--remote',
    remote,
    '--branch',
    branch,
    '--blueprint',
    blueprint,
    ...(pushesPerMinute === undefined ? [] : ['--pushes-per-minute', String(pushesPerMinute)]),
    ...(commitUrl === undefined ? [] : ['--commit-url', commitUrl]),
    ...(argocdUrl === undefined ? [] : ['--argocd-url', argocdUrl]),
    ...Object.entries(argocds).flatMap(([name, { url }]) =>
      url === undefined ? [] : ['--argocd-url', `${name}=${url}`],
    ),
  ];
}
