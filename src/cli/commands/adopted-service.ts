import { editCatalog } from '../../catalog/edit';
import { loadCatalog } from '../../catalog/load';
import type { LoadedCatalog } from '../../catalog/load';
import type { CatalogSource } from '../../catalog/source';
import type { DiffReport } from '../../diff/report';
import { schemasByVersion } from '../../manifest-schemas/for-version';
import { documents } from '../../model/catalog';
import { hostsWithoutWay } from '../../model/hosts-without-way';
import { place } from '../../model/place';
import { describeProblem, InputError } from '../../model/problem';
import { Refusal } from '../../model/refusal';
import { unsaidProbe } from '../../model/unsaid-probe';
import { renderingOf } from '../../render/rendering';
import { findScope } from '../../render/scope';
import { wantedTree } from '../../render/wanted-tree';
import { changesOf } from '../../review/changes-of';
import type { TreeBefore } from '../../review/tree-before';
import type { Operation } from '../../yaml/operation';

/** A service whose list of conventions that it has not adopted gets shorter. */
export interface AdoptingService {
  readonly source: CatalogSource;
  readonly loaded: LoadedCatalog;
  readonly service: string;
  /** As its file has them. */
  readonly unadopted: readonly string[];
  /** Root of this package. */
  readonly packageRoot: string;
}

/** What becomes of a service that adopts conventions. */
export interface Adopted {
  readonly names: readonly string[];
  /** Its file. */
  readonly text: string;
  /** What that changes where it is deployed. */
  readonly report: DiffReport;
  /** What no diff shows, in words. */
  readonly notes: readonly string[];
}

/** A convention that cannot be taken, and why. */
export interface NotTaken {
  readonly name: string;
  readonly why: string;
}

/**
 * Takes as many of some conventions as can be taken: one that a file contradicts keeps no other from it.
 *
 * @returns what becomes of the service, undefined where none can be taken, and those that cannot
 */
export function takeOn(
  adopting: AdoptingService,
  names: readonly string[],
): { readonly adopted: Adopted | undefined; readonly notTaken: readonly NotTaken[] } {
  const notTaken: NotTaken[] = [];
  const fit = names.filter((name) => {
    const why = whatIsUnsaid(adopting, name);
    if (why !== undefined) notTaken.push({ name, why });
    return why === undefined;
  });
  if (fit.length === 0) return { adopted: undefined, notTaken };
  const all = attempt(adopting, fit);
  if (typeof all !== 'string') return { adopted: all, notTaken };
  let adopted: Adopted | undefined;
  for (const name of fit) {
    // Of one alone it is known already.
    const more = fit.length === 1 ? all : attempt(adopting, [...(adopted?.names ?? []), name]);
    if (typeof more === 'string') notTaken.push({ name, why: more });
    else adopted = more;
  }
  return { adopted, notTaken };
}

/** @returns why it cannot be, in words, where it cannot */
function attempt(adopting: AdoptingService, names: readonly string[]): Adopted | string {
  try {
    return withAdopted(adopting, names);
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(describeProblem).join('; and ');
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** What a person has to say before: Slipway does not know what a program answers. */
function whatIsUnsaid({ source, loaded, service }: AdoptingService, name: string): string | undefined {
  const probe = /^(liveness|readiness)-probe$/.exec(name)?.[1];
  if (probe !== 'liveness' && probe !== 'readiness') return undefined;
  const [unsaid] = loaded.resolved
    .filter((one) => one.service === service)
    .flatMap((one) => unsaidProbe(one, probe) ?? []);
  if (unsaid === undefined) return undefined;
  const example = unsaid.setting.endsWith('.path') ? '/healthz' : 'grpc';
  return (
    `nothing says what its ${probe} probe may ask, and ${unsaid.asks} is a guess: say it first in ` +
    `${source.name}/${documents.service(service)}, as in "${unsaid.setting}: ${example}"; "probes.${probe}.protocol: tcp" asks whether its port is open`
  );
}

function withAdopted(
  { source, loaded, service, unadopted, packageRoot }: AdoptingService,
  names: readonly string[],
): Adopted {
  const document = documents.service(service);
  const places = unadopted.flatMap((name, index) => (names.includes(name) ? [index] : []));
  const operations: readonly Operation[] =
    places.length === unadopted.length
      ? [{ kind: 'remove', path: ['unadopted'] }]
      : places.toReversed().map((index) => ({ kind: 'remove', path: ['unadopted', index] }));
  const before = source.read([document]).get(document)?.toString('utf8') ?? '';
  const { texts } = editCatalog(new Map([[document, { kind: 'change', operations }]]), () => before, source.name);
  const text = texts.get(document) ?? before;
  const edited: CatalogSource = {
    ...source,
    identityOf: (file) => (file === document ? 'edited' : source.identityOf(file)),
    read: (files) =>
      new Map(
        [...source.read(files)].map(([file, content]) => [file, file === document ? Buffer.from(text) : content]),
      ),
  };
  const now = loadCatalog(edited, loaded.parsed, undefined, loaded.tools);
  const rendering = (one: LoadedCatalog) =>
    renderingOf(wantedTree(one, findScope(one.catalog, undefined, service)), 'sha1', undefined);
  const was = rendering(loaded);
  const tree: TreeBefore = {
    name: 'what it is now',
    hash: 'sha1',
    idByPath: was.idByPath,
    read: (paths) =>
      new Map(
        paths.flatMap((path) => {
          const one = was.textOf(path);
          return one === undefined ? [] : [[path, one] as const];
        }),
      ),
  };
  const report = changesOf(
    tree,
    { catalog: now.catalog, rendering: rendering(now) },
    { schemasFor: schemasByVersion(packageRoot) },
  );
  return { names, text, report, notes: names.includes('network-policy') ? cutOff(now, service) : [] };
}

/** Hosts that pods would no longer reach, as far as variables tell. */
function cutOff({ catalog, resolved }: LoadedCatalog, service: string): readonly string[] {
  const found = place(catalog, resolved).placements.filter((one) => one.service === service && !one.isRetired);
  const environmentsByHost = new Map<string, string[]>();
  for (const one of found)
    for (const { variable, host } of hostsWithoutWay(one)) {
      const text = `${host} (${variable})`;
      environmentsByHost.set(text, [...(environmentsByHost.get(text) ?? []), one.environment]);
    }
  return [...environmentsByHost].map(([text, environments]) => {
    const where = environments.length === found.length ? '' : ` in ${environments.join(', ')}`;
    return `can no longer be reached${where}: ${text}, which neither dependsOn nor egress names`;
  });
}
