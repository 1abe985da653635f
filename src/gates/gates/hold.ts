import type { Hold } from '../../model/hold';
import type { ReleaseId } from '../facts';
import { replyOf } from '../gate';
import type { Gate, Look, Question } from '../gate';
import { comingReleases, releaseName } from '../releases';
import type { ComingRelease } from '../releases';

/** Nobody holds releases back. */
export const holdGate: Gate = {
  name: 'hold',
  summary: `Releases are held back by a hold in the overlay, of the team that owns the service, or of the environment: every
release, or those that it names by version or by digest. It ends by itself if it says until when, or when somebody resumes what it
holds. It stops nothing else: what runs may be scaled, set and retired.`,
  example: `# In the file of an environment, of an overlay, or of a team:
hold: { reason: data is moved, by: sre-team, since: "2026-11-27T09:00:00+01:00", until: "2026-11-28T09:00:00+01:00" }
`,
  ask: (question) => {
    const looks = comingReleases(question).flatMap((coming) =>
      holdsOf(question, coming).map((one) => lookAt(coming, one)),
    );
    return replyOf(looks);
  },
};

interface Held extends Hold {
  /** For people: `web in prod`. */
  readonly what: string;
}

function holdsOf({ catalog, environment, facts }: Question, { service, release }: ComingRelease): readonly Held[] {
  const { service: owned, overlays } = catalog.services.get(service) ?? {};
  const places: readonly (readonly [string, Hold | undefined])[] = [
    [`${service} in ${environment}`, overlays?.get(environment)?.hold],
    ...(owned === undefined ? [] : [[`what is of ${owned.team}`, catalog.platform.teams[owned.team]?.hold] as const]),
    [environment, catalog.environments.get(environment)?.hold],
  ];
  return places
    .flatMap(([what, one]) => (one === undefined ? [] : [{ ...one, what }]))
    .filter(({ releases }) => releases === undefined || isNamed(release, releases))
    .filter(({ until }) => until === undefined || Date.parse(until) > Date.parse(facts.now));
}

/** By its version, or by its bytes, which another version may have as well. */
function isNamed({ version, digest }: ReleaseId, releases: readonly string[]): boolean {
  return releases.some((one) => one === version || one === digest);
}

function lookAt({ service, release, effects }: ComingRelease, held: Held): Look {
  const { reason, by, until, what } = held;
  const words = `${by} holds ${what} back from ${service} ${releaseName(release)}: ${reason}`;
  return until === undefined
    ? { verdict: 'refused', effects, words: `${words}; until somebody resumes it`, whoCanGive: [by] }
    : {
        verdict: 'waiting',
        effects,
        words: `${words}; until ${until}`,
        whoCanGive: [by],
        possibleFrom: Date.parse(until),
      };
}
