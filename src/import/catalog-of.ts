import type { ManifestObject } from '../manifests/manifest';
import { textAt } from '../manifests/value-at';
import { documents, inOrderOfNames } from '../model/catalog';
import { groupBy } from '../model/group-by';
import { hasRegistry } from '../model/image-reference';
import { fill } from '../model/names';
import { Platform } from '../model/platform';
import { amountsFor, type Sized } from './amounts';
import { withWeights } from './canary-weights';
import { decideDependencies } from './depend';
import { environmentDocument, environmentNamespace, hostPattern } from './environment-data';
import { factsOf, namespacePattern, type Facts } from './facts';
import type { Note, PlacedNote } from './note';
import { platformDocument, type KnownNames } from './platform-data';
import { serviceDocuments, type ImportedService } from './service-data';
import { mostCommon } from './split';
import type { ImportedTree, TreeEnvironment } from './tree';
import { catalogFileText, type CatalogDocument } from './write-document';

/** A catalog made of manifests. */
export interface ImportedCatalog {
  /** Text of each file, by its name below the catalog's folder. */
  readonly files: ReadonlyMap<string, string>;
  /** The same before they are written. */
  readonly documents: readonly CatalogDocument[];
  readonly notes: readonly PlacedNote[];
  /** What each environment says of each service. */
  readonly facts: readonly Facts[];
}

/**
 * Says a tree of manifests as a catalog. What it cannot say, the comparison with what the catalog renders shows.
 *
 * @param change what is left of the facts of all services, where not all of them are to be said @default - all of them
 * @param more kinds that become services, besides workloads that go on @default - none
 */
export function catalogOf(
  tree: ImportedTree,
  known: KnownNames,
  change: (all: readonly Facts[]) => readonly Facts[] = (all) => all,
  more: readonly string[] = [],
): ImportedCatalog {
  const facts = withWeights(change(tree.environments.flatMap((environment) => factsOf(environment, more))));
  const byService = new Map(inOrderOfNames(groupBy(facts, ({ service }) => service)));
  const byEnvironment = groupBy(facts, ({ environment }) => environment);
  const registries = facts.flatMap(({ repository }) =>
    hasRegistry(repository) ? repository.slice(0, repository.lastIndexOf('/')) : [],
  );
  // What a tool fills in when it builds, such as `ko://`, is no registry.
  const sayable = registries.filter((one) => Platform.shape.registry.safeParse(one).success);
  const registry = mostCommon(sayable) ?? 'ghcr.io/your-org';
  const dependencies = decideDependencies(byService);
  const applications = tree.outside
    .concat(tree.environments.flatMap(({ objects }) => objects))
    .filter(({ kind, group }) => kind === 'Application' && group === 'argoproj.io');
  const hosts = new Map([...byEnvironment].map(([name, own]) => [name, hostPattern(own)]));
  const isVaried = (service: string): boolean => new Set(byService.get(service)?.map(namespacePattern)).size > 1;
  const namespaces = new Map([...byEnvironment].map(([name, own]) => [name, environmentNamespace(own, isVaried)]));

  const services = new Map<string, ImportedService>();
  const others = otherClusters(tree, facts);
  const notes: PlacedNote[] = [...others].map((name) => ({
    kind: 'fill',
    key: 'cluster',
    text: `"${name}" has a namespace of another environment, so it is another cluster; write its address`,
    document: documents.environment(name),
  }));
  for (const [name, all] of byService) {
    const team = mostCommon(all.flatMap((one) => one.team ?? []));
    const own = mostCommon(all.map(namespacePattern));
    const imported = serviceDocuments(all, {
      team: team ?? known.team ?? 'unowned',
      registry,
      dependsOn: dependencies.byService.get(name) ?? [],
      namespace: !isVaried(name) && all.some((one) => namespaces.get(one.environment) !== own) ? own : undefined,
      isUsualHost: (one) => isUsualHost(one, hosts.get(one.environment)),
      notes: [
        ...(team === undefined && known.team === undefined ? all.slice(0, 1).map(unownedNote) : []),
        ...(dependencies.notes.get(name) ?? []),
      ],
    });
    services.set(name, imported);
    notes.push(...imported.notes);
  }
  const all: readonly CatalogDocument[] = [
    platformDocument(
      facts,
      tree.environments.map(({ name }) => name),
      applications,
      registry,
      known,
    ),
    ...tree.environments.map((environment) =>
      environmentDocument(
        environment,
        byEnvironment.get(environment.name) ?? [],
        applicationOf(environment, applications),
        amountsFor(sizesIn(environment, facts, services)),
        namespaces.get(environment.name) ?? '{environment}',
        others.has(environment.name),
      ),
    ),
    ...[...services.values()].flatMap(({ service, overlays }) => [service, ...overlays]),
  ];
  const files = new Map(all.map((document) => [document.name, catalogFileText(document)]));
  return { files, documents: all, notes, facts };
}

/** Environments with a namespace that one before them has: a cluster has a namespace once. */
function otherClusters({ environments }: ImportedTree, facts: readonly Facts[]): ReadonlySet<string> {
  const taken = new Set<string>();
  const others = new Set<string>();
  for (const { name } of environments) {
    // Without a namespace the catalog takes the name of the environment, which no other has.
    const own = facts.filter(({ environment }) => environment === name).flatMap(({ namespace }) => namespace ?? []);
    if (own.some((namespace) => taken.has(namespace))) others.add(name);
    for (const namespace of own) taken.add(namespace);
  }
  return others;
}

function unownedNote({ group }: Facts): Note {
  const text = 'no label says which team owns it; name the team with --team, or here';
  return { kind: 'fill', key: 'team', text, object: group.workload, path: ['metadata'] };
}

function isUsualHost({ exposure, service, environment }: Facts, pattern: string | undefined): boolean {
  if (pattern === undefined || exposure?.hosts.length !== 1) return false;
  return exposure.hosts[0] === fill(pattern, { service, environment });
}

function sizesIn(
  { name }: TreeEnvironment,
  facts: readonly Facts[],
  services: ReadonlyMap<string, ImportedService>,
): readonly Sized[] {
  return facts
    .filter(({ environment }) => environment === name)
    .flatMap(({ service, namespace = '' }) => {
      const settings = services.get(service)?.settings.get(name);
      return settings === undefined ? [] : [{ namespace, settings }];
    });
}

/** An Application that applies an environment: one whose path ends as a folder of it does. */
function applicationOf(
  { paths }: TreeEnvironment,
  applications: readonly ManifestObject[],
): ManifestObject | undefined {
  return applications.find(({ value }) => {
    const path = textAt(value, ['spec', 'source', 'path']);
    return (
      path !== undefined && paths.some((one) => one === path || one.endsWith(`/${path}`) || path.endsWith(`/${one}`))
    );
  });
}
