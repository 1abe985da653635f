import { gatesOf } from '../model/gates-of';
import { didYouMean } from '../model/nearest';
import type { Release } from '../model/overlay';
import type { Problem } from '../model/problem';
import { releaseCalled, releasesIn, versionsAmong, withoutItsWay } from './past-releases';
import { isSameRelease, overlayOf } from './releases';
import { requestProblem } from './request-problem';
import { hasShown } from './shown';
import type { Known } from './verb';

/** From where to where a service is to go. */
export interface Way {
  readonly service: string;
  readonly from: readonly string[];
  readonly to: string;
  /** @default - the newest one that has shown what is asked for */
  readonly version?: string | undefined;
}

/** A release that can be promoted. */
export interface Promotable {
  readonly release: Release;
  readonly from: string;
  /** Whether it has shown what the environment asks for. */
  readonly hasShown: boolean;
}

/**
 * Finds the release that is meant: the one that was named, or the newest that has shown what the environment asks for. Of
 * those that are older than what runs there already, none is meant: so it is the newest, and the gates say what is missing.
 *
 * @returns undefined when it runs there already
 */
export function findPromotable(way: Way, known: Known): Promotable | Problem | undefined {
  const { service, from, to, version } = way;
  const running = overlayOf(known.catalog, service, to)?.release;
  const found = version === undefined ? newestOf(way, known) : namedOf(way, version, known);
  if (found === undefined || 'message' in found) return found;
  const release: Release = withoutItsWay(found.release);
  if (running !== undefined && isSameRelease(running, release)) return undefined;
  const wanted = gatesOf(known.catalog, to).evidence;
  const isShown = from.every((name) => hasShown(known, service, name, release, wanted));
  return { release, from: found.from, hasShown: isShown };
}

type Found = Pick<Promotable, 'release' | 'from'>;

function namedOf({ service, from, to }: Way, version: string, known: Known): Found | Problem {
  for (const name of from) {
    const called = releaseCalled(releasesIn(known, service, name), version);
    if (called !== undefined) return { release: called.release, from: name };
  }
  const versions = from.flatMap((name) => versionsAmong(releasesIn(known, service, name)));
  return requestProblem(
    ['release'],
    `"${version}" of service "${service}" has not run in ${quotedList(from)}, from where it would go to "${to}"`,
    didYouMean(version, versions),
  );
}

function newestOf({ service, from, to }: Way, known: Known): Found | Problem | undefined {
  const running = overlayOf(known.catalog, service, to)?.release;
  const wanted = gatesOf(known.catalog, to).evidence;
  const [first, ...others] = from;
  if (first === undefined) return undefined;
  const all = releasesIn(known, service, first).map(({ release }) => release);
  const place = running === undefined ? -1 : all.findIndex((release) => isSameRelease(release, running));
  const newer = place < 0 ? all : all.slice(0, place);
  const shown = newer.find((release) =>
    from.every((name) => hasShown(known, service, name, release, wanted) && ranIn(known, service, name, release)),
  );
  const [newest] = newer;
  if (shown !== undefined) return { release: shown, from: first };
  if (newest === undefined) return undefined;
  const other = others.find((name) => {
    const release = overlayOf(known.catalog, service, name)?.release;
    return release === undefined || !isSameRelease(release, newest);
  });
  if (other === undefined) return { release: newest, from: first };
  const there = overlayOf(known.catalog, service, other)?.release.version;
  return requestProblem(
    ['release'],
    `service "${service}" runs ${newest.version} in "${first}" and ${there ?? 'nothing'} in "${other}", and no release has shown in both what "${to}" asks for`,
    'name the release, or bring both environments to one',
  );
}

function ranIn(known: Known, service: string, environment: string, release: Release): boolean {
  return releasesIn(known, service, environment).some((one) => isSameRelease(one.release, release));
}

function quotedList(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' or ');
}
