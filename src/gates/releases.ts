import type { Effect } from '../effects/effect';
import { shortDigest } from '../model/short-digest';
import type { Evidence, ReleaseId } from './facts';
import type { Question } from './gate';
import { fieldIn } from './owners';

/** A release that comes to an environment. */
export interface ComingRelease {
  readonly service: string;
  readonly release: ReleaseId;
  /** What says so. */
  readonly effects: readonly Effect[];
}

/** Releases that come by these effects. One that was there before, to the byte, does not come. */
export function comingReleases({ effects, catalog, environment }: Question): readonly ComingRelease[] {
  return effects.flatMap((effect) => {
    const { kind, service } = effect;
    const release = kind === 'release' ? releaseFrom(effect.after) : undefined;
    if (service === undefined || release === undefined) return [];
    const there = catalog.services.get(service)?.overlays.get(environment)?.release;
    const isThere = release.version === there?.version && release.digest === there.digest;
    return isThere ? [] : [{ service, release, effects: [effect] }];
  });
}

/** For people: `v1.2.0`, and so much of its digest as tells it from others. */
export function releaseName({ version, digest }: ReleaseId): string {
  return digest === undefined ? version : `${version} (${shortDigest(digest)})`;
}

/** Whether evidence is of this release: of the same bytes, or at least of the same version and of no other bytes. */
export function isOf({ version, digest }: ReleaseId, other: ReleaseId, isSameDigestNeeded: boolean): boolean {
  if (isSameDigestNeeded) return digest !== undefined && digest === other.digest;
  return version === other.version && (digest === undefined || other.digest === undefined || digest === other.digest);
}

/** What is known of a release of a service in an environment: what was seen last. */
export function evidenceOf(
  { facts }: Question,
  { service, release }: ComingRelease,
  environment: string,
  isSameDigestNeeded: boolean,
): Evidence | undefined {
  return facts.evidence
    .filter((one) => one.service === service && one.environment === environment)
    .filter((one) => isOf(release, one.release, isSameDigestNeeded))
    .sort((a, b) => Date.parse(a.observedAt) - Date.parse(b.observedAt))
    .at(-1);
}

function releaseFrom(value: unknown): ReleaseId | undefined {
  const [version, digest] = [fieldIn(value, 'version'), fieldIn(value, 'digest')];
  if (typeof version !== 'string') return undefined;
  return { version, digest: typeof digest === 'string' ? digest : undefined };
}
