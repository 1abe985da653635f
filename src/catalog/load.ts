import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

import * as z from 'zod';

import type { Catalog, CatalogService, DocumentName, Finding } from '../model/catalog';
import { Environment } from '../model/environment';
import { checkLaws } from '../model/laws';
import { Overlay } from '../model/overlay';
import { Platform } from '../model/platform';
import { InputError } from '../model/problem';
import type { Problem } from '../model/problem';
import { resolveAll } from '../model/resolve';
import type { Resolved } from '../model/resolve';
import { Service } from '../model/service';
import { listDocuments } from './documents';
import type { CatalogFile, DocumentPlace } from './documents';
import { Locator } from '../yaml/locate';
import { readYaml } from './read-yaml';
import { schemaProblems } from './schema-problems';

/** The content of a document, by its kind. */
export type DocumentValue =
  | { readonly kind: 'platform'; readonly value: Platform }
  | { readonly kind: 'environment'; readonly value: Environment }
  | { readonly kind: 'service'; readonly value: Service }
  | { readonly kind: 'overlay'; readonly value: Overlay };

/** A document as it was parsed, and what tells whether its file changed. */
export type ParsedDocument = DocumentValue & {
  readonly signature: string;
  /** Hash of the file's bytes. */
  readonly hash: string;
};

/** A valid catalog, with all layers laid. */
export interface LoadedCatalog {
  readonly catalog: Catalog;
  /** Every placement with its layers laid; found when it is first asked for. */
  readonly resolved: readonly Resolved[];
  /** Hash of all documents. */
  readonly hash: string;
  /** What was parsed, for a later load of the same files. */
  readonly parsed: ReadonlyMap<DocumentName, ParsedDocument>;
}

/**
 * Reads a catalog: the one door for what people write.
 *
 * @param directory the folder that holds `platform.yaml`
 * @param known documents of an earlier load; one whose file has the same signature is not read again. Its value
 *   must have come out of these schemas, in a catalog that was valid as a whole: the caller keeps it apart by version
 *   of the program.
 * @param lawful hash of all documents of a catalog that kept all laws: they are not asked of the same documents again
 * @throws InputError with every problem of every file, each with line and column
 */
export function loadCatalog(
  directory: string,
  known: ReadonlyMap<DocumentName, ParsedDocument> = new Map(),
  lawful?: string,
): LoadedCatalog {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new InputError([
      {
        file: directory,
        path: [],
        message: 'there is no such folder',
        hint: 'name the catalog with --catalog, or make one with "slipway init"',
      },
    ]);
  }
  const { files, problems: stray } = listDocuments(directory);
  const reader = new DocumentReader(directory, known);
  const problems: Problem[] = stray.map((problem) => ({ ...problem, file: reader.shown(problem.file) }));
  const parsed = new Map<DocumentName, ParsedDocument>();
  const builder = new CatalogBuilder();
  for (const file of files) {
    const result = reader.read(file);
    if ('problems' in result) {
      problems.push(...result.problems);
      continue;
    }
    parsed.set(file.document, result);
    builder.add(file.place, result);
  }
  // Laws look at files together: with a file missing, most of what they find would be wrong.
  const catalog = builder.catalog();
  if (catalog === undefined || problems.length > 0) throw new InputError(inOrder(problems));

  const loaded = new Loaded(catalog, parsed);
  if (loaded.hash === lawful) return loaded;
  const unproven = new Set<unknown>();
  for (const [name, document] of parsed) if (document !== known.get(name)) unproven.add(document.value);
  const isProven = ({ where, wants, overlay }: Resolved): boolean =>
    ![catalog.platform, where, wants, overlay].some((value) => unproven.has(value));
  const findings = checkLaws(catalog, loaded.resolved, isProven);
  if (findings.length > 0) throw new InputError(inOrder(findings.map((finding) => reader.place(finding))));
  return loaded;
}

class Loaded implements LoadedCatalog {
  readonly hash: string;
  private all: readonly Resolved[] | undefined;

  constructor(
    readonly catalog: Catalog,
    readonly parsed: ReadonlyMap<DocumentName, ParsedDocument>,
  ) {
    const hash = createHash('sha256');
    for (const [name, document] of parsed) hash.update(`${name} ${document.hash}\n`);
    this.hash = hash.digest('base64');
  }

