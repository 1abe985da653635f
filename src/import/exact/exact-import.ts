import type { ManifestObject } from '../../manifests/manifest';
import { textAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';
import { documents } from '../../model/catalog';
import { groupBy } from '../../model/group-by';
import { InputError, formatPath } from '../../model/problem';
import type { Problem } from '../../model/problem';
import { routesInManifests } from '../canary-weights';
import { catalogOf } from '../catalog-of';
import type { ImportedCatalog } from '../catalog-of';
import type { Facts } from '../facts';
import type { ImportedTree, TreeEnvironment } from '../tree';
import { catalogFileText } from '../write-document';
import type { CatalogDocument } from '../write-document';
import { differencesOf, objectsOfService } from './differences';
import type { Difference } from './differences';
import { withExact, withoutBounds } from './exact-documents';
import type { ExactImport, ExactOptions } from './exact-question';
import { exactFacts } from './exact-facts';
import { jobKinds } from './exact-job';
import { exactService, questionOf } from './exact-service';
import type { ExactService } from './exact-service';
import { documentsOfShared, questionsOfShared, sharedServices } from './exact-variants';
import type { SharedService } from './exact-variants';
import { filesOfManifests, manifestFiles } from './manifest-files';
import type { ManifestFile } from './manifest-files';
import { Memberships } from './memberships';
import { fieldsOfObjects } from './exact-fields';
import { RefusedObjects, atItsSource } from './refused-objects';
import { withStorePlaces } from './store-places';
import { Unsayable, serviceOfFile } from './unsayable';
import { wantedObjects } from './wanted-objects';

/**
 * Makes a catalog that renders, for every object of a tree, one that says the same to a server: in the words of the catalog
 * where it has them, else by a patch, else as a manifest.
 *
 * @throws InputError when what is left is no catalog, whatever is done about it
 */
export function exactImport(tree: ImportedTree, options: ExactOptions): ExactImport {
  const { environments, secrets, leftBehind } = wantedObjects(tree, options.keepsPlainSecrets);
  const found = catalogOf({ ...tree, environments, outside: [] }, options.known, exactFacts, [...jobKinds]);
  const base = withStorePlaces(found, environments);
  return { ...new Importer(base, environments, options).run(), secrets, leftBehind };
}

class Importer {
  private readonly factsByService: ReadonlyMap<string, readonly Facts[]>;
  private readonly unsayable = new Unsayable();
  private readonly asManifests = this.unsayable.services;
  private readonly shared: ReadonlyMap<string, readonly SharedService[]>;
  private readonly memberships: Memberships;
  private readonly refused = new RefusedObjects();
  /** What files of manifests were written of, as of the last rendering. */
  private written: ReadonlyMap<string, ManifestObject> = new Map();

  constructor(
    private readonly base: ImportedCatalog,
    private readonly environments: readonly TreeEnvironment[],
    private readonly options: ExactOptions,
  ) {
    this.factsByService = groupBy(base.facts, ({ service }) => service);
    this.shared = sharedServices(environments, base.facts);
    this.memberships = new Memberships(base.facts);
  }

  run(): Omit<ExactImport, 'secrets' | 'leftBehind'> {
    for (;;) {
      const plain = this.documentsWith(new Map());
      const first = this.render(plain);
      if (first === undefined) continue;
      const exact = this.exactServices(first);
      const files = this.documentsWith(exact);
      const rendered = this.render(files);
      if (rendered === undefined) continue;
      const differences = this.compare(rendered);
      const wrong = differences.map(({ service }) => service).filter((name) => this.isSayable(name));
      if (wrong.length === 0) return this.report(files, exact, differences);
      for (const name of wrong) this.asManifests.add(name);
    }
  }

  private isSayable(service: string): boolean {
    return (this.factsByService.has(service) || this.shared.has(service)) && !this.asManifests.has(service);
  }

  /** @returns undefined when services cannot be said: they are manifests from now on */
  private render(files: ReadonlyMap<string, string>): readonly ManifestObject[] | undefined {
    const rendered = this.options.render(files);
    if (!(rendered instanceof InputError)) return rendered;
    if (this.unsayable.learn(rendered.problems, (name) => this.isSayable(name))) return undefined;
    const fewer = this.refused.learn(rendered.problems, (file) => this.written.get(file));
    // It may have been this object for which a service could not be said.
    for (const service of fewer) this.unsayable.forget(service);
    if (fewer.length > 0) return undefined;
    throw new InputError(rendered.problems.map((problem) => this.atSource(problem)));
  }

  /** Nobody has seen the files of a catalog that is not written: what is wrong with a service is so in its workload's file. */
  private atSource(problem: Problem): Problem {
    const service = serviceOfFile(problem.file);
    const [facts] = this.factsByService.get(service) ?? [];
    const object = facts?.group.workload ?? this.shared.get(service)?.[0]?.object;
    if (object === undefined) return problem;
    return {
      ...atItsSource({ ...problem, path: [] }, object),
      message: `${formatPath(problem.path)}: ${problem.message}`,
    };
  }

  private exactServices(rendered: readonly ManifestObject[]): ReadonlyMap<string, ExactService> {
    const exact = new Map<string, ExactService>();
    const add = (service: string, found: ExactService | undefined): void => {
      if (found === undefined) this.asManifests.add(service);
      else exact.set(service, found);
    };
    for (const [service, all] of this.factsByService) {
      if (this.asManifests.has(service)) continue;
      const questions = all.map((facts) =>
        questionOf(this.unsayable.said(facts), madeOf(facts), this.membersOf(facts)),
      );
      add(service, exactService(questions, this.options.schemas));
    }
    for (const [service, shared] of this.shared) {
      if (this.asManifests.has(service)) continue;
      const questions = questionsOfShared(shared, (environment) => valuesOf(service, environment));
      add(service, exactService(questions, this.options.schemas));
    }
    return exact;

    function madeOf(facts: Facts): readonly Mapping[] {
      const given = new Set(routesInManifests(facts).map(({ kind, name }) => `${kind} ${name}`));
      return valuesOf(facts.service, facts.environment).filter(
        (one) => !given.has(`${String(one['kind'])} ${textAt(one, ['metadata', 'name'])}`),
      );
    }
    function valuesOf(service: string, environment: string): readonly Mapping[] {
      return objectsOfService(rendered, service, environment).map(({ value }) => value);
    }
  }

  /** Objects of a service, each of one service only. */
  private membersOf(facts: Facts): readonly ManifestObject[] {
    return this.memberships.of(facts).filter((one) => !this.refused.has(one));
  }

  /** The files of the catalog. @param exact what services say besides settings; nothing yet for the first rendering */
  private documentsWith(exact: ReadonlyMap<string, ExactService>): ReadonlyMap<string, string> {
    const files = new Map<string, string>();
    const written = new Map<string, ManifestObject>();
    const add = (own: ReadonlyMap<string, ManifestFile>): void => {
      for (const [file, { text, object }] of own) {
        files.set(file, text);
        if (object !== undefined) written.set(file, object);
      }
    };
    for (const document of this.base.documents) {
      const [folder, name = ''] = document.name.split('/');
      if (folder === 'environments')
        files.set(document.name, catalogFileText(withoutBounds(this.unsayable.sayableEnvironment(document))));
      else if (folder !== 'services' || !this.asManifests.has(name)) {
        const own = folder === 'services' ? this.serviceDocument(document, name, exact.get(name)) : document;
        files.set(document.name, catalogFileText(own));
      }
    }
    for (const [service, shared] of this.shared)
      if (!this.asManifests.has(service))
        for (const document of documentsOfShared(shared, this.teamOf(service), exact.get(service)))
          files.set(document.name, catalogFileText(document));
    // Before anything is known of a service, what its words are about has to be there.
    for (const [service, all] of this.factsByService)
      if (!exact.has(service) && !this.asManifests.has(service))
        add(manifestFiles(service, new Map(all.map((facts) => [facts.environment, routesInManifests(facts)]))));
    for (const [service, { environments }] of exact)
      add(
        manifestFiles(
          service,
          mapValues(environments, ({ manifests }) => manifests),
        ),
      );
    for (const service of this.asManifests) {
      const all = this.factsByService.get(service) ?? [];
      const objects = new Map(all.map((facts) => [facts.environment, this.membersOf(facts)]));
      add(filesOfManifests(service, objects, this.teamOf(service)));
    }
    const rest = this.restName();
    add(filesOfManifests(rest, this.restObjects(), this.teamOf(rest)));
    this.written = written;
    return files;
  }

  private serviceDocument(written: CatalogDocument, name: string, exact: ExactService | undefined): CatalogDocument {
    return withExact(this.unsayable.sayable(written, name), this.factsByService.get(name) ?? [], exact);
  }

  /** Its own team, or any that the platform has. */
  private teamOf(service: string): string {
    const entries = (name: string) => this.base.documents.find((one) => one.name === name)?.entries ?? [];
    const teams = entries(documents.platform).find(({ key }) => key === 'teams');
    const [anyTeam = 'unowned'] = Object.keys(Object(teams?.value));
    return textAt(entries(documents.service(service))[0]?.value, []) ?? anyTeam;
  }

  /** What of each environment a catalog takes. */
  private takenEnvironments(): readonly TreeEnvironment[] {
    return this.environments.map(({ objects, ...environment }) => ({
      ...environment,
      objects: objects.filter((object) => !this.refused.has(object)),
    }));
  }

  private restObjects(): ReadonlyMap<string, readonly ManifestObject[]> {
    return new Map(
      this.takenEnvironments().map(({ name, objects }) => {
        const shared = new Set(this.sharedObjects());
        return [name, objects.filter((one) => this.memberships.ownerOf(one) === undefined && !shared.has(one))];
      }),
    );
  }

  /** Services of several variants that are said in words. */
  private sharedObjects(): readonly ManifestObject[] {
    return [...this.shared].flatMap(([name, all]) =>
      this.asManifests.has(name) ? [] : all.map(({ object }) => object),
    );
  }

  private restName(): string {
    const { rest } = this.options;
    const isTaken = this.factsByService.has(rest) || this.shared.has(rest);
    return isTaken || this.base.facts.some(({ system }) => system === rest) ? `${rest}-shared` : rest;
  }

  /** What is not rendered as it is in the tree. */
  private compare(rendered: readonly ManifestObject[]): readonly Difference[] {
    const rest = this.restName();
    return this.takenEnvironments().flatMap((environment) => {
      const serviceOf = (object: ManifestObject): string =>
        this.memberships.ownerOf(object) ??
        [...this.shared].find(([, all]) => all.some((one) => one.object === object))?.[0] ??
        rest;
      // A catalog that is there has services of its own, which are no business of this import.
      const names = [...this.factsByService.keys(), ...this.shared.keys(), rest];
      return differencesOf(environment, rendered, names, serviceOf, this.options.schemas);
    });
  }

  private report(
    files: ReadonlyMap<string, string>,
    exact: ReadonlyMap<string, ExactService>,
    differences: readonly Difference[],
  ): Omit<ExactImport, 'secrets' | 'leftBehind'> {
    const all = this.takenEnvironments().flatMap(({ objects }) => objects);
    const placements = [...exact.values()].flatMap(({ environments }) => [...environments.values()]);
    const unadopted = new Map<string, number>();
    for (const one of exact.values())
      for (const name of one.unadopted) unadopted.set(name, (unadopted.get(name) ?? 0) + 1);
    const whole = [...this.asManifests]
      .flatMap((name) => this.factsByService.get(name) ?? [])
      .flatMap((facts) => this.membersOf(facts));
    const manifests = [
      ...placements.flatMap((one) => one.manifests),
      ...whole,
      ...[...this.restObjects().values()].flat(),
    ];
    return {
      files,
      services: [...files.keys()].flatMap((file) => /^services\/([^/]+)\/service\.yaml$/.exec(file)?.[1] ?? []).sort(),
      asManifests: [...this.asManifests].sort(),
      objects: all.length,
      differences,
      problems: this.refused.problems,
      fields: fieldsOfObjects(
        all,
        placements.flatMap(({ patches }) => patches),
        manifests,
      ),
      unadopted,
      unversioned: [...exact].flatMap(([name, one]) => (one.unadopted.includes('pinned-version') ? [name] : [])),
    };
  }
}

function mapValues<Key, From, To>(map: ReadonlyMap<Key, From>, change: (value: From) => To): ReadonlyMap<Key, To> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
