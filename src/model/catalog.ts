import type { Environment } from './environment';
import type { Overlay } from './overlay';
import type { People } from './people';
import type { Platform } from './platform';
import type { Service } from './service';
import type { ServiceFile } from './service-file';
import type { ServiceManifests } from './service-manifests';
import type { SoftwareFile } from './software';

/** Everything that people and the controller edit, parsed: each file is valid by itself. */
export interface Catalog {
  readonly platform: Platform;
  /** Who may sign. @default - nobody by a key: there is no such file */
  readonly people?: People | undefined;
  /** By name. The order does not matter. */
  readonly environments: ReadonlyMap<string, Environment>;
  /** By name. The order does not matter. */
  readonly services: ReadonlyMap<string, CatalogService>;
  /** Archives of charts, by file. @default - none */
  readonly archives?: ReadonlyMap<DocumentName, SoftwareFile> | undefined;
}

/** A service and where it is deployed. */
export interface CatalogService {
  readonly service: Service;
  /** Overlays by environment. */
  readonly overlays: ReadonlyMap<string, Overlay>;
  /** Objects of its own, by file. @default - none */
  readonly manifests?: ReadonlyMap<DocumentName, ServiceManifests> | undefined;
  /** Files that its processes read, by file. @default - none */
  readonly files?: ReadonlyMap<DocumentName, ServiceFile> | undefined;
  /** Files of its chart or its kustomization, by file. @default - none */
  readonly software?: ReadonlyMap<DocumentName, SoftwareFile> | undefined;
}

/** A file of the catalog, relative to `catalog/`. */
export type DocumentName = string;

/** Names of the catalog's files; the layout is described here and nowhere else. */
export const documents = {
  platform: 'platform.yaml',
  people: 'people.yaml',
  environment: (environment: string): DocumentName => `environments/${environment}.yaml`,
  serviceFolder: (service: string): string => `services/${service}`,
  service: (service: string): DocumentName => `services/${service}/service.yaml`,
  overlay: (service: string, environment: string): DocumentName => `services/${service}/${environment}.yaml`,
  /** Objects of a service that it has besides: here in every environment, in a folder of an environment there alone. */
  manifestsFolder: (service: string): string => `services/${service}/manifests`,
  /** Files that processes of a service read; those in a folder of an environment are there instead of those beside it. */
  filesFolder: (service: string): string => `services/${service}/files`,
  /** Charts of others, as archives. */
  archives: 'charts',
  archive: (chart: string, version: string): DocumentName => `charts/${chart}-${version}.tgz`,
  /** The chart, or the kustomization, that a service is. */
  softwareFolder: (service: string, kind: SoftwareFolder): string => `services/${service}/${kind}`,
} as const;

/** Folders beside a service that hold what Helm or kustomize reads. */
export type SoftwareFolder = 'chart' | 'kustomization';

/** What a file of the catalog holds, known from its place alone. */
export type DocumentPlace =
  | { readonly kind: 'platform' }
  | { readonly kind: 'people' }
  | { readonly kind: 'environment'; readonly environment: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'overlay'; readonly service: string; readonly environment: string }
  | {
      readonly kind: 'manifests' | 'file';
      readonly service: string;
      /** @default - every environment of the service */
      readonly environment?: string;
    }
  | {
      readonly kind: 'software';
      /** @default - an archive, which any service may name */
      readonly service?: string;
    };

/** What a file of the catalog holds. */
export type DocumentKind = DocumentPlace['kind'];

/** What a file with keys of our own holds. Manifests have those of Kubernetes, files of a service and other people's software anything. */
export type SettingsDocumentKind = Exclude<DocumentKind, 'manifests' | 'file' | 'software'>;

/** What the file of a name holds; undefined for what is no file of a catalog. */
export function kindOfDocument(name: DocumentName): DocumentKind | undefined {
  const [folder, file, overlay, ...rest] = name.split('/');
  if (name === documents.platform) return 'platform';
  if (name === documents.people) return 'people';
  if (isSoftwareDocument(name)) return 'software';
  const below = placeBelowService(name);
  if (below !== undefined) return below.kind;
  if (rest.length > 0 || !name.endsWith('.yaml')) return undefined;
  if (folder === 'environments' && file !== undefined && overlay === undefined) return 'environment';
  if (folder !== 'services' || file === undefined || overlay === undefined) return undefined;
  return name === documents.service(file) ? 'service' : 'overlay';
}

/** Whose manifests, or whose file, the file of a name has; undefined for another file. */
export function placeBelowService(
  name: DocumentName,
): Extract<DocumentPlace, { kind: 'manifests' | 'file' }> | undefined {
  const [, service, folder, environment] = belowService.exec(name) ?? [];
  if (service === undefined) return undefined;
  const kind = folder === 'files' ? 'file' : 'manifests';
  if (kind === 'manifests' && !name.endsWith('.yaml')) return undefined;
  return { kind, service, ...(environment === undefined ? {} : { environment }) };
}

const belowService = /^services\/([^/]+)\/(manifests|files)\/(?:([^/]+)\/)?[^/]+$/;

/** Whether a file is one of a chart, a kustomization, or an archive. */
export function isSoftwareDocument(name: DocumentName): boolean {
  return /^services\/[^/]+\/(?:chart|kustomization)\/.|^charts\/[^/]+\.tgz$/.test(name);
}

/** Whose overlay the file of a name is; undefined for another file. */
export function placeOfOverlay(
  name: DocumentName,
): { readonly service: string; readonly environment: string } | undefined {
  if (kindOfDocument(name) !== 'overlay') return undefined;
  const [, service = '', file = ''] = name.split('/');
  return { service, environment: file.slice(0, -'.yaml'.length) };
}

/** Entries of a map in the order of their names: code units, which do not depend on a locale. */
export function inOrderOfNames<Value>(byName: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The name of the environment that somebody means by a name or an alias; undefined when there is none. */
export function environmentNamed({ environments }: Catalog, nameOrAlias: string): string | undefined {
  for (const [name, { aliases }] of environments)
    if (name === nameOrAlias || aliases.includes(nameOrAlias)) return name;
  return undefined;
}

/** Something wrong that only shows when files are seen together. The catalog's reader adds line and column. */
export interface Breach {
  readonly document: DocumentName;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
}
