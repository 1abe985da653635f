import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { z } from 'zod';

import { documents } from '../model/catalog';
import type { DocumentName } from '../model/catalog';
import { EnvironmentName } from '../model/environment';
import { isDnsLabel } from '../model/names';
import { nearest } from '../model/nearest';
import type { Problem } from '../model/problem';
import { ServiceName } from '../model/service';
import { signatureOfStatus } from './signature';

/** What a file of the catalog holds, known from its place alone. */
export type DocumentPlace =
  | { readonly kind: 'platform' }
  | { readonly kind: 'environment'; readonly environment: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'overlay'; readonly service: string; readonly environment: string };

/** A file of the catalog. */
export interface CatalogFile {
  readonly document: DocumentName;
  readonly place: DocumentPlace;
  /** Changes when the file is written: size, times and inode number. */
  readonly signature: string;
}

/** The files of a catalog, in the order of their paths, and what does not belong there. */
export interface CatalogFiles {
  readonly files: readonly CatalogFile[];
  readonly problems: readonly Problem[];
}

/**
 * Lists the files of a catalog. The place of a file says what it is; whatever else lies there is a problem, so that
 * a misspelt file name cannot silently mean "not deployed". Hidden files and Markdown are left alone.
 */
export function listDocuments(directory: string): CatalogFiles {
  const files: CatalogFile[] = [];
  const problems: Problem[] = [];
  const add = (place: DocumentPlace, document: DocumentName): void => {
    files.push({ document, place, signature: signatureOfStatus(lstatSync(`${directory}/${document}`)) });
  };
  const reject = (file: string, message: string, hint: string): void => {
    problems.push({ file, path: [], message, hint });
  };

  for (const entry of entries(directory, '.')) {
    if (entry.name === documents.platform && entry.isFile()) add({ kind: 'platform' }, documents.platform);
    else if (!(entry.isDirectory() && folders.includes(entry.name))) {
      reject(entry.name, ...strayEntry(entry, [documents.platform, ...folders]));
    }
  }
  if (!existsSync(join(directory, documents.platform))) {
    reject(
      documents.platform,
      'the file is missing',
      'every catalog has one: it names the repository, the registry and the teams',
    );
  }

  for (const entry of entries(directory, 'environments')) {
    const environment = yamlName(entry);
    if (environment === undefined) reject(`environments/${entry.name}`, ...strayEntry(entry, ['<environment>.yaml']));
    else if (!EnvironmentName.safeParse(environment).success)
      reject(`environments/${entry.name}`, ...badName('an environment', environment, EnvironmentName));
    else add({ kind: 'environment', environment }, documents.environment(environment));
  }

  for (const folder of entries(directory, 'services')) {
    const service = folder.name;
    if (!folder.isDirectory()) reject(`services/${service}`, ...strayEntry(folder, ['<service>/service.yaml']));
    else if (!ServiceName.safeParse(service).success)
      reject(`services/${service}`, ...badName('a service', service, ServiceName));
    else listService(directory, service, add, reject);
  }
  return { files, problems };
}

const folders: readonly string[] = ['environments', 'services'];

type Add = (place: DocumentPlace, document: DocumentName) => void;
type Reject = (file: string, message: string, hint: string) => void;

function listService(directory: string, service: string, add: Add, reject: Reject): void {
  const folder = `services/${service}`;
  const inFolder = entries(directory, folder);
  const hasService = inFolder.some((entry) => yamlName(entry) === 'service');
  for (const entry of inFolder) {
    const file = `${folder}/${entry.name}`;
    const name = yamlName(entry);
    if (name === undefined) reject(file, ...strayEntry(entry, ['service.yaml', '<environment>.yaml']));
    else if (name === 'service') add({ kind: 'service', service }, documents.service(service));
    // Read as an overlay, it would be full of errors that all mean this one.
    else if (!hasService && nearest(name, ['service']) !== undefined)
      reject(file, `"${entry.name}" has no meaning here`, 'did you mean "service.yaml"?');
    else if (!isDnsLabel(name)) reject(file, ...badName('an environment', name, EnvironmentName));
    else add({ kind: 'overlay', service, environment: name }, documents.overlay(service, name));
  }
  if (!hasService) reject(documents.service(service), 'the file is missing', `add it, or remove the folder ${folder}`);
}

interface Entry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

// readdir does not promise an order; code units do not depend on a locale.
function entries(directory: string, folder: string): readonly Entry[] {
  return entriesIn(`${directory}/${folder}`)
    .filter((entry) => !entry.name.startsWith('.') && !entry.name.endsWith('.md'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

// What is no folder was refused where its name was read.
function entriesIn(path: string): readonly Entry[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
    throw error;
  }
}

function yamlName(entry: Entry): string | undefined {
  return entry.isFile() && entry.name.endsWith('.yaml') ? entry.name.slice(0, -'.yaml'.length) : undefined;
}

function strayEntry(entry: Entry, expected: readonly string[]): [message: string, hint: string] {
  const { name } = entry;
  if (entry.isSymbolicLink()) return [`"${name}" is a symbolic link`, 'put the file itself here'];
  if (name.endsWith('.yml')) return [`"${name}" ends in ".yml"`, `rename it to "${name.slice(0, -4)}.yaml"`];
  if (entry.isDirectory() && name.endsWith('.yaml')) return [`"${name}" is a folder`, 'a file was expected'];
  if (!entry.isDirectory() && folders.includes(name)) return [`"${name}" is a file`, 'a folder was expected'];
  const meant = nearest(name, expected);
  const hint = meant === undefined ? `what may be here: ${expected.join(', ')}` : `did you mean "${meant}"?`;
  return [`"${name}" has no meaning here`, hint];
}

function badName(what: string, name: string, schema: z.ZodType): [message: string, hint: string] {
  const reasons = schema.safeParse(name).error?.issues.map((issue) => issue.message) ?? [];
  return [`"${name}" cannot be the name of ${what}`, `it ${reasons.join(' and ')}`];
}
