import { printableLine } from '../../model/printable';
import type { JournalStore } from '../journal/journal-store';
import type { Reports } from '../journal/reports';
import { backOff } from '../back-off';
import type { Log } from '../log';
import type { Notice } from '../notice';

/** What people are told with. */
export interface NotifierParts {
  readonly store: JournalStore;
  readonly reports: Reports;
  /** @default - nobody is told, and notices are let go */
  readonly url: () => string | undefined;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
}

/** A call that takes longer has failed, in milliseconds. */
const longestCall = 10_000;
/** Tries: after a day nobody waits for it. */
const mostAttempts = 200;

/**
 * Tells whoever may approve that something waits, and what somebody has done in Argo CD by hand, by one webhook. `text` is what
 * chats show; the rest is for programs. It may be told twice, and never holds anything up.
 */
export class Notifier {
  constructor(private readonly parts: NotifierParts) {}

  /** Tells what is due. @returns whether something was told */
  async step(): Promise<boolean> {
    const { store, reports, url, now, random, log } = this.parts;
    const [queued] = reports.due(['notice'], now(), 1);
    if (queued?.report.kind !== 'notice') return false;
    const { notice } = queued.report;
    const address = url();
    const fault = address === undefined ? undefined : await post(address, shownOf(notice));
    const isOver = fault === undefined || queued.attempts >= mostAttempts;
    if (fault !== undefined) log('notice.failed', { proposal: notice.proposal, act: notice.act?.id, reason: fault });
    await store.write(() => {
      if (isOver) reports.remove(queued);
      else reports.postpone(queued, now() + backOff(queued.attempts + 1, random()));
    });
    return isOver;
  }
}

/** Each thing in one line: people have written parts of it, and a chat shows what begins a line as said by us. */
function shownOf(notice: Notice): Notice {
  const effects = notice.effects.map(printableLine);
  const { link } = notice;
  const lines = [printableLine(notice.text), ...effects, ...(link === undefined ? [] : [link])];
  return { ...notice, effects, text: lines.join('\n') };
}

/** @returns why it was not taken; an address may be a secret, and is in no reason */
async function post(url: string, body: object): Promise<string | undefined> {
  try {
    const { ok, status } = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(longestCall),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return ok ? undefined : `it was answered ${status}`;
  } catch {
    return 'it was not answered';
  }
}
