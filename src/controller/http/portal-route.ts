import { createHash } from 'node:crypto';

import { formatPath } from '../../model/problem';
import { guardJson } from '../../portal/guard-json';
import type { PortalVerb } from '../../portal/portal-call';
import { decodeCall } from '../../portal/port/decode-call';
import { verifySignature } from '../../portal/port/verify-signature';
import { JournalUnavailable } from '../journal/journal-store';
import type { Operations } from '../journal/operations';
import type { Log } from '../log';
import type { ControllerSecrets } from '../read-secrets';
import { refusal, unavailable } from './answer';
import type { Answer } from './answer';
import type { ReceivedRequest } from './request';

/** What calls of the portal are taken with. */
export interface PortalRouteParts {
  readonly operations: Operations;
  readonly secrets: () => ControllerSecrets;
  readonly isAgent: boolean;
  /** Calls that wait at most; more are told to come again. */
  readonly mostWaiting: number;
  readonly now: () => number;
  readonly log: Log;
  /** Whoever sent it has proved who he is. */
  readonly isProved: (source: string) => void;
  /** Something was accepted. */
  readonly wake: () => void;
}

/** Takes a call of the portal: it is accepted when it is on the disk, and done afterwards. */
export async function takePortalCall(
  verb: PortalVerb,
  request: ReceivedRequest,
  parts: PortalRouteParts,
): Promise<Answer> {
  const { operations, secrets, isAgent, mostWaiting, now, log } = parts;
  const verified = verifySignature(
    { timestamp: request.header('x-port-timestamp') ?? '', signature: request.header('x-port-signature') ?? '' },
    request.body,
    { secrets: secrets().portalWebhook, isAgent, now: now() },
  );
  if ('fault' in verified) {
    log('request.refused', { verb, source: request.source, reason: verified.fault });
    return refusal(401, 'unsigned', 'the signature is missing, too old, or does not fit');
  }
  parts.isProved(request.source);
  const guarded = guardJson(verified.text);
  if ('fault' in guarded) return refusal(400, 'no-json', `the body is no JSON that is taken: ${guarded.fault}`);
  const decoded = decodeCall(verb, guarded.value);
  if ('problems' in decoded) {
    const problems = decoded.problems.map(({ path, message, hint }) => ({ at: formatPath(path), message, hint }));
    log('request.invalid', { verb, source: request.source, problems: problems.map(({ at }) => at).join(' ') });
    return { status: 422, outcome: 'invalid', body: { error: 'the request cannot be read', problems } };
  }
  const { runId } = decoded.value;
  if (operations.countAccepted() >= mostWaiting) {
    return unavailable('full', `${mostWaiting} requests wait already; come again`, 30);
  }
  try {
    const digest = createHash('sha256').update(`${verb}\n${guarded.minified}`).digest('hex');
    const accepted = await operations.accept(decoded.value, digest, now());
    if (accepted.kind === 'conflict') {
      log('request.conflict', { verb, runId, source: request.source });
      return refusal(409, 'conflict', `run "${runId}" has asked for something else before`);
    }
    if (accepted.kind === 'accepted') parts.wake();
    log(`request.${accepted.kind}`, { verb, runId, operation: accepted.id, source: request.source });
    return { status: 202, outcome: accepted.kind, body: { operation: accepted.id, runId, state: accepted.state } };
  } catch (error) {
    if (!(error instanceof JournalUnavailable)) throw error;
    log('journal.unavailable', { reason: error.message });
    return unavailable('journal', 'nothing can be accepted now; come again', 10);
  }
}
