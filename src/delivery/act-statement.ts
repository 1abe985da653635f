import * as z from 'zod';

import { Instant } from '../model/instant';

/** The longest words of an act, in characters. */
export const longestAct = 1000;
/** The longest name of whoever has done it. */
export const longestActor = 256;

/** What somebody has done in Argo CD by hand: a sync, a rollback, an action of an object. */
export const Act = z.strictObject({
  application: z.string().min(1).max(253),
  service: z.string().min(1).max(253),
  environment: z.string().min(1).max(253),
  /** Tells it from the others of its Application. */
  id: z.string().min(1).max(512),
  /** In the words of Argo CD: an e-mail address, or the name of an account. */
  by: z.string().min(1).max(longestActor),
  /** In the words of Argo CD: `ran action promote-full on resource argoproj.io/Rollout/web`. */
  what: z.string().min(1).max(longestAct),
  at: Instant,
});
export type Act = z.infer<typeof Act>;

/** An act that is in Git. */
export interface KeptAct extends Act {
  /** Whether a program has signed it whose word on what runs counts: whoever may push can write anything. */
  readonly isProved: boolean;
}
