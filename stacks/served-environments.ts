import type { LoadedCatalog } from '../src/catalog/load';
import type { Environment } from '../src/model/environment';
import type { Platform } from '../src/model/platform';
import { tracesUrlOf } from '../src/model/presets';
import { proxiesOf } from './network/proxies';
import type { Networks, Pods } from './network/flow';

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

/** Who is around the platform: the proxies of the Gateways through which others come in, and URLs of collectors of traces. */
export function neighboursOf(
  platform: Platform,
  environments: readonly Environment[],
): { readonly gateways: readonly (Pods | Networks)[]; readonly collectors: readonly string[] } {
  const collectors = environments.flatMap((environment) => tracesUrlOf(platform, environment) ?? []);
  return {
    gateways: proxiesOf(environments.map(({ gateway }) => gateway)),
    collectors: [...new Set(collectors)].sort(),
  };
}
