import type { Act } from '../delivery/act-statement';

/** What people are told: that something waits, whoever may approve; or what somebody has done in Argo CD by hand. */
export interface Notice {
  /** Run id of what waits. @default - nothing waits */
  readonly proposal?: string | undefined;
  /** What somebody has done. @default - something waits */
  readonly act?: Act | undefined;
  /** One line, for people. */
  readonly text: string;
  /** What it does, in words. */
  readonly effects: readonly string[];
  /** What an approval has to name. @default - it waits for something else */
  readonly digest?: string | undefined;
  /** @default - nowhere to look */
  readonly link?: string | undefined;
}
