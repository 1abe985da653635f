import { createHash } from 'node:crypto';

import { inOrderOfNames, type Catalog } from '../model/catalog';
import type { Hold } from '../model/hold';
import type { ChangeRequest } from './request';

/**
 * What ends by itself, and has come to its end: scales that return, holds. Each request ends it only when its end has still
 * come, and has the run id of this end, so that it is made once, whoever finds it.
 *
 * @param now RFC 3339
 */
export function due(catalog: Catalog, now: string): readonly ChangeRequest[] {
  return [...dueIn(catalog, Date.parse(now))];
}

function* dueIn({ platform, environments, services }: Catalog, now: number): Iterable<ChangeRequest> {
  const isDue = (until: string | undefined): until is string => until !== undefined && Date.parse(until) <= now;
  const endOf = (hold: Hold | undefined, place: Readonly<Record<string, string>>): readonly ChangeRequest[] =>
    isDue(hold?.until) ? [request('resume', place, hold.until, `the hold ended at ${hold.until}: ${hold.reason}`)] : [];

  for (const [team, { hold }] of inOrderOfNames(new Map(Object.entries(platform.teams)))) yield* endOf(hold, { team });
  for (const [environment, { hold }] of inOrderOfNames(environments)) yield* endOf(hold, { environment });
  for (const [service, { overlays }] of inOrderOfNames(services)) {
    for (const [environment, { hold, scaleUntil }] of inOrderOfNames(overlays)) {
      const place = { service, environment };
      yield* endOf(hold, place);
      if (!isDue(scaleUntil?.until)) continue;
      yield request('scale', { ...place, back: true }, scaleUntil.until, `the scale ended at ${scaleUntil.until}`);
    }
  }
}

function request(
  verb: 'resume' | 'scale',
  place: ChangeRequest['fields'],
  until: string,
  reason: string,
): ChangeRequest {
  const end = createHash('sha256')
    .update(JSON.stringify([verb, place, until]))
    .digest('hex');
  return { runId: `due-${verb}-${end.slice(0, 32)}`, verb, fields: { ...place, onlyDue: true }, reason };
}
