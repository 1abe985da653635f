import type { LoadedCatalog } from '../src/catalog/load';
import type { Environment } from '../src/model/environment';
import type { Platform } from '../src/model/platform';
import { tracesUrlOf } from '../src/model/presets';
import type { GatewayPlace } from './add-ons/add-on';

/** An environment of the catalog, and its name. */
export type ServedEnvironment = Environment & { readonly name: string };

/** An environment of a cluster. @throws Error when the catalog does not have it: `environmentsOf` has looked */
export function servedEnvironment({ catalog }: LoadedCatalog, name: string): ServedEnvironment {
  const found = catalog.environments.get(name);
  if (found === undefined) throw new Error(`the catalog has no environment "${name}"`);
  return { ...found, name };
}

/** Stores that are of no namespace; those of a namespace are made with it. */
export function clusterStores(environments: readonly Environment[]): readonly string[] {
  const stores = environments.filter(({ secretStore }) => secretStore.kind === 'ClusterSecretStore');
  return [...new Set(stores.map(({ secretStore }) => secretStore.name))].sort();
}

/** URLs of collectors of traces that environments name, each once. */
export function collectorsOf(platform: Platform, environments: readonly Environment[]): readonly string[] {
  const collectors = environments.flatMap((environment) => tracesUrlOf(platform, environment) ?? []);
  return [...new Set(collectors)].sort();
}

/** Whether canaries of an environment are divided by weights of routes, which Argo Rollouts writes by its plugin. */
export function hasRouteWeights(environments: readonly Environment[]): boolean {
  return environments.some(({ canaryWeights }) => canaryWeights === 'routes');
}

/** Gateways that environments name. */
export function gatewaysOf(environments: readonly ServedEnvironment[]): readonly GatewayPlace[] {
  return environments.map(({ name: environment, gateway: { name, namespace, proxyNamespace = namespace } }) => ({
    name,
    namespace,
    proxyNamespace,
    said: { file: `catalog/environments/${environment}.yaml`, path: ['gateway', 'proxyNamespace'] },
  }));
}
