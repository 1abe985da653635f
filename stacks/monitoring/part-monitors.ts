import type * as prometheus from '../../imports/prometheus-operator';
import { namespaceNames } from '../platform-namespaces';
import { podMonitor, podsOfApp } from './pod-monitor';
import type { MeasuredPods } from './pod-monitor';
import type { WatchedParts } from './watched-parts';

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
    ...(parts.externalSecrets ? jobs.externalSecrets.map((app) => podsOfApp(app, externalSecrets, 'metrics')) : []),
    ...(parts.argoRollouts ? jobs.argoRollouts.map((app) => podsOfApp(app, argoRollouts, 'metrics')) : []),
    ...(parts.linkerd ? [{ name: 'linkerd', namespace: linkerd, jobs: linkerdJobs }] : []),
    ...(parts.gitopsController ? jobs.gitopsController.map((app) => podsOfApp(app, gitopsController, 'http')) : []),
  ];
  return measured.map((pods) => podMonitor(namespace, pods));
}
