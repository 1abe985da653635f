import { readFileSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { charactersOf } from './characters';
import { looksFetched } from './looks-fetched';
import type { Path, UnfetchedLoad } from './manifest';
import { kustomizationFiles } from './object-of';
import { readDocument } from './read-document';
import { splitDocuments } from './split-documents';
import { isMapping } from './value-at';
import { isFile, whatIsAt } from './what-is-there';

/** What one folder with a kustomization says. */
interface FolderFacts {
  /** Why it is not to be built. */
  readonly reason: string | undefined;
  /** Real paths of the folders with kustomizations that it names. */
  readonly folders: readonly string[];
}

/**
 * Fields with texts of people that kustomize never takes for paths. Every other text may be one: a list of the fields that are
 * paths would have to be complete, and this one does not.
 */
const fieldsOfTexts: ReadonlySet<string> = new Set([
  'annotations',
  'commonAnnotations',
  'commonLabels',
  'images',
  'labels',
  'literals',
  'metadata',
  'patch',
  'value',
]);

/** Fields that name files which say what kustomize does, or have what would be in such a file. Go reads keys in any case. */
const fieldsOfSettings: ReadonlySet<string> = new Set(['generators', 'transformers', 'validators']);

/**
 * Decides before a build whether it would fetch anything. Everything that kustomize would read is looked at where it would be
 * read, also what is hidden or behind links; what cannot be decided is not built.
 */
export class RemoteLoads {
  private readonly factsByFolder = new Map<string, FolderFacts>();

  /** @param mayBeNamed whether a path is one that kustomizations may read, by `boundaryOf` */
  constructor(private readonly mayBeNamed: (path: string) => boolean) {}

  /** Why a kustomization is not to be built; undefined when it loads nothing from elsewhere. */
  whyNotBuilt(folder: string): string | undefined {
    const waiting = [realPath(folder)];
    const seen = new Set(waiting);
    for (const next of waiting) {
      const { reason, folders } = this.factsOf(next);
      if (reason !== undefined) return reason;
      for (const one of folders) {
        if (seen.has(one)) continue;
        seen.add(one);
        waiting.push(one);
      }
    }
    return undefined;
  }

  private factsOf(folder: string): FolderFacts {
    let facts = this.factsByFolder.get(folder);
    if (facts === undefined) {
      facts = readFolder(folder, this.mayBeNamed);
      this.factsByFolder.set(folder, facts);
    }
    return facts;
  }
}

function readFolder(folder: string, mayBeNamed: (path: string) => boolean): FolderFacts {
  const folders = new Set<string>();
  for (const file of kustomizationFiles
    .map((name) => join(folder, name))
    .filter((path) => whatIsAt(path) !== undefined)) {
    if (!isFile(file) || !mayBeNamed(file)) return { reason: outsideReason(basename(file)), folders: [] };
    const values = valuesIn(contentAt(file), true);
    if (values === undefined) return { reason: 'nobody can tell what one of its kustomizations loads', folders: [] };
    for (const value of values) {
      for (const text of textsIn(value)) {
        const path = resolve(folder, text);
        const stat = whatIsAt(path);
        // Most texts that lead to a folder mean none: "/" is a delimiter.
        if (stat === undefined || (stat.isDirectory() && !hasKustomization(path))) continue;
        if (!mayBeNamed(path)) return { reason: outsideReason(text), folders: [] };
        if (stat.isDirectory()) folders.add(realPath(path));
      }
      const reason = reasonIn(value, folder);
      if (reason !== undefined) return { reason, folders: [] };
    }
  }
  return { reason: undefined, folders: [...folders] };
}

function outsideReason(text: string): string {
  return `it names ${JSON.stringify(firstLine(text))}, which is outside of the repository, or what Git keeps in it`;
}

function reasonIn(kustomization: unknown, folder: string): string | undefined {
  const remote = remoteIn(kustomization);
  if (remote !== undefined || !isMapping(kustomization)) return remote;
  for (const [field, value] of Object.entries(kustomization)) {
    if (!fieldsOfSettings.has(field.toLowerCase())) continue;
    for (const text of textsIn(value)) {
      const reason = reasonInSettings(text, folder);
      if (reason !== undefined) return reason;
    }
  }
  return undefined;
}

/** Generators and transformers are files, or stand in the kustomization. */
function reasonInSettings(text: string, folder: string): string | undefined {
  const path = resolve(folder, text);
  // Patches and generators would make of them what nobody sees beforehand.
  if (whatIsAt(path)?.isDirectory() === true)
    return `its "${text}" is a folder, and what is made there could load anything`;
  // A file may be called like settings.
  for (const content of isFile(path) ? [contentAt(path), text] : [text]) {
    const values = valuesIn(content, false);
    if (values === undefined) return `nobody can tell what its "${firstLine(text)}" loads`;
    const reason = values.map(remoteIn).find((one) => one !== undefined);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function remoteIn(value: unknown): string | undefined {
  const text = textsIn(value).find(looksFetched);
  return text === undefined
    ? undefined
    : `it loads ${JSON.stringify(firstLine(text))}, and nothing is loaded from the network`;
}

/** What a kustomization itself would have fetched, and where it says so. */
export function fetchedBy(kustomization: unknown): readonly UnfetchedLoad[] {
  return placedTextsIn(kustomization, [])
    .filter(({ text }) => looksFetched(text))
    .map(({ text, path }) => ({ path, reason: `${JSON.stringify(firstLine(text))} would be fetched` }));
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, 200);
}

/** All texts that may be paths. */
function textsIn(value: unknown): readonly string[] {
  return placedTextsIn(value, []).map(({ text }) => text);
}

/** Generators write `key=file`. */
function placedTextsIn(value: unknown, path: Path): readonly { readonly text: string; readonly path: Path }[] {
  if (typeof value === 'string') {
    const texts = value.includes('=') ? [value, value.slice(value.indexOf('=') + 1)] : [value];
    return texts.map((text) => ({ text, path }));
  }
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => placedTextsIn(item, [...path, index]));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([field, item]) =>
    fieldsOfTexts.has(field) ? [] : placedTextsIn(item, [...path, field]),
  );
}

/** Documents of a text; undefined when kustomize may read others. It takes the last one of repeated keys, as the reader does. */
function valuesIn(content: string | Buffer | undefined, mayRepeatKeys: boolean): readonly unknown[] | undefined {
  const text = content === undefined ? undefined : charactersOf(content, '');
  if (typeof text !== 'string') return undefined;
  const documents = splitDocuments(text).map((piece) => readDocument(piece));
  const problems = documents.flatMap((document) => document.problems);
  // The reader stops to say what is wrong at some number of problems.
  const isKnown =
    mayRepeatKeys && problems.length < 100 && problems.every(({ repeatedKey }) => repeatedKey !== undefined);
  return problems.length === 0 || isKnown ? documents.map(({ value }) => value) : undefined;
}

function hasKustomization(path: string): boolean {
  return kustomizationFiles.some((name) => whatIsAt(join(path, name)) !== undefined);
}

function contentAt(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Paths in a kustomization begin where its folder really is. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