  get resolved(): readonly Resolved[] {
    this.all ??= resolveAll(this.catalog);
    return this.all;
  }
}

/** By file and place. What is said of a whole file comes first. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) =>
      (a.file === b.file ? 0 : a.file < b.file ? -1 : 1) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

/** A number or a word, as it is written. */
const scalar = /^[-+.\w]+/;

class DocumentReader {
  constructor(
    private readonly directory: string,
    private readonly known: ReadonlyMap<DocumentName, ParsedDocument>,
  ) {}

  /** The name of a document as people see it: with the folder that they named. */
  shown(document: DocumentName): string {
    return `${basename(this.directory)}/${document}`;
  }

  read({ document, place, signature }: CatalogFile): ParsedDocument | { readonly problems: readonly Problem[] } {
    const before = this.known.get(document);
    if (before?.signature === signature) return before;
    const bytes = readFileSync(join(this.directory, document));
    const file = this.shown(document);
    const read = readYaml(bytes, file);
    if ('problems' in read) return read;
    const parsed = parseAs(place.kind, read.value);
    if (!(parsed instanceof z.ZodType)) {
      return { ...parsed, signature, hash: createHash('sha256').update(bytes).digest('base64') };
    }
    const text = bytes.toString('utf8');
    const locator = new Locator(text);
    const lines = text.split('\n');
    const written = (path: Problem['path']): string | undefined => {
      const { line, column } = locator.locate(path, 'value') ?? { line: 0, column: 0 };
      return scalar.exec(lines[line - 1]?.slice(column - 1) ?? '')?.[0];
    };
    const problems = schemaProblems(parsed, read.value, written);
    return {
      problems: problems.map(({ at, ...problem }) => ({ file, ...locator.locate(problem.path, at), ...problem })),
    };
  }

  /** Adds line and column to what a law found. */
  place(finding: Finding): Problem {
    const text = readFileSync(join(this.directory, finding.document), 'utf8');
    const { document, ...rest } = finding;
    const position = finding.path.length === 0 ? {} : new Locator(text).locate(finding.path, 'value');
    return { file: this.shown(document), ...position, ...rest };
  }
}

/** Parses a value as the kind that its place says; the schema that refused it when it is not one. */
function parseAs(kind: DocumentPlace['kind'], value: unknown): DocumentValue | z.ZodType {
  switch (kind) {
    case 'platform': {
      const result = Platform.safeParse(value);
      return result.success ? { kind, value: result.data } : Platform;
    }
    case 'environment': {
      const result = Environment.safeParse(value);
      return result.success ? { kind, value: result.data } : Environment;
    }
    case 'service': {
      const result = Service.safeParse(value);
      return result.success ? { kind, value: result.data } : Service;
    }
    case 'overlay': {
      const result = Overlay.safeParse(value);
      return result.success ? { kind, value: result.data } : Overlay;
    }
  }
}

/** Puts documents where they belong. */
class CatalogBuilder {
  private platform: Platform | undefined;
  private readonly environments = new Map<string, Environment>();
  private readonly services = new Map<string, { service: Service | undefined; overlays: Map<string, Overlay> }>();

  add(place: DocumentPlace, document: DocumentValue): void {
    if (document.kind === 'platform') this.platform = document.value;
    if (document.kind === 'environment' && place.kind === 'environment')
      this.environments.set(place.environment, document.value);
    if (document.kind === 'service' && place.kind === 'service') this.entry(place.service).service = document.value;
    if (document.kind === 'overlay' && place.kind === 'overlay')
      this.entry(place.service).overlays.set(place.environment, document.value);
  }

  /** @returns undefined when there is no platform */
  catalog(): Catalog | undefined {
    if (this.platform === undefined) return undefined;
    const services = new Map<string, CatalogService>();
    for (const [name, { service, overlays }] of this.services) {
      if (service !== undefined) services.set(name, { service, overlays });
    }
    return { platform: this.platform, environments: this.environments, services };
  }

  private entry(name: string): { service: Service | undefined; overlays: Map<string, Overlay> } {
    const existing = this.services.get(name);
    if (existing !== undefined) return existing;
    const entry = { service: undefined, overlays: new Map<string, Overlay>() };
    this.services.set(name, entry);
    return entry;
  }
}
