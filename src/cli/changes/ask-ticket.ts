import type { TicketFact } from '../../gates/facts';
import { boundedText } from '../../http/bounded-text';

/** How long a ticket system may take, in milliseconds. */
const usualDeadline = 10_000;

/** Most characters of an answer. */
const largestAnswer = 65_536;

/**
 * Asks a ticket system by HTTPS. It answers with JSON: `{"state": "approved"}`, or another state, and may say why in `detail`.
 * Whatever else happens counts as unknown, and so as missing.
 *
 * @param deadline in milliseconds
 */
export async function askTicket(url: string, ticket: string, deadline = usualDeadline): Promise<TicketFact> {
  const unknown = (detail: string): TicketFact => ({ ticket, state: 'unknown', detail });
  try {
    const answer = await fetch(url, {
      redirect: 'error',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(deadline),
    });
    if (answer.status === 404) return { ticket, state: 'refused', detail: 'there is no such ticket' };
    if (!answer.ok) return unknown(`the ticket system answers with status ${answer.status}`);
    const text = await boundedText(answer, largestAnswer + 1);
    if (text.length > largestAnswer) return unknown('the answer of the ticket system is too long');
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('state' in value)) return unknown('the answer has no state');
    const detail = 'detail' in value && typeof value.detail === 'string' ? { detail: value.detail } : {};
    return value.state === 'approved'
      ? { ticket, state: 'approved', ...detail }
      : { ticket, state: 'refused', ...detail };
  } catch (error) {
    return unknown(error instanceof Error ? error.message : 'the ticket system cannot be asked');
  }
}
