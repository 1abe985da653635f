import * as z from 'zod';

import type { Sync } from './environment';
import type { Overlay } from './overlay';
import type { Platform } from './platform';
import type { Service } from './service';

/** Whether Argo CD applies commits by itself, where the environment lets it. The nearest one that says so decides. */
export const AutoSync = z.boolean().optional();

const nearest = 'Whether Argo CD applies commits by itself, in environments where it does.';

/** What is said of it, by where it stands. */
export const autoSyncIn = {
  overlay: `${nearest} Default: what the service says.`,
  service: `${nearest} Default: what its system says.`,
  system: `${nearest} Default: true.`,
} as const;

/** Where a document of a service says whether it is synced by itself. */
interface SyncedPlacement {
  readonly wants: Pick<Service, 'system' | 'autoSync'>;
  readonly overlay: Pick<Overlay, 'autoSync'>;
  readonly where: { readonly sync: Sync };
}

/** The document that turns the syncs of a placement off; undefined where none does, or the environment has none. */
export function autoSyncEndsBy(
  { systems }: Pick<Platform, 'systems'>,
  { wants, overlay, where }: SyncedPlacement,
): 'overlay' | 'service' | 'system' | undefined {
  if (where.sync.mode === 'manual') return undefined;
  if (overlay.autoSync !== undefined) return overlay.autoSync ? undefined : 'overlay';
  if (wants.autoSync !== undefined) return wants.autoSync ? undefined : 'service';
  return systems[wants.system ?? '']?.autoSync === false ? 'system' : undefined;
}

/** How the Application of a placement is synced: as its environment says, or by a person. */
export function syncOf(platform: Pick<Platform, 'systems'>, placement: SyncedPlacement): Sync {
  return autoSyncEndsBy(platform, placement) === undefined ? placement.where.sync : { mode: 'manual' };
}
