import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { inOrderOfRelease } from '../../delivery/standing';
import { inOrderOfNames } from '../../model/catalog';
import type { Catalog } from '../../model/catalog';
import { InputError } from '../../model/problem';
import type { Problem } from '../../model/problem';
import { unknownName } from '../../model/unknown-name';
import { isRetired } from '../../model/resolve';
import { findScope } from '../../render/scope';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { alignRows } from '../table';

/** What `slipway list` was asked. */
export interface ListOptions {
  readonly place: CatalogPlace;
  /** @default - every service */
  readonly services: readonly string[];
  /** A name or an alias. @default - every environment */
  readonly environment: string | undefined;
  /** @default - every team */
  readonly team: string | undefined;
  readonly isJson: boolean;
}

/** A service as the list has it. */
interface ListedService {
  readonly name: string;
  readonly team: string;
  readonly system?: string | undefined;
  /** By environment; those in which it is not deployed are left out. */
  readonly environments: Readonly<Record<string, ListedRelease>>;
}

interface ListedRelease {
  readonly version: string;
  readonly digest?: string | undefined;
  /** Whether it ends there. */
  readonly retired: boolean;
}

/** Lists services with their teams and releases, as the catalog has them. */
export function listServices(options: ListOptions, { stdout }: Context): ExitCode {
  const { catalog } = loadCatalog(folderSource(options.place.catalog));
  const { environment } = findScope(catalog, options.environment, undefined);
  const problems = [...unknownServices(catalog, options.services), ...unknownTeam(catalog, options.team)];
  if (problems.length > 0) throw new InputError(problems);
  const environments = environment === undefined ? inOrderOfRelease(catalog) : [environment];
  const listed = inOrderOfNames(catalog.services)
    .map(([name]) => listedService(catalog, name, environments))
    .filter(({ name, team, environments: deployed }) => {
      const isAsked = options.services.length === 0 || options.services.includes(name);
      const isThere = environment === undefined || environment in deployed;
      return isAsked && isThere && team === (options.team ?? team);
    });
  stdout.write(options.isJson ? `${JSON.stringify({ services: listed }, null, 2)}\n` : tableOf(listed, environments));
  return 0;
}

function listedService(catalog: Catalog, name: string, environments: readonly string[]): ListedService {
  const entry = catalog.services.get(name);
  if (entry === undefined) throw new Error(`the catalog has no service "${name}"`);
  const { service, overlays } = entry;
  const releases = environments.flatMap((environment): readonly (readonly [string, ListedRelease])[] => {
    const overlay = overlays.get(environment);
    const where = catalog.environments.get(environment);
    if (overlay === undefined || where === undefined) return [];
    const { version, digest } = overlay.release;
    return [[environment, { version, digest, retired: isRetired(overlay, service, where) }]];
  });
  return { name, team: service.team, system: service.system, environments: Object.fromEntries(releases) };
}

function* unknownServices({ services }: Catalog, asked: readonly string[]): Iterable<Problem> {
  for (const name of asked) {
    if (services.has(name)) continue;
    yield unknownName('SERVICE', 'service', name, services.keys());
  }
}

function* unknownTeam({ platform: { teams } }: Catalog, team: string | undefined): Iterable<Problem> {
  if (team === undefined || Object.hasOwn(teams, team)) return;
  yield unknownName('--team', 'team', team, Object.keys(teams));
}

function tableOf(services: readonly ListedService[], environments: readonly string[]): string {
  if (services.length === 0) return 'there is no such service\n';
  const title = ['SERVICE', 'TEAM', ...environments.map((name) => name.toUpperCase())];
  const rows = services.map(({ name, team, environments: deployed }) => [
    name,
    team,
    ...environments.map((environment) => cellOf(deployed[environment])),
  ]);
  return `${alignRows([title, ...rows].map((row) => row.map((text) => ({ text })))).join('\n')}\n`;
}

function cellOf(release: ListedRelease | undefined): string {
  if (release === undefined) return '-';
  return release.retired ? `${release.version} (retired)` : release.version;
}
