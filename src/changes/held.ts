import { documents, type Catalog, type DocumentName } from '../model/catalog';
import { Reason, type Hold } from '../model/hold';
import { isEarlier } from '../model/instant';
import type { Problem } from '../model/problem';
import type { NodePath } from '../yaml/operation';
import { undeployed } from './deployed';
import { listOf, Name, nameOfEnvironment, Names } from './fields';
import { overlayOf } from './releases';
import { requestProblem } from './request-problem';
import type { Known } from './verb';

/** What may be held, as fields. */
export const HeldFields = {
  service: Names.optional().describe('Service, or several; with environment.'),
  environment: Name.optional().describe('Environment; without service all of it.'),
  team: Name.optional().describe('Team, with all its services, everywhere.'),
};

interface Asked {
  readonly service?: string | readonly string[] | undefined;
  readonly environment?: string | undefined;
  readonly team?: string | undefined;
}

/** Something that is held, or may be. */
export interface Held {
  readonly document: DocumentName;
  readonly path: NodePath;
  readonly hold: Hold | undefined;
}

/** What is wrong with the choice of what is held. */
export function* checkHeld({ service, environment, team }: Asked): Iterable<Problem> {
  if (team !== undefined && (service ?? environment) !== undefined) {
    yield requestProblem(
      ['team'],
      'a team is held everywhere, with all its services',
      'leave service and environment out, or team',
    );
  } else if (team === undefined && environment === undefined) {
    yield service === undefined
      ? requestProblem(
          ['environment'],
          'nothing is said that is held',
          'say environment, service and environment, or team',
        )
      : requestProblem(['environment'], 'nothing is said of where', 'say environment, too');
  }
}

/** Services that are asked for and not deployed there. */
export function* heldProblems({ service, environment }: Asked, catalog: Catalog): Iterable<Problem> {
  if (environment === undefined) return;
  for (const name of listOf(service)) yield* undeployed(catalog, name, nameOfEnvironment(catalog, environment));
}

/** Where what is asked for says that it is held. */
export function heldOf({ service, environment, team }: Asked, catalog: Catalog): readonly Held[] {
  if (team !== undefined) {
    return [{ document: documents.platform, path: ['teams', team, 'hold'], hold: catalog.platform.teams[team]?.hold }];
  }
  const name = nameOfEnvironment(catalog, environment ?? '');
  const services = listOf(service);
  if (services.length === 0) {
    const hold = catalog.environments.get(name)?.hold;
    return [{ document: documents.environment(name), path: ['hold'], hold }];
  }
  return services.map((one) => ({
    document: documents.overlay(one, name),
    path: ['hold'],
    hold: overlayOf(catalog, one, name)?.hold,
  }));
}

/** What is held, for people: `web in prod`, `prod`, `team web-team`. */
export function heldInWords({ service, environment, team }: Asked, catalog: Catalog): string {
  if (team !== undefined) return `team ${team}`;
  const name = nameOfEnvironment(catalog, environment ?? '');
  const services = listOf(service);
  if (services.length === 0) return `environment ${name}`;
  return `${services.length > 2 ? `${services.length} services` : services.join(' and ')} in ${name}`;
}

/** A hold needs a reason that people can read. */
export function* reasonProblems({ reason }: Pick<Known, 'reason'>): Iterable<Problem> {
  if (reason === undefined || reason.trim() === '') {
    yield requestProblem(['reason'], 'there is no reason', 'say why: people read it who wonder why nothing happens');
    return;
  }
  for (const { message } of Reason.safeParse(reason).error?.issues ?? [])
    yield requestProblem(['reason'], `the reason ${message}`, 'say it in a few words');
}

/** A hold that somebody wants; the one that is there when it says the same. */
export function holdBy(
  { by, now, reason }: Pick<Known, 'by' | 'now' | 'reason'>,
  before: Hold | undefined,
  { until, releases }: Partial<HeldSpan>,
): Hold {
  const hold: Hold = {
    reason: reason ?? '',
    by,
    since: now,
    ...(until === undefined ? {} : { until }),
    ...(releases === undefined ? {} : { releases: [...releases] }),
  };
  const isSame =
    before !== undefined && JSON.stringify({ ...hold, since: before.since }) === JSON.stringify(inOrder(before));
  return isSame ? before : hold;
}

/** What a hold says beside why, by whom and since when. */
interface HeldSpan {
  readonly until: string | undefined;
  readonly releases: readonly string[] | undefined;
}

/**
 * A hold beside one that is there: there is room for one only, and nothing that was held is let go because something else is held,
 * nor earlier than somebody wanted.
 */
export function heldAsWell(before: Hold | undefined, wanted: HeldSpan, now: string): HeldSpan {
  if (before === undefined || (before.until !== undefined && !isEarlier(now, before.until))) return wanted;
  return { until: laterEnd(before.until, wanted.until), releases: allOf(before.releases, wanted.releases) };
}

/** Without an end it is held until somebody resumes it. */
function laterEnd(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return undefined;
  return isEarlier(one, other) ? other : one;
}

/** Without names every release is held. */
function allOf(
  some: readonly string[] | undefined,
  others: readonly string[] | undefined,
): readonly string[] | undefined {
  return some === undefined || others === undefined ? undefined : [...new Set([...some, ...others])];
}

function inOrder({ reason, by, since, until, releases }: Hold): Hold {
  return {
    reason,
    by,
    since,
    ...(until === undefined ? {} : { until }),
    ...(releases === undefined ? {} : { releases }),
  };
}
