/** What `slipway import` was asked. */
export interface ImportOptions {
  readonly folder: string;
  readonly out: string;
  /** `NAME=PATH`, each. */
  readonly environments: readonly string[];
  /** Name of the release of Helm, of a chart. @default - that of the chart */
  readonly release: string | undefined;
  /** Where a chart comes from that stays the source of its service. @default - what it makes is imported */
  readonly keptChart: string | undefined;
  readonly team: string | undefined;
  readonly repository: string | undefined;
  readonly isJson: boolean;
  /** Whether services adopt every convention at once, and what nothing says is left behind. */
  readonly adoptsAll: boolean;
  /** Whether secrets that are written in variables are copied. */
  readonly keepsPlainSecrets: boolean;
}
