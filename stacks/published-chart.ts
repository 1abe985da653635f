/** Where a chart is published. */
export interface ChartPlace {
  /** Where Helm gets it, such as an OCI reference; or its name in a repository. */
  readonly reference: string;
  /** Repository of charts that are not in a registry. @default - the reference is complete */
  readonly repository?: string | undefined;
}

/** A chart as its makers publish it. */
export interface PublishedChart extends ChartPlace {
  readonly version: string;
}

/** A folder of a public repository of Git, at a tag. */
export interface ChartFolder {
  /** `owner/name` on GitHub; for people, who fetch it. */
  readonly repository: string;
  readonly tag: string;
  readonly path: string;
  /** What Git calls the content of the folder (`git rev-parse TAG:PATH`), so that nobody has to trust a tag. */
  readonly tree: string;
}

/** The text that a published chart is made of: registries have the same as an archive. */
export interface ChartText extends ChartFolder {
  /** Charts inside, by the name of their folder below `charts/`. */
  readonly dependencies?: Readonly<Record<string, ChartFolder>>;
  /** Definitions that its makers add when they publish it. */
  readonly definitions?: ChartFolder;
  /** Files that its makers give another name when they publish it. */
  readonly renames?: Readonly<Record<string, string>>;
  /** Texts that its makers replace when they publish it. */
  readonly stamps?: Readonly<Record<string, string>>;
}
