import type { ManifestObject } from '../../manifests/manifest';
import { mappingAt, textAt, valueAt } from '../../manifests/value-at';
import type { Inventory } from '../inventory';
import { applicationsOf, type Application } from './applications';
import { pathOfSource, sourceTreeOf } from './source-tree';

/** When Argo CD applies an object: first by phase, then by wave. */
export interface SyncOrder {
  /** `PreSync`, `Sync`, `PostSync`, `SyncFail`, `PostDelete`, `Skip`. */
  readonly phase: string;
  readonly wave: number;
}

const phases = ['PreSync', 'Sync', 'PostSync'];

/** Hooks of Helm, as Argo CD reads them. */
const helmHooks: ReadonlyMap<string, string> = new Map([
  ['crd-install', 'PreSync'],
  ['pre-install', 'PreSync'],
  ['pre-upgrade', 'PreSync'],
  ['post-install', 'PostSync'],
  ['post-upgrade', 'PostSync'],
]);

/** When an object is applied, by its annotations. A hook of several phases is said to be of the first. */
export function syncOrderOf({ value }: ManifestObject): SyncOrder {
  const annotation = (key: string): string | undefined => textAt(value, ['metadata', 'annotations', key])?.trim();
  const own = annotation('argocd.argoproj.io/hook')?.split(',')[0]?.trim();
  const helm = annotation('helm.sh/hook')
    ?.split(',')
    .map((hook) => helmHooks.get(hook.trim()) ?? 'Skip')[0];
  const wave = Number(annotation('argocd.argoproj.io/sync-wave') ?? (helm && annotation('helm.sh/hook-weight')) ?? 0);
  return { phase: own ?? helm ?? 'Sync', wave: Number.isInteger(wave) ? wave : 0 };
}

/** Whether an object is a hook, which Argo CD or Helm runs, and takes away when it has run. */
export function isHook({ value }: ManifestObject): boolean {
  const annotations = mappingAt(value, ['metadata', 'annotations']);
  return annotations['argocd.argoproj.io/hook'] !== undefined || annotations['helm.sh/hook'] !== undefined;
}

/** Whether an object is applied, and waited for, before another one is; false where a phase is of no sync. */
export function isAppliedBefore(one: SyncOrder, other: SyncOrder): boolean {
  const [first, second] = [phases.indexOf(one.phase), phases.indexOf(other.phase)];
  if (first < 0 || second < 0) return false;
  return first === second ? one.wave < other.wave : first < second;
}

/** The order in words: `wave 2`, `PreSync`. */
export function orderInWords({ phase, wave }: SyncOrder): string {
  if (phase === 'Sync') return `wave ${wave}`;
  return wave === 0 ? phase : `wave ${wave} of ${phase}`;
}

/**
 * Applications whose sync has an object: those that name its folder, or one above it of which they read all that is below.
 */
export function applicationsSyncing(inventory: Inventory, object: ManifestObject): readonly Application[] {
  const folder = sourceTreeOf(inventory).folderOf(object);
  return candidatesFor(inventory, folder).filter(({ sources }) =>
    sources.some(({ value }) => {
      const path = pathOfSource(value);
      if (path === folder) return true;
      const isRecursive = valueAt(value, ['directory', 'recurse']) === true;
      return path !== undefined && isRecursive && (path === '' || folder.startsWith(`${path}/`));
    }),
  );
}

/** Whether two objects are applied by one sync, as far as it is known: by one Application, or from one folder. */
export function areSyncedTogether(inventory: Inventory, one: ManifestObject, other: ManifestObject): boolean {
  if (inventory.isBuilt) return true;
  const [first, second] = [applicationsSyncing(inventory, one), applicationsSyncing(inventory, other)];
  if (first.length > 0 || second.length > 0) return first.some((application) => second.includes(application));
  const { folderOf } = sourceTreeOf(inventory);
  return folderOf(one) === folderOf(other);
}

/** Nobody reads folders of an inventory that has no Applications. */
function candidatesFor(inventory: Inventory, folder: string): readonly Application[] {
  return applicationsOf(inventory).length === 0 ? [] : sourceTreeOf(inventory).applicationsOver(folder);
}
