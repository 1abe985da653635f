import { documents } from '../catalog';
import type { Breach, Catalog } from '../catalog';
import { fill } from '../names';
import { placeholders } from '../resolve';
import type { Resolved } from '../resolve';
import { platformSecrets } from '../store-places';
import { keyReadings } from '../vault-keys';

/** A place in the secret store, and whose it is. */
interface OwnedPlace {
  readonly place: string;
  readonly pattern: string;
  /** The one service that has it, or a pattern that gives it to several. */
  readonly owner: string;
  /** @default - it is of an environment */
  readonly service?: string;
  readonly whose: string;
}

/**
 * No name makes a place of services one that holds what is of others: of another service, of an environment, or of the platform.
 * What patterns say of every name, such as a place of a team above those of its services, is the platform's to say.
 */
export function* checkStorePlaces({ platform, environments }: Catalog, all: readonly Resolved[]): Iterable<Breach> {
  const { places, mounts } = platform.secrets;
  const patterns = places.filter((pattern) => pattern.includes('{'));
  const ofServices = patterns.flatMap((pattern) => all.map((resolved) => placeOfService(pattern, resolved)));
  const owned = [...ofServices, ...[...environments.keys()].flatMap(placesOfEnvironment)];
  const told = new Set<string>();
  for (const { mount, read } of keyReadings(mounts)) {
    // Nearly always no place begins with a mount, and all is as it is written.
    if (mount !== undefined && !ofServices.some(({ place }) => `${place}/`.startsWith(`${mount}/`))) continue;
    const holders = holdersByFolder(ofServices, read);
    for (const one of owned) {
      const holder = foldersOf(read(`${one.place}/`))
        .flatMap((folder) => holders.get(folder) ?? [])
        .find((candidate) => candidate.owner !== one.owner && !isMeant(candidate.pattern, one.pattern));
      if (holder === undefined || told.has(holder.owner)) continue;
      told.add(holder.owner);
      yield breachOf(holder, one, places, mount);
    }
  }
}

function placeOfService(pattern: string, resolved: Resolved): OwnedPlace {
  const { service, environment } = resolved;
  return {
    place: fill(pattern, placeholders(resolved)),
    pattern,
    owner: isOfOneService(pattern) ? `service ${service}` : pattern,
    service,
    whose: `service "${service}" in "${environment}"`,
  };
}

/** What is of an environment besides its services: all of it, and Secrets of the platform. */
function placesOfEnvironment(environment: string): readonly OwnedPlace[] {
  const of = { owner: `environment ${environment}`, pattern: '{environment}' };
  return [
    { ...of, place: environment, whose: `the environment "${environment}"` },
    ...platformSecrets.map((secret) => ({ ...of, place: `${environment}/${secret}`, whose: 'the platform' })),
  ];
}

function isOfOneService(pattern: string): boolean {
  return pattern.includes('{service}');
}

/** Whether one pattern is above another whatever the names are, and gives its place to several services. */
function isMeant(above: string, below: string): boolean {
  return !isOfOneService(above) && `${below}/`.startsWith(`${above}/`);
}

function holdersByFolder(
  places: readonly OwnedPlace[],
  read: (key: string) => string,
): ReadonlyMap<string, readonly OwnedPlace[]> {
  const found = new Map<string, OwnedPlace[]>();
  for (const one of places) {
    const folder = read(`${one.place}/`);
    const there = found.get(folder);
    if (there === undefined) found.set(folder, [one]);
    else if (!there.some(({ owner }) => owner === one.owner)) there.push(one);
  }
  return found;
}

/** `a/b/` is in the whole mount, in `a/`, and is `a/b/`. */
function foldersOf(folder: string): readonly string[] {
  const folders = [''];
  for (let end = folder.indexOf('/'); end >= 0; end = folder.indexOf('/', end + 1))
    folders.push(folder.slice(0, end + 1));
  return folders;
}

function breachOf(holder: OwnedPlace, held: OwnedPlace, places: readonly string[], mount?: string): Breach {
  const cut = mount === undefined ? '' : `, since External Secrets cuts "${mount}/" off, the mount of Vault's engine`;
  const holds = `the place "${holder.place}" of ${holder.whose} in the secret store holds "${held.place}" of ${held.whose}${cut}`;
  const change = `change "${holder.pattern}" in secrets.places of platform.yaml: with "{environment}/{service}" no place of a service holds another`;
  return isOfOneService(holder.pattern) && holder.service !== undefined
    ? {
        document: documents.service(holder.service),
        path: [],
        message: holds,
        hint: `give the service another name, or ${change}`,
      }
    : {
        document: documents.platform,
        path: ['secrets', 'places', places.indexOf(holder.pattern)],
        message: holds,
        hint: change,
      };
}
