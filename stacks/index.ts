import { join } from 'node:path';

import * as pulumi from '@pulumi/pulumi';

import { loadCatalog } from '../src/catalog/load';
import { InputError } from '../src/model/problem';
import { Cluster } from './cluster';
import { environmentsOf } from './environments-of';
import { readSettings } from './read-settings';
import { rightCluster } from './right-cluster';

/** What `pulumi` runs: one stack is one cluster. */
function main(): void {
  const stack = pulumi.getStack();
  const settings = readSettings(pulumi.runtime.allConfig(), stack);
  const catalog = loadCatalog(join(__dirname, '..', settings.catalog));
  const environments = environmentsOf(settings, catalog.catalog, stack);
  const provider = rightCluster(settings.cluster, stack, process.env['KUBECONFIG']);
  new Cluster('cluster', { settings, catalog, environments }, { provider });
}

try {
  main();
} catch (error) {
  // Pulumi prints what a RunError says and nothing else; for everything else it also shows where it happened.
  throw error instanceof InputError ? new pulumi.RunError(error.message) : error;
}
