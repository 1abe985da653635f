import type { Catalog } from '../model/catalog';
import type { AskTicket } from './facts-for';

/** How tickets are looked up by the platform of a catalog. */
export type AskTicketOf = (catalog: Catalog) => AskTicket | undefined;

/**
 * Lets the ticket system be asked that the catalog before a range names, and no other one: a commit of the range could name any
 * server, and would be told what it answers. A ticket that nobody is asked about is not known, which counts as missing.
 *
 * @param before undefined when nothing is trusted before the range
 */
export function ticketsBefore(ask: AskTicket | undefined, before: Catalog | undefined): AskTicketOf {
  const trusted = before?.platform.tickets?.url;
  return ({ platform }) => (platform.tickets === undefined || platform.tickets.url === trusted ? ask : askNobody);
}

const askNobody: AskTicket = async (_, ticket) =>
  await Promise.resolve({
    ticket,
    state: 'unknown',
    detail: 'the ticket system is named by these commits themselves, and is asked when they are on the branch',
  });
