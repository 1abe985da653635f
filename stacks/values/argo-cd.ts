import { argocdCm } from '../argocd/argocd-cm';
import type { ArgoCdCm } from '../argocd/argocd-cm';
import { cmdParams } from '../argocd/cmd-params';
import type { CmdParams } from '../argocd/cmd-params';
import { exposureValues } from '../argocd/exposure';
import type { ExposureValues } from '../argocd/exposure';
import { gitAccess } from '../argocd/git-access';
import type { GitAccessValues } from '../argocd/git-access';
import { webhookReferences } from '../argocd/git-webhook';
import { highAvailability } from '../argocd/high-availability';
import type { DisruptionBudget, HighAvailability } from '../argocd/high-availability';
import { resourcesBySize } from '../argocd/resources';
import type { ArgoCdPart, Resources } from '../argocd/resources';
import { exportedLabels } from '../monitoring/application-alerts';
import type { ArgoCdSettings } from '../settings/argocd';

/** Values of the chart argo-cd 10 that Slipway sets (argo-helm, `charts/argo-cd/values.yaml`). */
export interface ArgoCdValues {
  readonly fullnameOverride: string;
  readonly crds: { readonly install: boolean; readonly keep: boolean };
  readonly global: {
    readonly logging: { readonly format: 'json' };
    readonly networkPolicy: { readonly create: boolean };
  };
  readonly configs: {
    readonly cm: ArgoCdCm;
    readonly params: CmdParams;
    readonly rbac: { readonly create: boolean };
    /** Authorities of Git, by host. */
    readonly tls?: { readonly certificates: Readonly<Record<string, string>> };
    readonly ssh?: { readonly extraHosts: string };
    /** Keys of argocd-secret that are references, and no secrets. */
    readonly secret?: { readonly extra: Readonly<Record<string, string>> };
  };
  readonly controller: Omit<Part, 'metrics'> & {
    readonly metrics: Metrics['metrics'] & { readonly applicationLabels?: ApplicationLabels };
  };
  readonly dex: Part & { readonly enabled: boolean; readonly initImage: { readonly resources: Resources } };
  readonly redis: Omit<Part, 'metrics'> & Partial<Metrics> & { readonly exporter: Exporter };
  readonly 'redis-ha'?: RedisCluster;
  readonly redisSecretInit: { readonly resources: Resources };
  readonly server: ReplicatedPart & ExposureValues;
  readonly repoServer: ReplicatedPart &
    GitAccessValues['repoServer'] & { readonly copyutil: { readonly resources: Resources } };
  readonly applicationSet: ReplicatedPart;
  readonly notifications: Part & {
    readonly extraArgs: readonly string[];
    readonly cm: { readonly create: boolean };
    readonly secret: { readonly create: boolean };
  };
}

interface Metrics {
  readonly metrics: { readonly enabled: boolean };
}

/** Labels of Applications that are exported: `--metrics-application-labels`. */
interface ApplicationLabels {
  readonly enabled: boolean;
  readonly labels: readonly string[];
}

interface Part extends Metrics {
  readonly resources: Resources;
}

interface ReplicatedPart extends Part {
  readonly replicas?: number;
  readonly pdb?: DisruptionBudget & { readonly enabled: boolean };
}

interface Exporter {
  readonly enabled: boolean;
  readonly resources: Resources;
}

/** The sub-chart redis-ha. */
interface RedisCluster {
  readonly enabled: boolean;
  readonly fullnameOverride: string;
  readonly podDisruptionBudget: DisruptionBudget;
  readonly redis: { readonly resources: Resources };
  readonly sentinel: { readonly resources: Resources };
  readonly splitBrainDetection: { readonly resources: Resources };
  readonly init: { readonly resources: Resources };
  readonly exporter: Exporter;
  readonly haproxy: {
    readonly resources: Resources;
    readonly serviceAccount: { readonly automountToken: boolean };
    readonly init: { readonly resources: Resources };
    readonly podDisruptionBudget: DisruptionBudget;
    readonly metrics: { readonly enabled: boolean };
  };
}

