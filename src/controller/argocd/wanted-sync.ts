/** An Application that people sync, and that an allowed change has written: its sync is to be started. */
export interface WantedSync {
  readonly application: string;
  readonly environment: string;
  /** What it has to read, from the root of the repository: until it does, whoever makes Applications has not seen the change. */
  readonly path: string;
  /** The commit of the change: nothing that came after it is applied along with it. */
  readonly commit: string;
  /** When it was committed, in milliseconds since 1970. */
  readonly committedAt: number;
}
