import type { Problem } from '../../model/problem';
import type { Facts } from '../facts';
import type { CatalogDocument } from '../write-document';

/** Keys without which a service is none: a problem of theirs is one of the whole service. */
const needed: ReadonlySet<string> = new Set(['image', 'ports', 'release', 'runs', 'team', 'variants']);

/** The same of an environment. */
const neededOfEnvironment: ReadonlySet<string> = new Set(['cluster', 'namespace', 'unadopted']);

/** The service that a file of a catalog is of; an empty text where it is of none. */
export function serviceOfFile(file: string): string {
  return /(?:^|\/)services\/([^/]+)\//.exec(file)?.[1] ?? '';
}

/** What the catalog refuses of an import, service by service: keys that are left to patches, and services as a whole. */
export class Unsayable {
  private readonly keys = new Map<string, Set<string>>();
  /** Keys of environments, by the name of their file below the catalog. */
  private readonly environmentKeys = new Map<string, Set<string>>();
  /** Services that are manifests. */
  readonly services = new Set<string>();

  /**
   * Takes in what the catalog says of files.
   *
   * @param isSayable whether a service is one of the import, and not given up yet
   * @returns whether anything was taken in: what is left is another catalog
   */
  learn(problems: readonly Problem[], isSayable: (service: string) => boolean): boolean {
    let hasLearnt = false;
    for (const { file, path } of problems) {
      if (this.learnOfEnvironment(file, path[0])) hasLearnt = true;
      const service = serviceOfFile(file);
      if (!isSayable(service)) continue;
      hasLearnt = true;
      const [key] = path;
      const own = this.keys.get(service) ?? new Set();
      this.keys.set(service, own);
      // What was left out already is not what is wrong.
      if (typeof key !== 'string' || needed.has(key) || own.has(key) || /\/manifests\//.test(file))
        this.services.add(service);
      else own.add(key);
    }
    return hasLearnt;
  }

  /** Begins anew with a service. */
  forget(service: string): void {
    this.services.delete(service);
    this.keys.delete(service);
  }

  private learnOfEnvironment(file: string, key: string | number | undefined): boolean {
    const [name] = /environments\/[^/]+$/.exec(file) ?? [];
    if (name === undefined || typeof key !== 'string' || neededOfEnvironment.has(key)) return false;
    const own = this.environmentKeys.get(name) ?? new Set();
    this.environmentKeys.set(name, own);
    if (own.has(key)) return false;
    own.add(key);
    return true;
  }

  /** An environment without what is refused of it: who needs it says it by patches. */
  sayableEnvironment(document: CatalogDocument): CatalogDocument {
    const own = this.environmentKeys.get(document.name);
    return own === undefined ? document : { ...document, entries: document.entries.filter(({ key }) => !own.has(key)) };
  }

  /** A document without what is refused of it, and without calls of services that listen on nothing in the catalog. */
  sayable(document: CatalogDocument, service: string): CatalogDocument {
    const own = this.keys.get(service);
    const entries = document.entries
      .filter(({ key }) => own?.has(key) !== true)
      .map((entry) =>
        entry.key === 'dependsOn' && Array.isArray(entry.value)
          ? { ...entry, value: entry.value.filter((one: unknown) => !this.services.has(nameOf(one))) }
          : entry,
      )
      .filter(({ key, value }) => key !== 'dependsOn' || !Array.isArray(value) || value.length > 0);
    return { ...document, entries };
  }

  /** Facts without the settings that are refused. */
  said(facts: Facts): Facts {
    const own = this.keys.get(facts.service);
    if (own === undefined) return facts;
    const settings = Object.fromEntries(Object.entries(facts.settings).filter(([key]) => !own.has(key)));
    return { ...facts, settings };
  }
}

/** A dependency is a name, or a mapping with one. */
function nameOf(dependency: unknown): string {
  if (typeof dependency === 'string') return dependency;
  return typeof dependency === 'object' && dependency !== null && 'service' in dependency
    ? String(dependency.service)
    : '';
}
