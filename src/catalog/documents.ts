import type { z } from 'zod';

import { documents } from '../model/catalog';
import type { DocumentName, DocumentPlace } from '../model/catalog';
import { EnvironmentName } from '../model/environment';
import { isDnsLabel } from '../model/names';
import { nearest } from '../model/nearest';
import type { Problem } from '../model/problem';
import { ServiceName } from '../model/service';
import { FileName } from '../model/service-file';
import type { CatalogEntry, CatalogListing } from './source';

/** A file of the catalog. */
export interface CatalogFile {
  readonly document: DocumentName;
  readonly place: DocumentPlace;
  /** What its source says of the content: another one when the content may be another one. */
  readonly identity: string;
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
export function listDocuments(listing: CatalogListing): CatalogFiles {
  const files: CatalogFile[] = [];
  const problems: Problem[] = [];
  const add = (place: DocumentPlace, document: DocumentName): void => {
    files.push({ document, place, identity: listing.identityOf(document) });
  };
  const reject = (file: string, message: string, hint: string): void => {
    problems.push({ file, path: [], message, hint });
  };

  const top = entries(listing, '');
  for (const entry of top) {
    if (entry.name === documents.platform && entry.kind === 'file') add({ kind: 'platform' }, documents.platform);
    else if (entry.name === documents.people && entry.kind === 'file') add({ kind: 'people' }, documents.people);
    else if (entry.name === documents.archives && entry.kind === 'folder') listArchives(listing, add, reject);
    else if (!(entry.kind === 'folder' && folders.includes(entry.name))) {
      reject(entry.name, ...strayEntry(entry, [documents.platform, documents.people, ...folders, documents.archives]));
    }
  }
  if (!top.some(({ name }) => name === documents.platform)) {
    reject(
      documents.platform,
      'the file is missing',
      'every catalog has one: it names the repository, the registry and the teams',
    );
  }

  // What is no folder was refused where its name was read.
  const inFolder = (folder: string): readonly CatalogEntry[] =>
    top.some(({ name, kind }) => name === folder && kind === 'folder') ? entries(listing, folder) : [];
  for (const entry of inFolder('environments')) {
    const environment = yamlName(entry);
    if (environment === undefined) reject(`environments/${entry.name}`, ...strayEntry(entry, ['<environment>.yaml']));
    else if (!EnvironmentName.safeParse(environment).success)
      reject(`environments/${entry.name}`, ...badName('an environment', environment, EnvironmentName));
    else add({ kind: 'environment', environment }, documents.environment(environment));
  }

  for (const folder of inFolder('services')) {
    const service = folder.name;
    if (folder.kind !== 'folder') reject(`services/${service}`, ...strayEntry(folder, ['<service>/service.yaml']));
    else if (!ServiceName.safeParse(service).success)
      reject(`services/${service}`, ...badName('a service', service, ServiceName));
    else listService(listing, service, add, reject);
  }
  return { files, problems };
}

const folders: readonly string[] = ['environments', 'services'];

type Add = (place: DocumentPlace, document: DocumentName) => void;
type Reject = (file: string, message: string, hint: string) => void;

function listService(listing: CatalogListing, service: string, add: Add, reject: Reject): void {
  const folder = `services/${service}`;
  const inFolder = entries(listing, folder);
  const hasService = inFolder.some((entry) => yamlName(entry) === 'service');
  for (const entry of inFolder) {
    const file = `${folder}/${entry.name}`;
    const name = yamlName(entry);
    if (entry.name === 'manifests' && entry.kind === 'folder') listManifests(listing, service, add, reject);
    else if (entry.name === 'files' && entry.kind === 'folder') listServiceFiles(listing, service, add, reject);
    else if ((entry.name === 'chart' || entry.name === 'kustomization') && entry.kind === 'folder')
      listSoftware(listing, { folder: file, service }, add, reject);
    else if (name === undefined)
      reject(
        file,
        ...strayEntry(entry, ['service.yaml', '<environment>.yaml', 'manifests', 'files', 'chart', 'kustomization']),
      );
    else if (name === 'service') add({ kind: 'service', service }, documents.service(service));
    // Read as an overlay, it would be full of errors that all mean this one.
    else if (!hasService && nearest(name, ['service']) !== undefined)
      reject(file, `"${entry.name}" has no meaning here`, 'did you mean "service.yaml"?');
    else if (!isDnsLabel(name)) reject(file, ...badName('an environment', name, EnvironmentName));
    else add({ kind: 'overlay', service, environment: name }, documents.overlay(service, name));
  }
  if (!hasService) reject(documents.service(service), 'the file is missing', `add it, or remove the folder ${folder}`);
}

/** Every file below is one of manifests: at the top of every environment, in a folder of the one that is called so. */
function listManifests(listing: CatalogListing, service: string, add: Add, reject: Reject): void {
  const folder = documents.manifestsFolder(service);
  const listFiles = (path: string, inFolder: readonly CatalogEntry[], environment?: string): void => {
    for (const entry of inFolder) {
      const file = `${path}/${entry.name}`;
      if (yamlName(entry) === undefined) reject(file, ...strayEntry(entry, ['<any name>.yaml']));
      else add({ kind: 'manifests', service, ...(environment === undefined ? {} : { environment }) }, file);
    }
  };
  const top = entries(listing, folder);
  listFiles(
    folder,
    top.filter(({ kind }) => kind !== 'folder'),
  );
  for (const { name } of top.filter(({ kind }) => kind === 'folder')) {
    if (!isDnsLabel(name)) reject(`${folder}/${name}`, ...badName('an environment', name, EnvironmentName));
    else listFiles(`${folder}/${name}`, entries(listing, `${folder}/${name}`), name);
  }
}

/** Every file below is what processes read, whatever it is called: at the top everywhere, in a folder in that environment. */
function listServiceFiles(listing: CatalogListing, service: string, add: Add, reject: Reject): void {
  const folder = documents.filesFolder(service);
  for (const entry of visible(listing, folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.kind !== 'folder') addFile(path, entry, { kind: 'file', service });
    else if (!isDnsLabel(entry.name)) reject(path, ...badName('an environment', entry.name, EnvironmentName));
    else {
      for (const below of visible(listing, path))
        addFile(`${path}/${below.name}`, below, { kind: 'file', service, environment: entry.name });
    }
  }

  function addFile(path: string, { name, kind }: CatalogEntry, place: DocumentPlace): void {
    if (kind === 'link') reject(path, `"${name}" is a symbolic link`, 'put the file itself here');
    else if (kind !== 'file') reject(path, `"${name}" is no file`, 'a ConfigMap has no folders: put its files here');
    else if (!FileName.safeParse(name).success) reject(path, ...badName('a file of a ConfigMap', name, FileName));
    else add(place, path);
  }
}

/** Every file below, also hidden ones: Helm and kustomize say which of them matter. */
function listSoftware(
  listing: CatalogListing,
  { folder, service }: { readonly folder: string; readonly service: string },
  add: Add,
  reject: Reject,
): void {
  for (const entry of inOrder(listing.list(folder))) {
    const file = `${folder}/${entry.name}`;
    if (entry.kind === 'folder') listSoftware(listing, { folder: file, service }, add, reject);
    else if (entry.kind === 'file') add({ kind: 'software', service }, file);
    else reject(file, ...strayEntry(entry, ['files and folders']));
  }
}

/** Archives of charts, as `helm package` calls them. */
function listArchives(listing: CatalogListing, add: Add, reject: Reject): void {
  for (const entry of entries(listing, documents.archives)) {
    const file = `${documents.archives}/${entry.name}`;
    if (entry.kind === 'file' && entry.name.endsWith('.tgz')) add({ kind: 'software' }, file);
    else reject(file, ...strayEntry(entry, ['<name>-<version>.tgz']));
  }
}

// No source promises an order; code units do not depend on a locale.
function entries(listing: CatalogListing, folder: string): readonly CatalogEntry[] {
  return visible(listing, folder).filter(({ name }) => !name.endsWith('.md'));
}

function visible(listing: CatalogListing, folder: string): readonly CatalogEntry[] {
  return inOrder(listing.list(folder).filter(({ name }) => !name.startsWith('.')));
}

function inOrder(found: readonly CatalogEntry[]): readonly CatalogEntry[] {
  return [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function yamlName(entry: CatalogEntry): string | undefined {
  return entry.kind === 'file' && entry.name.endsWith('.yaml') ? entry.name.slice(0, -'.yaml'.length) : undefined;
}

function strayEntry({ name, kind }: CatalogEntry, expected: readonly string[]): [message: string, hint: string] {
  if (kind === 'link') return [`"${name}" is a symbolic link`, 'put the file itself here'];
  if (name.endsWith('.yml')) return [`"${name}" ends in ".yml"`, `rename it to "${name.slice(0, -4)}.yaml"`];
  if (kind === 'folder' && name.endsWith('.yaml')) return [`"${name}" is a folder`, 'a file was expected'];
  if (kind !== 'folder' && folders.includes(name)) return [`"${name}" is a file`, 'a folder was expected'];
  const meant = nearest(name, expected);
  const hint = meant === undefined ? `what may be here: ${expected.join(', ')}` : `did you mean "${meant}"?`;
  return [`"${name}" has no meaning here`, hint];
}

function badName(what: string, name: string, schema: z.ZodType): [message: string, hint: string] {
  const reasons = schema.safeParse(name).error?.issues.map((issue) => issue.message) ?? [];
  return [`"${name}" cannot be the name of ${what}`, `it ${reasons.join(' and ')}`];
}
