import { setTimeout as pause } from 'node:timers/promises';

import type { PushOutcome } from './push-outcome';
import type { Remote } from './remote';

/** A push of one ref. */
export interface Push {
  readonly name: string;
  /** What the ref must be before; `undefined`: it must not be. */
  readonly base: string | undefined;
  /** What it becomes; `undefined` deletes it. */
  readonly head: string | undefined;
  /** Whether the ref is our own, so that exactly `base` is replaced. A shared one only goes forward. */
  readonly isOwn: boolean;
  /** Refspecs that are pushed with it: all of them, or none. @default none */
  readonly others?: readonly string[];
  /** Says whether our commit is part of what is there now. */
  readonly isWithin: (now: string) => Promise<boolean>;
}

/**
 * Pushes, and says how it ended by what is there afterwards: an answer may be lost, and what servers say differs. After
 * anything but success the ref is asked for: ours, it is done; neither ours nor the base, somebody was faster; still the base,
 * it was refused. A broken connection is tried again with the same commit, which can be there only once.
 *
 * @throws GitError when the remote cannot be asked: then it is not known
 */
export async function settlePush(remote: Remote, push: Push): Promise<PushOutcome> {
  const refspecs = [`${push.head ?? ''}:${push.name}`, ...(push.others ?? [])];
  const lease = push.isOwn ? `${push.name}:${push.base ?? ''}` : undefined;
  for (const milliseconds of [...pausesMilliseconds, undefined]) {
    const answer = await remote.push(refspecs, lease);
    if (answer.isDone) return { kind: 'done' };
    const outcome = await settled(remote, push, answer.isAnswered);
    if (outcome !== undefined) return outcome;
    if (answer.isAnswered || milliseconds === undefined) return { kind: 'refused', message: answer.words };
    await pause(milliseconds);
  }
  return { kind: 'refused', message: 'it was not tried' };
}

/** Before a push is tried again whose connection broke. */
const pausesMilliseconds = [200, 1000];

/**
 * A server answers that a ref is locked before the other push can be seen, and goes on with a push after its connection has
 * broken: so it is asked some times.
 */
const patienceMilliseconds = [100, 300, 900];

/** @returns undefined when the ref is still what it was */
async function settled(remote: Remote, push: Push, isAnswered: boolean): Promise<PushOutcome | undefined> {
  for (const milliseconds of [...(isAnswered ? patienceMilliseconds : []), undefined]) {
    const now = (await remote.list([push.name])).get(push.name);
    if (now === push.head) return { kind: 'done' };
    if (now !== push.base) {
      const isThere = now !== undefined && push.head !== undefined && (await push.isWithin(now));
      return isThere ? { kind: 'done' } : { kind: 'race', head: now };
    }
    if (milliseconds !== undefined) await pause(milliseconds);
  }
  return undefined;
}
