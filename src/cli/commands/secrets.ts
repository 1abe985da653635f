import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { environmentNamed } from '../../model/catalog';
import { neededSecrets } from '../../model/needed-secrets';
import type { NeededProperty, NeededSecret, WholeTaker } from '../../model/needed-secrets';
import { place } from '../../model/place';
import { printableLine } from '../../model/printable';
import { InputError } from '../../model/problem';
import { unknownName } from '../../model/unknown-name';
import { keyBelowMount } from '../../model/vault-keys';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { vaultScript } from '../secrets/vault-script';
import { wantedSecrets } from '../secrets/wanted-secrets';
import type { Uncounted } from '../secrets/wanted-secrets';
import { alignRows } from '../table';
import { withRenderTools } from '../with-render-tools';

/** What `slipway secrets` was asked. */
export interface SecretsOptions {
  readonly place: CatalogPlace;
  /** A name or an alias. @default - every environment */
  readonly environment: string | undefined;
  /** @default - every service */
  readonly service: string | undefined;
  /** Name of a store in the cluster. @default - every store */
  readonly store: string | undefined;
  readonly format: 'table' | 'vault' | 'json';
  /** Where Vault's key-value engine is mounted. @default - the first of `secrets.mounts` of the platform */
  readonly mount: string | undefined;
}

/** Says which keys of the secret store services need. */
export function showSecrets(options: SecretsOptions, context: Context): ExitCode {
  const { catalog, resolved, parsed } = loadCatalog(folderSource(options.place.catalog));
  const { environment, service, store } = options;
  const wantedEnvironment = environment === undefined ? undefined : environmentNamed(catalog, environment);
  if (environment !== undefined && wantedEnvironment === undefined)
    throw new InputError([unknownName('ENV', 'environment', environment, catalog.environments.keys())]);
  if (service !== undefined && !catalog.services.has(service))
    throw new InputError([unknownName('--service', 'service', service, catalog.services.keys())]);
  const { mounts } = catalog.platform.secrets;
  const { mount = mounts[0] ?? 'secret' } = options;
  if (options.mount !== undefined && !mounts.includes(mount)) throw new InputError([unknownMount(mount, mounts)]);
  const placements = place(catalog, resolved).placements.filter(
    (one) =>
      (wantedEnvironment === undefined || one.environment === wantedEnvironment) &&
      (service === undefined || one.service === service),
  );
  const { wanted, uncounted } = withRenderTools(options.place.catalog, context, (tools) =>
    wantedSecrets(placements, parsed, tools),
  );
  const all = neededSecrets(wanted);
  const stores = [...new Set(all.map((one) => one.store))].sort();
  if (store !== undefined && !stores.includes(store))
    throw new InputError([unknownName('--store', 'store', store, stores)]);
  const needed = all.filter((one) => store === undefined || one.store === store);
  if (options.format === 'json') context.stdout.write(`${JSON.stringify({ secrets: needed, uncounted }, null, 2)}\n`);
  else if (options.format === 'table') context.stdout.write(tableOf(needed, mount) + uncounted.map(textOf).join(''));
  else {
    if (store === undefined && stores.length > 1) throw new InputError([whichStore(stores)]);
    context.stdout.write(vaultScript(needed, mount) + uncounted.map((one) => `# ${textOf(one)}`).join(''));
  }
  return 0;
}

/** A script has one Vault, and one place in it. */
function whichStore(stores: readonly string[]) {
  return {
    file: '--vault',
    path: [],
    message: `services ask ${stores.length} stores, and a script fills one: ${stores.map((one) => `"${one}"`).join(', ')}`,
    hint: `say which with --store ${stores[0]}`,
  };
}

/** Which keys are whose is judged by what External Secrets cuts off them, so there is no mount that the platform does not know. */
function unknownMount(mount: string, mounts: readonly string[]) {
  return {
    file: '--mount',
    path: [],
    message: `"${mount}" is none of secrets.mounts of platform.yaml: ${mounts.map((one) => `"${one}"`).join(', ')}`,
    hint: 'add it there, so that keys of services are held against places as they are read',
  };
}

function textOf({ service, environment, why }: Uncounted): string {
  return `${printableLine(`not counted: ${service} in ${environment}: ${why}`)}\n`;
}

function tableOf(needed: readonly NeededSecret[], mount: string): string {
  if (needed.length === 0) return 'no service takes anything of a secret store\n';
  const rows = needed.flatMap(({ environment, store, remoteKey, properties, whole }) => {
    const key = shownKey(remoteKey, mount);
    return [
      ...properties.map((property) => [environment, store, key, property.name, usersOf(property)]),
      ...(whole.length === 0 ? [] : [[environment, store, key, '(every one)', whole.map(takerOf).join(', ')]]),
    ];
  });
  const titles = ['environment', 'store', 'key', 'property', 'for'];
  return `${alignRows([titles, ...rows].map((row) => row.map((text) => ({ text })))).join('\n')}\n`;
}

/** A key as it is written, and where Vault has it, if that is elsewhere. */
function shownKey(remoteKey: string, mount: string): string {
  const key = keyBelowMount(remoteKey, mount, 'v2');
  return key === remoteKey ? key : `${remoteKey} (of Vault: ${key})`;
}

function usersOf({ users }: NeededProperty): string {
  return users
    .map((user) => ('externalSecret' in user ? byObject(user) : `${user.service} as ${user.env ?? 'a file'}`))
    .join(', ');
}

function takerOf(taker: WholeTaker): string {
  return 'externalSecret' in taker
    ? byObject(taker)
    : `${taker.service} as ${taker.as === 'files' ? 'files' : 'variables'}`;
}

function byObject({ service, externalSecret }: { readonly service: string; readonly externalSecret: string }): string {
  return `${service} by ExternalSecret ${externalSecret}`;
}
