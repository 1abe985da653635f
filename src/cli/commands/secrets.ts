import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { environmentNamed } from '../../model/catalog';
import { didYouMean } from '../../model/nearest';
import { neededSecrets } from '../../model/needed-secrets';
import type { NeededProperty, NeededSecret } from '../../model/needed-secrets';
import { place } from '../../model/place';
import { InputError } from '../../model/problem';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { alignRows } from '../table';

/** What `slipway secrets` was asked. */
export interface SecretsOptions {
  readonly place: CatalogPlace;
  /** A name or an alias. @default - every environment */
  readonly environment: string | undefined;
  /** @default - every service */
  readonly service: string | undefined;
  readonly format: 'table' | 'vault' | 'json';
  /** Where Vault's key-value engine is mounted. */
  readonly mount: string;
}

/** Says which keys of the secret store services need. */
export function showSecrets(options: SecretsOptions, { stdout }: Context): ExitCode {
  const { catalog, resolved } = loadCatalog(folderSource(options.place.catalog));
  const { environment, service } = options;
  const wanted = environment === undefined ? undefined : environmentNamed(catalog, environment);
  if (environment !== undefined && wanted === undefined)
    throw unknown('ENV', 'environment', environment, catalog.environments.keys());
  if (service !== undefined && !catalog.services.has(service))
    throw unknown('--service', 'service', service, catalog.services.keys());
  const placements = place(catalog, resolved).placements.filter(
    (one) => (wanted === undefined || one.environment === wanted) && (service === undefined || one.service === service),
  );
  const needed = neededSecrets(placements);
  if (options.format === 'json') stdout.write(`${JSON.stringify({ secrets: needed }, null, 2)}\n`);
  else if (options.format === 'vault') stdout.write(vaultCommands(needed, options.mount));
  else stdout.write(tableOf(needed));
  return 0;
}

function tableOf(needed: readonly NeededSecret[]): string {
  if (needed.length === 0) return 'no service takes anything of a secret store\n';
  const rows = needed.flatMap(({ environment, store, remoteKey, properties, whole }) => {
    const takers = whole.map(({ service, as }) => `${service} as ${as === 'files' ? 'files' : 'variables'}`);
    return [
      ...properties.map((property) => [environment, store, remoteKey, property.name, usersOf(property)]),
      ...(takers.length === 0 ? [] : [[environment, store, remoteKey, '(every one)', takers.join(', ')]]),
    ];
  });
  const titles = ['environment', 'store', 'key', 'property', 'for'];
  return `${alignRows([titles, ...rows].map((row) => row.map((text) => ({ text })))).join('\n')}\n`;
}

function usersOf({ users }: NeededProperty): string {
  return users.map(({ service, env }) => `${service} as ${env ?? 'a file'}`).join(', ');
}

/**
 * Commands for a shell. The values are in its variables, which whoever runs them sets: they are in no file and no history. A
 * variable that is not set ends the script before anything is written.
 */
function vaultCommands(needed: readonly NeededSecret[], mount: string): string {
  const lines = needed.flatMap(({ environment, remoteKey, properties }) => {
    // Nobody but its owner knows what a key has that is taken as a whole.
    if (properties.length === 0) return [`# vault kv put -mount=${quoted(mount)} ${quoted(remoteKey)} NAME=value ...`];
    const values = properties.map(({ name }) => `  ${quoted(name)}="$${variableOf(environment, remoteKey, name)}"`);
    return [`vault kv put -mount=${quoted(mount)} ${quoted(remoteKey)} \\\n${values.join(' \\\n')}`];
  });
  return ['#!/bin/sh', 'set -eu', ...lines].join('\n') + '\n';
}

/** `prod/payment-service`, `db-host` -> `PROD_PAYMENT_SERVICE_DB_HOST`; keys that say no environment get it. */
function variableOf(environment: string, remoteKey: string, property: string): string {
  const place = remoteKey.split('/').includes(environment) ? remoteKey : `${environment}_${remoteKey}`;
  return `${place}_${property}`.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}

function quoted(text: string): string {
  return /^[A-Za-z0-9._/-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function unknown(file: string, kind: string, name: string, known: Iterable<string>): InputError {
  return new InputError([{ file, path: [], message: `unknown ${kind} "${name}"`, hint: didYouMean(name, known) }]);
}
