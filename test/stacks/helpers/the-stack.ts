import { join } from 'node:path';

import { loadCatalog } from '../../../src/catalog/load';
import { Cluster } from '../../../stacks/cluster';
import { environmentsOf } from '../../../stacks/environments-of';
import { readSettings } from '../../../stacks/read-settings';
import { rightCluster } from '../../../stacks/right-cluster';
import { packageRoot } from '../../helpers/run-slipway';
import { clusterId, record } from './record';
import type { RecordedResource } from './record';

/** Configuration of a stack, by the key behind `slipway:`. */
export type Config = Readonly<Record<string, unknown>>;

/** Records the program for the shipped catalog. @param config what the stack says besides its cluster */
export function theStack(stack: string, config: Config = {}): Promise<readonly RecordedResource[]> {
  return record(
    () => {
      const settings = readSettings(asPulumi({ cluster: { id: clusterId }, ...config }), stack);
      const catalog = loadCatalog(join(packageRoot, settings.catalog));
      const environments = environmentsOf(settings, catalog.catalog, stack);
      const provider = rightCluster(settings.cluster, stack, undefined);
      new Cluster('cluster', { settings, catalog, environments }, { provider });
    },
    { stack },
  );
}

/** Pulumi hands a program text only: a mapping or a list as JSON, a scalar as it is written. */
export function asPulumi(config: Config): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      `slipway:${key}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
