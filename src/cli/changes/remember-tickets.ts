import type { TicketFact } from '../../gates/facts';

/** How long an answer counts, in milliseconds: a ticket that is closed meanwhile counts for so long. */
const remembers = 60_000;
/** Tickets that are remembered at most. */
const most = 1000;

type Ask = (url: string, ticket: string) => Promise<TicketFact>;

/**
 * Asks a ticket system once a minute for the same ticket, however many changes name it and however often they are looked at. Only what
 * it has said is remembered: where it could not be asked, the next one asks again.
 *
 * @param now milliseconds since 1970
 */
export function rememberTickets(ask: Ask, now: () => number): Ask {
  const answers = new Map<string, { readonly fact: Promise<TicketFact>; readonly at: number }>();
  return async (url, ticket) => {
    const known = answers.get(url);
    if (known !== undefined && Math.abs(now() - known.at) < remembers) return await known.fact;
    const fact = ask(url, ticket);
    answers.delete(url);
    answers.set(url, { fact, at: now() });
    for (const oldest of answers.keys()) {
      if (answers.size <= most) break;
      answers.delete(oldest);
    }
    const { state } = await fact;
    if (state === 'unknown' && answers.get(url)?.fact === fact) answers.delete(url);
    return await fact;
  };
}
