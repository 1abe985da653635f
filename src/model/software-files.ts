import { documents, inOrderOfNames } from './catalog';
import type { Catalog, CatalogService, DocumentName } from './catalog';
import type { Overlay } from './overlay';
import { chartName } from './software';
import type { SoftwareFile } from './software';

/** A file of the catalog that Helm or kustomize reads. */
export interface PlacedFile extends SoftwareFile {
  readonly document: DocumentName;
}

/** The files of other people's software that a placement is made of, in the order of their names. */
export function softwareFiles(
  { archives = none }: Pick<Catalog, 'archives'>,
  { service, software = none }: Pick<CatalogService, 'service' | 'software'>,
  name: string,
  { release }: Pick<Overlay, 'release'>,
): readonly PlacedFile[] {
  const { chart, kustomization } = service;
  const packed = chart === undefined ? undefined : chartName(chart);
  if (packed !== undefined) {
    const document = documents.archive(packed, release.version);
    const archive = archives.get(document);
    return archive === undefined ? [] : [{ document, ...archive }];
  }
  const kind = chart !== undefined ? 'chart' : kustomization !== undefined ? 'kustomization' : undefined;
  if (kind === undefined) return [];
  const folder = `${documents.softwareFolder(name, kind)}/`;
  return inOrderOfNames(software).flatMap(([document, file]) =>
    document.startsWith(folder) ? [{ document, ...file }] : [],
  );
}

const none: ReadonlyMap<DocumentName, SoftwareFile> = new Map();
