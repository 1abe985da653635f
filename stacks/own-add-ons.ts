import type { KubernetesObject } from '../src/constructs/manifest';
import type { Platform } from '../src/model/platform';
import { fromApiServer, scraped, toWorld } from './network/common-flows';
import type { Flow, Pods } from './network/flow';
import type { PlatformNamespace } from './platform-namespace';
import type { OwnAddOn, OwnAddOns } from './settings/own-add-ons';

/** Namespaces of add-ons of one's own, each once; those of a name that somebody else has are theirs. */
export function ownNamespaces(addOns: OwnAddOns): readonly PlatformNamespace[] {
  const all = Object.values(addOns).map(({ namespace, podSecurity }) => ({ name: namespace, podSecurity }));
  return [...new Map(all.map((namespace) => [namespace.name, namespace])).values()];
}

/** What add-ons of one's own say to whom. @param prometheus where there is one */
export function ownFlows(
  addOns: OwnAddOns,
  apiServerPorts: readonly number[],
  prometheus: Pods | undefined,
): readonly Flow[] {
  return Object.values(addOns).flatMap(({ namespace, reaches, webhookPorts, metricsPorts }) => {
    const all: Pods = { namespace };
    return [
      // Its pods speak with each other, on whatever port: only its folder knows.
      { from: all, to: all, ports: [] },
      toWorld(all, [...apiServerPorts, ...reaches]),
      ...(webhookPorts.length === 0 ? [] : [fromApiServer(all, webhookPorts)]),
      ...(metricsPorts.length === 0 ? [] : scraped(prometheus, all, metricsPorts)),
    ];
  });
}

/** The project of an add-on of one's own: its namespace, the kinds that it names, and nothing else of the cluster. */
export function ownProject(
  name: string,
  { namespace, clusterKinds }: OwnAddOn,
  platform: Platform,
): KubernetesObject & { readonly spec: object } {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: `add-on-${name}`, namespace: platform.argocd.namespace },
    spec: {
      description: `The add-on ${name} of this cluster`,
      sourceRepos: [platform.repository.url],
      destinations: [{ server: inCluster, namespace }],
      clusterResourceWhitelist: clusterKinds,
      namespaceResourceWhitelist: [{ group: '*', kind: '*' }],
      // What holds its pods back is not its own to change.
      namespaceResourceBlacklist: [
        { group: '', kind: 'ResourceQuota' },
        { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
      ],
    },
  };
}

/**
 * The Application of an add-on of one's own. Git says what it is made of; the stack says what only this cluster knows.
 *
 * @param values of its chart; undefined where it has none
 */
export function ownApplication(
  name: string,
  { path, namespace }: OwnAddOn,
  { repository, argocd }: Platform,
  values: object | undefined,
): KubernetesObject & { readonly spec: object } {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: `add-on-${name}`, namespace: argocd.namespace },
    spec: {
      project: `add-on-${name}`,
      source: {
        repoURL: repository.url,
        targetRevision: repository.branch,
        path: repository.path === undefined ? path : `${repository.path}/${path}`,
        ...(values === undefined ? {} : { helm: { releaseName: name, valuesObject: values } }),
      },
      destination: { server: inCluster, namespace },
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
    },
  };
}

/** Values with others at their paths. @param outputs value by path, such as "serviceAccount.role" */
export function withOutputs(
  values: Readonly<Record<string, unknown>>,
  outputs: ReadonlyMap<string, unknown>,
): Readonly<Record<string, unknown>> {
  return [...outputs].reduce((all, [path, value]) => placed(all, path.split('.'), value), values);
}

function placed(
  values: Readonly<Record<string, unknown>>,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): Readonly<Record<string, unknown>> {
  if (rest.length === 0) return { ...values, [key]: value };
  const inner = values[key];
  const below = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? { ...inner } : {};
  return { ...values, [key]: placed(below, rest, value) };
}

const inCluster = 'https://kubernetes.default.svc';
