import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import * as pulumi from '@pulumi/pulumi';

import { folderSource } from '../src/catalog/folder-source';
import { loadCatalog } from '../src/catalog/load';
import { asLines, shownText } from '../src/cli/shown-text';
import { InputError, describeProblem } from '../src/model/problem';
import { Cluster } from './cluster';
import { environmentsOf } from './environments-of';
import { outputsOf } from './outputs';
import { ofFile, readSettings, settingsFile } from './read-settings';
import { rightCluster } from './right-cluster';

/** What `pulumi` runs: one stack is one cluster. */
async function main(): Promise<void> {
  const stack = pulumi.getStack();
  const settings = readSettings(pulumi.runtime.allConfig(), stack);
  const catalog = loadCatalog(folderSource(resolve(__dirname, '..', settings.catalog)));
  const environments = environmentsOf(settings, catalog.catalog, stack);
  const provider = await rightCluster(settings.cluster, stack, process.env['KUBECONFIG']);
  const outputOf = outputsOf(settings.outputsOf, stack);
  new Cluster('cluster', { settings, catalog, environments, outputOf }, { provider });
}

// Pulumi calls what the module is, and waits for it.
export = async (): Promise<void> => {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const stack = pulumi.getStack();
    const isElsewhere = !existsSync(join(__dirname, '..', settingsFile(stack)));
    const { problems } = isElsewhere ? ofFile(error, stack, 'the file of "--config-file"') : error;
    throw refusal(shownText(asLines(problems.map(describeProblem))).trimEnd());
  }
};

/** Of a RunError Pulumi prints what it says; of everything else it also shows where it happened. */
function refusal(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  // Pulumi formats the stack all the same, and Node 20 spends half a minute and a gigabyte on a frame in `@pulumi/resource.ts`.
  delete error.stack;
  return error;
}
