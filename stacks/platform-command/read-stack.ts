import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { parse } from 'yaml';
import * as z from 'zod';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import type { LoadedCatalog } from '../../src/catalog/load';
import { didYouMean } from '../../src/model/nearest';
import { InputError } from '../../src/model/problem';
import { environmentsOf } from '../environments-of';
import { ofFile, readSettings, settingsFile } from '../read-settings';
import type { StackSettings } from '../settings';

/** A stack, as `pulumi up` would read it. */
export interface Stack {
  readonly name: string;
  /** Where its settings are, relative to the root of the project. */
  readonly file: string;
  readonly settings: StackSettings;
  readonly catalog: LoadedCatalog;
  /** Environments that its cluster serves. */
  readonly environments: readonly string[];
  /** Whether it says which cluster it is for. If not, `settings.cluster.id` is no cluster's. */
  readonly namesItsCluster: boolean;
}

const Configuration = z.looseObject({ config: z.record(z.string(), z.unknown()).nullish() });
const idKey = 'slipway:cluster';
const noCluster = '00000000-0000-0000-0000-000000000000';

/**
 * Reads a stack without Pulumi: its file, the catalog that it names, and nothing of its state.
 *
 * @param root of the project, where Pulumi.yaml is
 * @param file where its settings are, as for `pulumi --config-file`. @default - where Pulumi looks for them
 * @throws InputError for a stack that there is not, and with everything that is wrong with its settings or the catalog. That
 * it does not say yet which cluster it is for is none of it, for whoever asks the cluster can say so.
 */
export function readStack(root: string, name: string, file: string = settingsFile(name)): Stack {
  if (!existsSync(resolve(root, file))) {
    if (file !== settingsFile(name)) throw new InputError([{ file, path: [], message: 'there is no such file' }]);
    const known = stackNames(root);
    throw new InputError([{ file, path: [], message: `there is no stack "${name}"`, hint: didYouMean(name, known) }]);
  }
  const config = configurationOf(root, file);
  const namesItsCluster = hasId(config[idKey]);
  try {
    const settings = readSettings(asPulumiSaysIt(namesItsCluster ? config : withoutCluster(config)), name);
    const catalog = loadCatalog(folderSource(resolve(root, settings.catalog)));
    const environments = environmentsOf(settings, catalog.catalog, name);
    return { name, file, settings, catalog, environments, namesItsCluster };
  } catch (error) {
    throw error instanceof InputError ? ofFile(error, name, file) : error;
  }
}

/** Stacks that have a file, sorted. */
export function stackNames(root: string): readonly string[] {
  const folder = join(root, 'stacks', 'config');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
}

function configurationOf(root: string, file: string): Readonly<Record<string, unknown>> {
  let document: unknown;
  try {
    document = parse(readFileSync(resolve(root, file), 'utf8'));
  } catch (error) {
    throw new InputError([{ file, path: [], message: `is no YAML: ${error instanceof Error ? error.message : ''}` }]);
  }
  const read = Configuration.safeParse(document ?? {});
  if (read.success) return read.data.config ?? {};
  throw new InputError([{ file, path: ['config'], message: 'must be a mapping of keys such as "slipway:cluster"' }]);
}

function hasId(cluster: unknown): boolean {
  return typeof cluster === 'object' && cluster !== null && 'id' in cluster;
}

function withoutCluster(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const cluster = config[idKey];
  return { ...config, [idKey]: { ...(typeof cluster === 'object' ? cluster : {}), id: noCluster } };
}

/** Pulumi hands a program text only: a mapping or a list as JSON, a scalar as it is written. */
function asPulumiSaysIt(config: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}
