import type { Sync } from './environment';

interface Saying {
  readonly autoSync?: boolean | undefined;
}

/** What a platform says of systems. */
interface SyncedSystems {
  readonly systems: Readonly<Record<string, Saying>>;
}

/** Where a document of a service says whether it is synced by itself. */
interface SyncedPlacement {
  readonly wants: Saying & { readonly system?: string | undefined };
  readonly overlay: Saying;
  readonly where: { readonly sync: Sync };
}

/** The document that turns the syncs of a placement off; undefined where none does, or the environment has none. */
export function autoSyncEndsBy(
  { systems }: SyncedSystems,
  { wants, overlay, where }: SyncedPlacement,
): 'overlay' | 'service' | 'system' | undefined {
  if (where.sync.mode === 'manual') return undefined;
  if (overlay.autoSync !== undefined) return overlay.autoSync ? undefined : 'overlay';
  if (wants.autoSync !== undefined) return wants.autoSync ? undefined : 'service';
  return systems[wants.system ?? '']?.autoSync === false ? 'system' : undefined;
}

/** How the Application of a placement is synced: as its environment says, or by a person. */
export function placementSync(platform: SyncedSystems, placement: SyncedPlacement): Sync {
  return autoSyncEndsBy(platform, placement) === undefined ? placement.where.sync : { mode: 'manual' };
}
