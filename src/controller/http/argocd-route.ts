import { createHash, timingSafeEqual } from 'node:crypto';

import { JournalUnavailable } from '../journal/journal-store';
import type { Events } from '../journal/events';
import type { Log } from '../log';
import type { ArgoCdToken, ControllerSecrets } from '../read-secrets';
import { refusal, unavailable } from './answer';
import type { Answer } from './answer';
import type { ReceivedRequest } from './request';

/** What events of Argo CD are taken with. */
export interface ArgoCdRouteParts {
  readonly events: Events;
  readonly secrets: () => ControllerSecrets;
  readonly now: () => number;
  readonly log: Log;
  readonly isProved: (source: string) => void;
  readonly wake: () => void;
}

/**
 * Takes an event of Argo CD. Argo CD sends what is answered 4xx again and again, for ever: so content that is of no use is
 * taken, too, and kept apart later. Only who has no token is sent away.
 */
export async function takeArgoCdEvent(request: ReceivedRequest, parts: ArgoCdRouteParts): Promise<Answer> {
  const { events, secrets, now, log } = parts;
  const sender = bearerOf(request.header('authorization'), secrets().argocd);
  if (sender === undefined) {
    log('event.refused', { source: request.source });
    return unknownToken();
  }
  parts.isProved(request.source);
  try {
    await events.accept(request.body.toString('utf8'), sender.environments, now());
  } catch (error) {
    if (!(error instanceof JournalUnavailable)) throw error;
    log('journal.unavailable', { reason: error.message });
    return unavailable('journal', 'nothing can be accepted now; come again', 10);
  }
  parts.wake();
  return { status: 202, outcome: 'accepted', body: { state: 'accepted' } };
}

/** Says no to who has no token of an Argo CD. */
export function unknownToken(): Answer {
  return refusal(401, 'unsigned', 'the token is missing or not known', { 'www-authenticate': 'Bearer' });
}

/** Whose token it is. All are compared, by digests of one length, so that no time says which one was nearly right. */
export function bearerOf(header: string | undefined, tokens: readonly ArgoCdToken[]): ArgoCdToken | undefined {
  const [, given] = /^Bearer ([!-~]{1,512})$/i.exec(header ?? '') ?? [];
  if (given === undefined) return undefined;
  const wanted = digest(given);
  let sender: ArgoCdToken | undefined;
  for (const one of tokens) if (timingSafeEqual(digest(one.token), wanted)) sender = one;
  return sender;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
