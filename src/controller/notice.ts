/** What whoever may approve is told when something waits. */
export interface Notice {
  /** Run id of what waits. */
  readonly proposal: string;
  /** One line, for people. */
  readonly text: string;
  /** What it does, in words. */
  readonly effects: readonly string[];
  /** What an approval has to name. @default - it waits for something else */
  readonly digest?: string | undefined;
  /** @default - nowhere to look */
  readonly link?: string | undefined;
}
