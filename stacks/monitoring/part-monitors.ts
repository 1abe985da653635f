import type * as prometheus from '../../imports/prometheus-operator';
import { namespaceNames } from '../platform-namespaces';
import type { WatchedParts } from './watched-parts';

/** Pods of a part of the platform that serve metrics. */
interface MeasuredPods {
  /** Of the monitor. */
  readonly name: string;
  readonly namespace: string;
  /** Value of `app.kubernetes.io/name`. @default - every pod of the namespace */
  readonly app?: string;
  /** Names of container ports, and what Prometheus calls those behind each: `job`. */
  readonly jobs: Readonly<Record<string, string>>;
}

/** Container ports of the control plane of Linkerd (chart linkerd-control-plane). Each program has one of its own. */
const linkerdJobs = {
  'ident-admin': 'linkerd-identity',
  'dest-admin': 'linkerd-destination',
  'policy-admin': 'linkerd-policy',
  'spval-admin': 'linkerd-sp-validator',
  'injector-admin': 'linkerd-proxy-injector',
} as const;

/** What Prometheus calls what must answer of each part. */
export const jobs = {
  externalSecrets: ['external-secrets', 'external-secrets-cert-controller', 'external-secrets-webhook'],
  argoRollouts: ['argo-rollouts'],
  linkerd: Object.values(linkerdJobs),
  gitopsController: ['port-gitops-controller'],
} as const satisfies Partial<Record<keyof WatchedParts, readonly string[]>>;

/**
 * A PodMonitor for each part besides Argo CD. Their charts would make some if they were told to, but only on a cluster that has the
 * kind already: what measures comes after most of what is measured.
 *
 * @param namespace where Prometheus is
 */
export function partMonitors(namespace: string, parts: WatchedParts): readonly prometheus.PodMonitor[] {
  const { externalSecrets, argoRollouts, linkerd, gitopsController } = namespaceNames;
  const measured: readonly MeasuredPods[] = [
    ...(parts.externalSecrets ? jobs.externalSecrets.map((app) => ofApp(app, externalSecrets, 'metrics')) : []),
    ...(parts.argoRollouts ? jobs.argoRollouts.map((app) => ofApp(app, argoRollouts, 'metrics')) : []),
    ...(parts.linkerd ? [{ name: 'linkerd', namespace: linkerd, jobs: linkerdJobs }] : []),
    ...(parts.gitopsController ? jobs.gitopsController.map((app) => ofApp(app, gitopsController, 'http')) : []),
  ];
  return measured.map((pods) => monitorOf(namespace, pods));
}

function ofApp(app: string, namespace: string, port: string): MeasuredPods {
  return { name: app, namespace, app, jobs: { [port]: app } };
}

function monitorOf(
  namespace: string,
  { name, namespace: ofPods, app, jobs: named }: MeasuredPods,
): prometheus.PodMonitor {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name, namespace },
    spec: {
      namespaceSelector: { matchNames: [ofPods] },
      selector: app === undefined ? {} : { matchLabels: { 'app.kubernetes.io/name': app } },
      podMetricsEndpoints: Object.entries(named).map(([port, job]) => ({
        port,
        interval: '30s',
        // They say of each metric which object it is about, in labels that Prometheus would call exported_namespace and so on.
        honorLabels: true,
        relabelings: [{ targetLabel: 'job', replacement: job }],
      })),
    },
  };
}