/** What the values depend on. */
export interface ArgoCdNeeds {
  readonly settings: ArgoCdSettings;
  /** Whether Prometheus asks for metrics. The ServiceMonitors are objects of their own: the chart leaves them out where their kind comes later. */
  readonly hasMetrics: boolean;
  /** Whether Slipway's controller starts syncs, and so has an account. @default false */
  readonly startsSyncs?: boolean;
}

/** Values of Argo CD. */
export function argoCdValues({ settings, hasMetrics, startsSyncs = false }: ArgoCdNeeds): ArgoCdValues {
  const available = highAvailability(settings);
  const resources = resourcesBySize[settings.size];
  const git = gitAccess(settings.git);
  const metrics = { metrics: { enabled: hasMetrics } };
  return {
    // The names of Argo CD's documentation. The chart would make "argo-cd-argocd-server" of the release's name.
    fullnameOverride: 'argocd',
    // CRDs are templates of this chart: Helm upgrades them, and must not take every Application along when it is removed.
    crds: { install: true, keep: true },
    global: {
      logging: { format: 'json' },
      // They would open what ours close: policies add up, and the chart's let every pod reach the server.
      networkPolicy: { create: false },
    },
    configs: {
      cm: argocdCm(settings, startsSyncs),
      params: cmdParams(settings),
      // Components of their own make argocd-rbac-cm, argocd-notifications-cm and its Secret, so that Pulumi sees when
      // somebody edits them. It does not look into a release.
      rbac: { create: false },
      ...git.configs,
      ...(settings.webhook === undefined ? {} : { secret: { extra: webhookReferences(settings.webhook) } }),
    },
    controller: {
      resources: resources.controller,
      metrics: {
        enabled: hasMetrics,
        ...(hasMetrics ? { applicationLabels: { enabled: true, labels: exportedLabels } } : {}),
      },
    },
    dex: {
      enabled: settings.signIn?.kind === 'dex',
      resources: resources.dex,
      initImage: { resources: resources.helper },
      ...metrics,
    },
    redis: {
      resources: resources.redis,
      exporter: { enabled: hasMetrics, resources: resources.helper },
      ...metrics,
    },
    ...(available.redisCluster === undefined
      ? {}
      : { 'redis-ha': redisCluster(available.redisCluster, hasMetrics, resources) }),
    redisSecretInit: { resources: resources.helper },
    server: { resources: resources.server, ...metrics, ...available.replicated, ...exposureValues(settings.exposure) },
    repoServer: {
      ...git.repoServer,
      resources: resources.repoServer,
      copyutil: { resources: resources.helper },
      ...metrics,
      ...available.replicated,
    },
    applicationSet: { resources: resources.applicationSet, ...metrics, ...available.replicated },
    notifications: {
      resources: resources.notifications,
      ...metrics,
      // With one, a receiver that does not answer keeps the messages of all other Applications waiting.
      extraArgs: ['--processors-count=10'],
      cm: { create: false },
      secret: { create: false },
    },
  };
}

function redisCluster(
  budget: NonNullable<HighAvailability['redisCluster']>,
  hasMetrics: boolean,
  resources: Readonly<Record<ArgoCdPart, Resources>>,
): RedisCluster {
  return {
    enabled: true,
    fullnameOverride: 'argocd-redis-ha',
    podDisruptionBudget: budget,
    redis: { resources: resources.redis },
    sentinel: { resources: resources.sentinel },
    splitBrainDetection: { resources: resources.helper },
    init: { resources: resources.helper },
    exporter: { enabled: hasMetrics, resources: resources.helper },
    haproxy: {
      resources: resources.proxy,
      // It asks Redis, and nothing of Kubernetes.
      serviceAccount: { automountToken: false },
      init: { resources: resources.helper },
      podDisruptionBudget: budget,
      metrics: { enabled: hasMetrics },
    },
  };
}
