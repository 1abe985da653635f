import { hasRegistry } from './image-reference';
import { fill } from './names';
import { latestVersion } from './overlay';
import type { Platform } from './platform';
import { placeholders } from './resolve';
import type { Resolved } from './resolve';
import { treeFolders } from './tree-layout';

/**
 * Name of an object of Argo CD, of which several catalogs may have one: the prefix of the catalog comes first.
 *
 * @param name without it
 */
export function argocdName({ argocd: { prefix } }: Pick<Platform, 'argocd'>, name: string): string {
  return prefix === undefined ? name : `${prefix}-${name}`;
}

/** Name of the Application of a placement. Argo CD also uses it as a label value, so it must fit into 63 characters. */
export function applicationName(platform: Pick<Platform, 'argocd'>, entry: string, environment: string): string {
  return argocdName(platform, `${entry}-${environment}`);
}

/** Folder of the Application of a service, by how its system is delivered; undefined when an ApplicationSet makes it. */
export function applicationFolder(
  platform: Platform,
  system: string | undefined,
  environment: string,
): string | undefined {
  const delivery = system === undefined ? 'applications' : (platform.systems[system]?.delivery ?? 'applications');
  if (delivery === 'application-set') return undefined;
  return system === undefined || delivery === 'applications'
    ? treeFolders.apps(environment)
    : treeFolders.system(environment, system);
}

/** Name of the AppProject of a placement. */
export function projectOf(platform: Platform, resolved: Resolved): string {
  return argocdName(platform, fill(platform.argocd.project, placeholders(resolved)));
}

/** The full image reference: below the registry of the environment or of the platform, unless it names one itself. */
export function imageOf(platform: Platform, resolved: Resolved): string {
  const { pull } = resolved.settings;
  const repository = pull.repository ?? resolved.wants.image ?? resolved.service;
  const { version, digest } = resolved.overlay.release;
  const unadopted = new Set(resolved.wants.unadopted);
  const isComplete = hasRegistry(repository) || unadopted.has('image-registry');
  const place = isComplete ? '' : `${pull.registry ?? platform.registry}/`;
  const tag = version === latestVersion && unadopted.has('image-tag') ? '' : `:${version}`;
  return `${place}${repository}${tag}${digest === undefined ? '' : `@${digest}`}`;
}

/** Names that Slipway needs for its own Applications. */
export const reservedNames = ['baseline', 'bootstrap', 'root'] as const;

/** Name of the volume of a scratch folder: `/var/run/postgresql` becomes `var-run-postgresql`. */
export function volumeName(path: string): string {
  const name = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return otherVolumes.has(name) ? `scratch-${name}` : name;
}

/** Names of the volumes of a pod that are no scratch folders. */
const otherVolumes: ReadonlySet<string> = new Set(['backups', 'config', 'data', 'secrets']);
