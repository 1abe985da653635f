import { at, isSame, keysOf } from './data';
import type { Seen, SeenCatalog, SeenRecord } from './history';

/** One thing that a commit does in an environment, found from its files and not from what it says of itself. */
export interface Doing {
  readonly environment: string;
  /** @default - it is of no service */
  readonly service?: string;
  readonly kind:
    'release' | 'scale' | 'setting' | 'service' | 'hold' | 'freeze' | 'gates' | 'environment' | 'rendering';
}

/** A commit and the one before. */
export interface Change {
  readonly before: Seen;
  readonly after: Seen;
  /** Undefined for a commit without a record. */
  readonly record: SeenRecord | undefined;
  readonly doings: readonly Doing[];
}

const quiet: ReadonlySet<string> = new Set(['hold', 'freeze', 'gates']);

/** Whether it changes what runs. */
export function isDeploying({ kind }: Doing): boolean {
  return !quiet.has(kind);
}

/** Each commit with what it does. */
export function changesIn(all: readonly Seen[]): readonly Change[] {
  return all.slice(1).flatMap((after, index) => {
    const before = all[index];
    return before === undefined
      ? []
      : [{ before, after, record: after.records[0], doings: [...doingsOf(before, after)] }];
  });
}

function* doingsOf(before: Seen, after: Seen): Iterable<Doing> {
  const said = [...saidDoings(before.catalog, after)];
  yield* said;
  for (const environment of after.catalog.environments.keys()) {
    const isSaid = said.some((one) => one.environment === environment && isDeploying(one));
    if (!isSaid && after.paths.some((path) => isBytesOf(path, environment))) yield { environment, kind: 'rendering' };
  }
}

function* saidDoings(was: SeenCatalog, after: Seen): Iterable<Doing> {
  const { catalog: is } = after;
  const isOthers = !isSame(withoutHolds(was.platform), withoutHolds(is.platform)) || !isSame(was.people, is.people);
  for (const [environment, now] of is.environments) {
    const then = was.environments.get(environment);
    if (isOthers) yield { environment, kind: 'gates' };
    else if (!isSame(was.platform, is.platform)) yield { environment, kind: 'hold' };
    for (const key of differing(then, now)) {
      const kind = key === 'freezes' ? 'freeze' : key === 'gates' || key === 'hold' ? key : 'environment';
      yield { environment, kind };
    }
  }
  for (const place of new Set([...was.overlays.keys(), ...is.overlays.keys()])) {
    const [service = '', environment = ''] = place.split(' ');
    const [then, now] = [was.overlays.get(place), is.overlays.get(place)];
    if (then === undefined || now === undefined) yield { environment, service, kind: 'service' };
    for (const key of differing(then, now)) yield { environment, service, kind: kindOf(key) };
    const folder = `services/${service}/overlays/${environment}/`;
    if (!after.paths.some((path) => path.startsWith(folder))) continue;
    for (const key of differing(was.services.get(service), is.services.get(service)))
      yield { environment, service, kind: kindOf(key) };
  }
}

function kindOf(key: string): Doing['kind'] {
  if (key === 'release' || key === 'scale' || key === 'hold') return key;
  if (key === 'scaleUntil') return 'scale';
  return key === 'retired' ? 'service' : 'setting';
}

function differing(then: unknown, now: unknown): readonly string[] {
  return [...new Set([...keysOf(then), ...keysOf(now)])].filter((key) => !isSame(at(then, key), at(now, key)));
}

function withoutHolds(platform: unknown): unknown {
  return JSON.parse(JSON.stringify(platform), (key, value: unknown) => (key === 'hold' ? undefined : value));
}

/** What freezes are rendered into deploys nothing. */
function isBytesOf(path: string, environment: string): boolean {
  if (path.startsWith(`argocd/${environment}/bootstrap/app-project-`)) return false;
  return (
    path.startsWith(`argocd/${environment}/`) || (path.startsWith('services/') && path.split('/')[3] === environment)
  );
}

/** A release that comes to an environment: other bytes than those that ran there. */
export interface Coming {
  readonly service: string;
  readonly environment: string;
  readonly release: unknown;
}

/** Releases that a commit brings. */
export function comingIn({ before, after, doings }: Change): readonly Coming[] {
  return doings.flatMap(({ kind, service, environment }) => {
    if (kind !== 'release' || service === undefined) return [];
    const [was, is] = [before, after].map(({ catalog }) =>
      at(catalog.overlays.get(`${service} ${environment}`), 'release'),
    );
    return is === undefined || isRelease(was, is) ? [] : [{ service, environment, release: is }];
  });
}

/** Whether two are the same bytes of the same version, however they came. */
export function isRelease(one: unknown, other: unknown): boolean {
  return at(one, 'version') === at(other, 'version') && at(one, 'digest') === at(other, 'digest');
}
