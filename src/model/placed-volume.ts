import type { Volume, VolumeMount } from './volume';

/** A volume of a placement, complete: it is one of the sorts that it may be. */
export interface PlacedVolume extends Omit<Volume, 'claim' | 'existingClaim' | 'mounts'> {
  readonly name: string;
  /** Name of the claim that it is, of the service or of somebody else. */
  readonly claimName?: string;
  readonly mounts: readonly VolumeMount[];
}

/** A claim of a service that all of its pods share. */
export interface PlacedClaim {
  readonly name: string;
  readonly size: string;
  readonly accessMode: 'ReadWriteOnce' | 'ReadWriteMany' | 'ReadOnlyMany' | 'ReadWriteOncePod';
  /** @default - the StorageClass of the cluster */
  readonly className?: string;
  /** Whether it stays when Git has it no more. */
  readonly isKept: boolean;
}
