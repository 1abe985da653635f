import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import type { LoadedCatalog } from '../../../src/catalog/load';
import { Cluster } from '../../../stacks/cluster';
import { environmentsOf } from '../../../stacks/environments-of';
import { readSettings } from '../../../stacks/read-settings';
import { rightCluster } from '../../../stacks/right-cluster';
import { packageRoot } from '../../helpers/run-slipway';
import { clusterId, record } from './record';
import type { RecordedResource } from './record';

/** Configuration of a stack, by the key behind `slipway:`. */
export type Config = Readonly<Record<string, unknown>>;

/** What was recorded, by stack and configuration: nobody changes a record, so tests of one file share it. */
const recorded = new Map<string, Promise<readonly RecordedResource[]>>();

/** Records the program for the shipped catalog. @param config what the stack says besides its shipped configuration */
export function theStack(stack: string, config: Config = {}): Promise<readonly RecordedResource[]> {
  const key = JSON.stringify([stack, config]);
  const known = recorded.get(key) ?? recordStack(stack, config);
  recorded.set(key, known);
  return known;
}

/** Catalogs by their folders: each is read once. */
const catalogs = new Map<string, LoadedCatalog>();

function recordStack(stack: string, config: Config): Promise<readonly RecordedResource[]> {
  return record(
    async () => {
      const settings = readSettings(asPulumi({ ...completed(shippedConfig(stack)), ...config }), stack);
      const folder = join(packageRoot, settings.catalog);
      const catalog = catalogs.get(folder) ?? loadCatalog(folderSource(folder));
      catalogs.set(folder, catalog);
      const environments = environmentsOf(settings, catalog.catalog, stack);
      const provider = await rightCluster(settings.cluster, stack, undefined);
      new Cluster('cluster', { settings, catalog, environments }, { provider });
    },
    { stack },
  );
}

/** A certificate, as far as anybody looks at it before a cluster does. */
export const trustAnchor = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

const publicKey = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n';

/** With what only whoever has the cluster can say. */
function completed(config: Config): Config {
  const { backup } = config;
  return {
    ...config,
    cluster: { id: clusterId },
    linkerd: { trustAnchor },
    ...(typeof backup === 'object' ? { backup: { ...backup, publicKey } } : {}),
  };
}

/** What `stacks/config/Pulumi.<stack>.yaml` says. */
export function shippedConfig(stack: string): Config {
  const file = join(packageRoot, 'stacks', 'config', `Pulumi.${stack}.yaml`);
  const { config }: { config: Config } = parse(readFileSync(file, 'utf8'));
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.slice('slipway:'.length), value]));
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
