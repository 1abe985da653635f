import type { Evidence } from '../gates/facts';
import type { Problem } from '../model/problem';
import { resolve } from '../model/resolve';
import { isPlainMapping } from '../yaml/operation';
import { releasesIn, type KnownRelease } from './past-releases';
import { requestProblem } from './request-problem';
import type { Known } from './verb';

/** A release that somebody goes back to. */
export interface WayBack {
  readonly service: string;
  readonly environment: string;
  readonly target: KnownRelease;
  /** Whether the settings of then come back, too. */
  readonly withSettings: boolean;
}

/** Whether the last that was seen of a release in an environment is that it was healthy. */
export function wasHealthy(known: Known, service: string, environment: string, target: KnownRelease): boolean {
  return seen(known, service, environment, target).some(({ healthySince }) => healthySince !== undefined);
}

/** What speaks against a way back, so that nobody goes it who does not say why. */
export function* doubtsAbout(way: WayBack, known: Known): Iterable<Problem> {
  const { service, environment, target } = way;
  const { version } = target.release;
  const all = releasesIn(known, service, environment);
  const undone = all.slice(
    0,
    all.findIndex(({ release }) => release === target.release),
  );
  for (const { release } of undone) {
    if (release.irreversible === undefined) continue;
    yield doubt(
      `${release.version} of service "${service}" is irreversible: ${release.irreversible}`,
      `say why one can go back to ${version} nevertheless`,
    );
  }
  const bad = wasHealthy(known, service, environment, target) ? undefined : lastBad(way, known);
  if (bad !== undefined) {
    yield doubt(
      `${version} of service "${service}" was not healthy in "${environment}" when somebody last looked, at ${bad}`,
      `name a release that was, or say why one goes back to ${version} nevertheless`,
    );
  }
  const gone = goneSettings(way, known);
  if (gone.length === 0) return;
  yield doubt(
    `${version} of service "${service}" ran in "${environment}" with ${gone.join(', ')}, which nothing says any more`,
    'bring the settings of then back, too (withSettings), or say why it does without them',
  );
}

function doubt(message: string, hint: string): Problem {
  return requestProblem(['forceReason'], message, hint);
}

function seen(
  { evidence }: Known,
  service: string,
  environment: string,
  { release: { version, digest } }: KnownRelease,
): readonly Evidence[] {
  return evidence.filter(
    (one) =>
      one.service === service &&
      one.environment === environment &&
      one.release.version === version &&
      (one.release.digest ?? digest) === digest,
  );
}

function lastBad({ service, environment, target }: WayBack, known: Known): string | undefined {
  return seen(known, service, environment, target).find((one) => one.lastBad !== undefined)?.lastBad;
}

/** What the processes of then were given by the overlay, and those of now would miss. */
function goneSettings({ service, environment, target, withSettings }: WayBack, { catalog }: Known): readonly string[] {
  const entry = catalog.services.get(service);
  const now = entry && resolve(catalog, service, entry, environment)?.settings;
  if (withSettings || now === undefined) return [];
  const { env, config, secrets } = target.overlay ?? {};
  return [
    ...goneNames('env', env, now.env),
    ...goneNames('config.values', config?.values, now.config.values),
    ...goneNames('secrets.keys', secrets?.keys, now.secrets.keys),
  ];
}

function goneNames(setting: string, then: unknown, now: unknown): readonly string[] {
  if (!isPlainMapping(then)) return [];
  const names = Object.entries(then).flatMap(([name, value]) => (value === null ? [] : [name]));
  return names.filter((name) => !isPlainMapping(now) || !Object.hasOwn(now, name)).map((name) => `${setting}.${name}`);
}
