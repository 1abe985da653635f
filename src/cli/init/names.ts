/** The names that a new repository begins with. */
export interface InitNames {
  /** Name of the first service. */
  readonly service: string;
  readonly team: string;
  /** URL by which Argo CD reads the repository. */
  readonly repository: string;
  readonly registry: string;
  /** Folder of the repository that this is made in. @default - its root */
  readonly path?: string | undefined;
}

/** A file of a new repository. */
export interface InitFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** CI systems that "slipway init" writes a pipeline for. */
export const ciSystems = ['github', 'gitlab', 'jenkins'] as const;

export type CiSystem = (typeof ciSystems)[number];
