import * as z from 'zod';

import type { Actor } from '../../gates/facts';
import type { Claimed } from '../portal-call';

const User = z.string().min(1).max(320);
const Run = z.looseObject({
  run: z.looseObject({
    id: z.string(),
    status: z.string(),
    createdBy: User.nullish(),
    impersonatedBy: User.nullish(),
  }),
});
const Approvers = z.looseObject({
  approvers: z.array(z.looseObject({ userId: User, state: z.string(), description: z.string().max(2000).nullish() })),
});

/** Who asked, and who else has a hand in it. */
export interface RunPeople {
  readonly asker: Actor;
  /** Whoever started the run in the name of the asker. Neither of them approves. */
  readonly alsoInvolved: readonly Actor[];
}

/**
 * Who is behind a run, as Port's own API says. A body is signed by Port, but what is in it was put together by the template of
 * an action, which many people may edit: an e-mail in it is a claim.
 *
 * @param answer of `runCall`; undefined for a run that Port does not know, or that it cannot be asked about
 */
export function runPeople(answer: unknown, claimed: Claimed): RunPeople {
  const { run } = Run.safeParse(answer).data ?? {};
  const { createdBy, impersonatedBy } = run ?? {};
  if (typeof createdBy !== 'string')
    return {
      asker: { name: claimed.email ?? claimed.userId ?? 'somebody unknown', proof: 'claimed' },
      alsoInvolved: [],
    };
  return {
    asker: { name: createdBy, proof: 'portal' },
    alsoInvolved: typeof impersonatedBy === 'string' ? [{ name: impersonatedBy, proof: 'portal' }] : [],
  };
}

/** Who approved a run at the portal: whoever is still asked, or declined, did not. @param answer of `approversCall` */
export function runApprovers(answer: unknown): readonly Actor[] {
  const { approvers = [] } = Approvers.safeParse(answer).data ?? {};
  return approvers
    .filter(({ state }) => /^approved?$/i.test(state))
    .map(({ userId }) => ({ name: userId, proof: 'portal' }));
}

/** Whether a run has ended: then Port takes nothing more. @param answer of `runCall` */
export function hasEnded(answer: unknown): boolean {
  const { run } = Run.safeParse(answer).data ?? {};
  return run !== undefined && ['SUCCESS', 'FAILURE', 'CANCELLED'].includes(run.status.toUpperCase());
}
