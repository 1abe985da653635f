import type { PlacedClaim, PlacedVolume } from './placed-volume';
import type { Resolved } from './resolve';
import type { Volume } from './volume';

/** Volumes of a placement besides those that settings of their own make, in the order of their names. */
export function placeVolumes(resolved: Pick<Resolved, 'service' | 'settings'>): readonly PlacedVolume[] {
  return namedVolumes(resolved).map(([name, { claim, existingClaim, mounts = [], ...source }]) => {
    const claimName = claim === undefined ? existingClaim : claimOf(resolved.service, name);
    return { name, ...source, ...(claimName === undefined ? {} : { claimName }), mounts };
  });
}

/** Claims that the pods of a placement share. */
export function placeClaims(resolved: Pick<Resolved, 'service' | 'settings'>): readonly PlacedClaim[] {
  return namedVolumes(resolved).flatMap(([name, { claim }]) => {
    if (claim === undefined) return [];
    const { size, className, accessMode = 'ReadWriteMany', kept = true } = claim;
    return [
      {
        name: claimOf(resolved.service, name),
        size,
        accessMode,
        isKept: kept,
        ...(className === undefined ? {} : { className }),
      },
    ];
  });
}

/** Name of the claim of a volume. */
export function claimOf(service: string, volume: string): string {
  return `${service}-${volume}`;
}

function namedVolumes({ settings }: Pick<Resolved, 'settings'>): readonly (readonly [string, Volume])[] {
  return Object.entries(settings.volumes).sort(([a], [b]) => (a < b ? -1 : 1));
}
