import type { Release } from '../model/overlay';
import { isSameRelease, overlayOf } from './releases';
import type { Known, PastRelease } from './verb';

/** A release that runs or ran somewhere. */
export type KnownRelease = Pick<PastRelease, 'release' | 'overlay'>;

/** Releases that ran in an environment, newest first, each once; the one that runs there now is the first. */
export function releasesIn(
  { catalog, history }: Pick<Known, 'catalog' | 'history'>,
  service: string,
  environment: string,
): readonly KnownRelease[] {
  const overlay = overlayOf(catalog, service, environment);
  const past = history.filter((one) => one.service === service && one.environment === environment);
  const all = overlay === undefined ? past : [{ release: overlay.release, overlay }, ...past];
  return all.filter(({ release }, index) => all.findIndex((other) => isSameRelease(other.release, release)) === index);
}

/** The newest release of a version. */
export function releaseCalled(releases: readonly KnownRelease[], version: string): KnownRelease | undefined {
  return releases.find(({ release }) => release.version === version);
}

/** Versions of releases, each once. */
export function versionsAmong(releases: readonly KnownRelease[]): readonly string[] {
  return [...new Set(releases.map(({ release }) => release.version))];
}

/** A release that goes somewhere else: what was said of its way to where it is stays there. */
export function withoutItsWay({ promotedFrom: _from, changeTicket: _ticket, ...release }: Release): Release {
  return release;
}
