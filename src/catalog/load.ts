import { hash } from 'node:crypto';

import type { Catalog, DocumentName, Breach } from '../model/catalog';
import { checkLaws } from '../model/laws';
import { InputError } from '../model/problem';
import type { Problem } from '../model/problem';
import { resolveAll } from '../model/resolve';
import type { Resolved } from '../model/resolve';
import { isSoftware } from '../model/software';
import { Locator } from '../yaml/locate';
import { CatalogBuilder } from './catalog-builder';
import { findRefusedTexts } from './refused-texts';
import { listDocuments } from './documents';
import type { CatalogFile } from './documents';
import { parseDocument } from './parse-document';
import type { DocumentValue } from './parse-document';
import { identityOfPrograms } from './render-tools';
import type { RenderTools } from './render-tools';
import type { AsyncCatalogSource, CatalogListing, CatalogSource, Contents } from './source';

/** A document as it was parsed, and what tells whether its file changed. */
export type ParsedDocument = DocumentValue & {
  /** What its source said of the file: another one when the content may be another one. */
  readonly identity: string;
  /** Hash of the file's bytes. */
  readonly hash: string;
  /** The file, for what shows only when it is rendered. @default - nothing of it may be wrong then */
  readonly source?: { readonly file: string; readonly text: string };
};

/** Documents by name. */
type ParsedDocuments = ReadonlyMap<DocumentName, ParsedDocument>;

/** A valid catalog, with all layers laid. */
export interface LoadedCatalog {
  readonly catalog: Catalog;
  /** Every placement with its layers laid; found when it is first asked for. */
  readonly resolved: readonly Resolved[];
  /** Hash of all documents. */
  readonly hash: string;
  /** What was parsed, for a later load of the same files. */
  readonly parsed: ParsedDocuments;
  /** What it may be rendered with, besides itself. @default - nothing */
  readonly tools?: RenderTools | undefined;
}

/**
 * Reads a catalog: the one door for what people write.
 *
 * @param known documents of an earlier load; one whose file has the same identity is not read again. Its value must
 *   have come out of these schemas, in a catalog that was valid as a whole: the caller keeps it apart by version of the
 *   program.
 * @param lawful hash of all documents of a catalog that kept all laws: they are not asked of the same documents again
 * @param tools what it may be rendered with @default - nothing: no service may be a chart
 * @throws InputError with every problem of every file, each with line and column
 */
export function loadCatalog(
  source: CatalogSource,
  known: ParsedDocuments = new Map(),
  lawful?: string,
  tools?: RenderTools,
): LoadedCatalog {
  const loading = load(source, known, lawful, tools);
  for (let step = loading.next(); ; step = loading.next(source.read(step.value))) if (step.done) return step.value;
}

/** Does what `loadCatalog` does, for a source whose contents have to be waited for. */
export async function loadCatalogAsync(
  source: AsyncCatalogSource,
  known: ParsedDocuments = new Map(),
  lawful?: string,
  tools?: RenderTools,
): Promise<LoadedCatalog> {
  const loading = load(source, known, lawful, tools);
  for (let step = loading.next(); ; step = loading.next(await source.read(step.value)))
    if (step.done) return step.value;
}

/**
 * What the files of a catalog say, each valid by itself, before anybody asks whether they fit together.
 *
 * @throws InputError with every problem of every file
 */
export function readCatalog(source: CatalogSource): Catalog {
  const reading = readDocuments(source, new Map());
  for (let step = reading.next(); ; step = reading.next(source.read(step.value)))
    if (step.done) return step.value.catalog;
}

/** A load that stops where it needs contents: it asks for them by name, and goes on when it is given them. */
type Loading<Result> = Generator<readonly DocumentName[], Result, Contents>;

/** What the files of a catalog say, each valid by itself, and the contents that were read for it. */
interface ReadDocuments {
  readonly catalog: Catalog;
  readonly parsed: ParsedDocuments;
  readonly contents: Contents;
}

function* readDocuments(listing: CatalogListing, known: ParsedDocuments): Loading<ReadDocuments> {
  const { files, problems: stray } = listDocuments(listing);
  const problems: Problem[] = stray.map((problem) => ({ ...problem, file: shownIn(listing, problem.file) }));
  const unread = files.filter(({ document, identity }) => known.get(document)?.identity !== identity);
  const contents = yield* ask(unread.map(({ document }) => document));
  const parsed = new Map<DocumentName, ParsedDocument>();
  const builder = new CatalogBuilder();
  for (const file of files) {
    const before = known.get(file.document);
    const result = before?.identity === file.identity ? before : parseFile(file, contents, listing);
    if ('problems' in result) {
      problems.push(...result.problems);
      continue;
    }
    parsed.set(file.document, result);
    builder.add(file.place, file.document, result);
  }
  // Laws look at files together: with a file missing, most of what they find would be wrong.
  const catalog = builder.catalog();
  if (catalog === undefined || problems.length > 0) throw new InputError(inOrder(problems));
  return { catalog, parsed, contents };
}

