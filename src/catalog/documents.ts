import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { documents } from '../model/catalog';
import type { DocumentName } from '../model/catalog';
import { didYouMean } from '../model/nearest';
import { DnsLabel, isDnsLabel } from '../model/names';
import type { Problem } from '../model/problem';
import { ServiceName } from '../model/service';

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

/** The files of a catalog, in the order of names, and what does not belong there. */
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
    const { size, mtimeMs, ctimeMs, ino } = lstatSync(join(directory, document));
    files.push({ document, place, signature: `${size} ${mtimeMs} ${ctimeMs} ${ino}` });
  };
  const reject = (file: string, message: string, hint: string): void => {
    problems.push({ file, path: [], message, hint });
  };

  for (const entry of entries(directory)) {
    if (entry.name === documents.platform && entry.isFile()) add({ kind: 'platform' }, documents.platform);
    else if (!(entry.isDirectory() && (entry.name === 'environments' || entry.name === 'services'))) {
      reject(entry.name, ...strayEntry(entry.name, [documents.platform, 'environments', 'services']));
    }
  }
  if (!files.some((file) => file.place.kind === 'platform')) {
    reject(
      documents.platform,
      'the file is missing',
      'every catalog has one: it names the repository, the registry and the teams',
    );
  }

  for (const entry of entries(join(directory, 'environments'))) {
    const environment = yamlName(entry);
    if (environment === undefined)
      reject(`environments/${entry.name}`, ...strayEntry(entry.name, ['<environment>.yaml']));
    else if (!isDnsLabel(environment))
      reject(`environments/${entry.name}`, ...badName('environment', environment, DnsLabel));
    else add({ kind: 'environment', environment }, documents.environment(environment));
  }

  for (const folder of entries(join(directory, 'services'))) {
    const service = folder.name;
    if (!folder.isDirectory()) {
      reject(`services/${service}`, ...strayEntry(service, ['<service>/service.yaml']));
      continue;
    }
    if (!ServiceName.safeParse(service).success) {
      reject(`services/${service}`, ...badName('service', service, ServiceName));
      continue;
    }
    let hasService = false;
    for (const entry of entries(join(directory, 'services', service))) {
      const name = yamlName(entry);
      if (name === 'service') {
        hasService = true;
        add({ kind: 'service', service }, documents.service(service));
      } else if (name === undefined || !isDnsLabel(name)) {
        reject(`services/${service}/${entry.name}`, ...strayEntry(entry.name, ['service.yaml', '<environment>.yaml']));
      } else add({ kind: 'overlay', service, environment: name }, documents.overlay(service, name));
    }
    if (!hasService) {
      reject(documents.service(service), 'the file is missing', `add it, or remove the folder services/${service}`);
    }
  }
  return { files, problems };
}

interface Entry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
}

// readdir does not promise an order; code units do not depend on a locale.
function entries(directory: string): readonly Entry[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !entry.name.endsWith('.md'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function yamlName(entry: Entry): string | undefined {
  return entry.isFile() && entry.name.endsWith('.yaml') ? entry.name.slice(0, -'.yaml'.length) : undefined;
}

function strayEntry(name: string, expected: readonly string[]): [message: string, hint: string] {
  if (name.endsWith('.yml')) return [`"${name}" ends in ".yml"`, `rename it to "${name.slice(0, -4)}.yaml"`];
  return [`"${name}" has no meaning here`, `expected ${expected.join(', ')}; ${didYouMean(name, expected)}`];
}

function badName(what: string, name: string, schema: typeof DnsLabel): [message: string, hint: string] {
  const reasons = schema.safeParse(name).error?.issues.map((issue) => issue.message) ?? [];
  return [
    `"${name}" cannot be the name of ${what === 'environment' ? 'an environment' : 'a service'}`,
    reasons.join('; '),
  ];
}
