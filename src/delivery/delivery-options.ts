import type { GitWriter } from '../gitops/git-writer';
import type { AskTicket } from './facts-for';
import type { RepositoryPlaces } from './head';
import type { Seal } from './sealed';

/** What delivery works with. */
export interface DeliveryOptions {
  readonly writer: GitWriter;
  readonly places: RepositoryPlaces;
  /** The clock (RFC 3339). */
  readonly now: () => string;
  /** Version of Slipway, for records. */
  readonly version: string;
  /** Signs what is said: with the key of the person who runs it, or of the program. @default - it is claimed */
  readonly seal?: Seal | undefined;
  /** Between 0 and 1: how long a writer waits that has lost a race. @default Math.random */
  readonly random?: (() => number) | undefined;
  /** Looks a ticket up. @default - it cannot be asked, which counts as missing */
  readonly askTicket?: AskTicket | undefined;
}