function* load(
  listing: CatalogListing,
  known: ParsedDocuments,
  lawful: string | undefined,
  tools: RenderTools | undefined,
): Loading<LoadedCatalog> {
  const { catalog, parsed, contents } = yield* readDocuments(listing, known);
  const loaded = new Loaded(catalog, parsed, tools);
  if (loaded.hash === lawful) return loaded;
  const refused: Breach[] = [];
  const unproven = new Set<unknown>();
  for (const [document, one] of parsed) {
    if (one === known.get(document)) continue;
    unproven.add(one.value);
    // What is packed there looks like chance, and is no text of the catalog.
    if (one.kind === 'software') continue;
    for (const found of findRefusedTexts(one.value)) refused.push({ document, ...found });
  }
  if (refused.length > 0) throw new InputError(inOrder(yield* placed(refused, listing, contents)));
  const isPlatformNew = unproven.has(catalog.platform);
  // An archive that is another one, or gone, changes none of the documents that a placement says.
  const isProven = ({ where, wants, overlay }: Resolved): boolean =>
    !(isPlatformNew || isSoftware(wants) || unproven.has(where) || unproven.has(wants) || unproven.has(overlay));
  const findings = checkLaws(catalog, loaded.resolved, isProven);
  if (findings.length > 0) throw new InputError(inOrder(yield* placed(findings, listing, contents)));
  return loaded;
}

// A commit is asked by processes, so nothing is asked for nothing.
function* ask(names: readonly DocumentName[]): Loading<Contents> {
  return names.length === 0 ? new Map() : yield names;
}

function parseFile(
  { document, place, identity }: CatalogFile,
  contents: Contents,
  listing: CatalogListing,
): ParsedDocument | { readonly problems: readonly Problem[] } {
  const content = contents.get(document);
  if (content === undefined) throw new Error(`the source listed "${document}", and has no content of it`);
  const parsed = parseDocument(place.kind, content, shownIn(listing, document));
  if ('problems' in parsed) return parsed;
  const source = isWrongWhenRendered(parsed)
    ? { file: shownIn(listing, document), text: content.toString('utf8') }
    : undefined;
  return { ...parsed, identity, hash: hash('sha256', content, 'base64'), ...(source && { source }) };
}

/** Patches, manifests and values are held against what is rendered, the schemas of a version of Kubernetes, and those of charts. */
function isWrongWhenRendered(document: DocumentValue): boolean {
  if (document.kind === 'manifests') return true;
  if (document.kind === 'service') {
    const { patches, chart, kustomization, values, extensions } = document.value;
    return [patches, chart, kustomization, values, extensions].some((said) => said !== undefined);
  }
  if (document.kind !== 'overlay') return false;
  const { patches, values, extensions } = document.value;
  return [patches, values, extensions].some((said) => said !== undefined);
}

/** Adds line and column to what laws found. A document that was known has not been read until now. */
function* placed(
  findings: readonly Breach[],
  listing: CatalogListing,
  contents: Contents,
): Loading<readonly Problem[]> {
  const names = new Set(findings.map(({ document }) => document));
  const others = yield* ask([...names].filter((name) => !contents.has(name)));
  const locators = new Map(
    [...names].map((name) => [name, new Locator((contents.get(name) ?? others.get(name))?.toString('utf8') ?? '')]),
  );
  return findings.map(({ document, ...rest }) => {
    const position = rest.path.length === 0 ? {} : locators.get(document)?.locate(rest.path, 'value');
    return { file: shownIn(listing, document), ...position, ...rest };
  });
}

/** The name of a document as people see it: with the folder that they named. */
function shownIn({ name }: CatalogListing, document: DocumentName): string {
  return name === '' ? document : `${name}/${document}`;
}

/** A catalog that was found to be valid. */
export class Loaded implements LoadedCatalog {
  private named: string | undefined;
  private all: readonly Resolved[] | undefined;

  constructor(
    readonly catalog: Catalog,
    readonly parsed: ParsedDocuments,
    readonly tools?: RenderTools,
  ) {}

  get hash(): string {
    if (this.named === undefined) {
      let names = '';
      let hasSoftware = false;
      for (const [name, { hash: content, kind }] of this.parsed) {
        names += `${name} ${content}\n`;
        hasSoftware ||= kind === 'software';
      }
      if (hasSoftware) names += `${identityOfPrograms(this.tools)}\n`;
      // Whoever has seen what they make has seen it of this code.
      if (this.tools?.extensions !== undefined) names += `extensions ${this.tools.extensions.hash}\n`;
      this.named = hash('sha256', names, 'base64');
    }
    return this.named;
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
