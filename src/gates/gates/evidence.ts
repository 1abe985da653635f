import type { Gates } from '../../model/gates';
import { spanMilliseconds } from '../../model/instant';
import type { Evidence, TestResult } from '../facts';
import { replyOf } from '../gate';
import type { Gate, Look, Question } from '../gate';
import { healthyTime, wasHealthyHere } from '../health';
import { ownersOf } from '../owners';
import { comingReleases, evidenceOf, isOf, releaseName } from '../releases';
import type { ComingRelease } from '../releases';
import { instantWords, listed, spanWords } from '../words';

/** A release has shown in the environments before what an environment asks for. */
export const evidence: Gate = {
  name: 'evidence',
  summary: `A release has shown something in each environment that \`after\` names. \`healthyFor\`: how long it was healthy there
without a break, counted up to when somebody last looked, not to now; degraded, missing or failed begins it anew. \`sameDigest\`
(the default): the very same bytes, so a release without a digest waits. \`tests\`: the last result of every test of it is that it
passed, and there is one; what nobody has proved is no result. A release that was as long healthy in this environment itself needs
nothing more; tests are still asked for when the request wants them.`,
  example: `after: [staging]
evidence: { healthyFor: 30m, tests: always }
`,
  ask: (question) => {
    const { evidence: wanted, after = [] } = question.gates;
    if (wanted === undefined) return undefined;
    return replyOf(
      comingReleases(question).flatMap((coming) =>
        after.flatMap((environment) => looksAt({ question, wanted, coming, environment })),
      ),
    );
  },
};

/** A release that has to have shown something in an environment. */
interface Case {
  readonly question: Question;
  readonly wanted: NonNullable<Gates['evidence']>;
  readonly coming: ComingRelease;
  readonly environment: string;
}

/** Whoever reports what runs, in words. */
const watcher = 'the controller, or "slipway evidence"';

function looksAt(one: Case): readonly Look[] {
  const { question, wanted, coming, environment } = one;
  const { service, release, effects } = coming;
  const name = `${service} ${releaseName(release)}`;
  const isHereBefore = wasHealthyHere(question, coming);
  const areTestsWanted = wantsTests(one, isHereBefore);
  if (isHereBefore && !areTestsWanted) {
    return [{ verdict: 'allowed', effects, words: `${name} was healthy in ${question.environment} before` }];
  }
  if (wanted.sameDigest && release.digest === undefined) {
    const words = `${name} has no digest, so nobody knows whether ${environment} had the same bytes: "bump" it with one`;
    return [{ verdict: 'waiting', effects, words, whoCanGive: ownersOf(coming, question) }];
  }
  const found = evidenceOf(question, coming, environment, wanted.sameDigest);
  if (found === undefined) return [notSeen(one, name, areTestsWanted)];
  const looks = [
    ...(wanted.healthyFor === undefined || isHereBefore ? [] : [healthLook(one, name, found, wanted.healthyFor)]),
    ...(areTestsWanted ? [testsLook(one, name, found.tests)] : []),
  ];
  return looks.length > 0 ? looks : [{ verdict: 'allowed', effects, words: seen(name, environment) }];
}

function wantsTests({ question, wanted: { tests } }: Case, isHereBefore: boolean): boolean {
  if (tests === 'never') return false;
  return question.facts.wantsTests || (tests === 'always' && !isHereBefore);
}

// Where nothing but the bytes matters, the overlay of the catalog says enough.
function notSeen({ question, wanted, coming, environment }: Case, name: string, areTestsWanted: boolean): Look {
  const { service, release, effects } = coming;
  const there = question.catalog.services.get(service)?.overlays.get(environment)?.release;
  const isThere = there !== undefined && isOf(release, there, wanted.sameDigest);
  if (isThere && wanted.healthyFor === undefined && !areTestsWanted) {
    return { verdict: 'allowed', effects, words: seen(name, environment) };
  }
  const words = isThere
    ? `nobody has seen ${name} run in ${environment}: ${watcher} tells`
    : `${name} has not been in ${environment}`;
  return { verdict: 'waiting', effects, words, whoCanGive: isThere ? [] : ownersOf(coming, question) };
}

function seen(name: string, environment: string): string {
  return `${name} has been in ${environment}`;
}

function healthLook({ question, coming, environment }: Case, name: string, found: Evidence, healthyFor: string): Look {
  const { effects } = coming;
  const { now } = question.facts;
  const needed = spanMilliseconds(healthyFor);
  const time = healthyTime(found, now);
  const asked = `and ${spanWords(needed)} are needed`;
  if (time !== undefined && time.to - time.from >= needed) {
    const words = `${name} was healthy in ${environment} for ${spanWords(time.to - time.from)}, ${asked}`;
    return { verdict: 'allowed', effects, words };
  }
  const whoCanGive = ownersOf(coming, question);
  if (time === undefined) {
    const words = `${name} was not healthy in ${environment} when somebody last looked, at ${found.observedAt}, ${asked}`;
    return { verdict: 'waiting', effects, words, whoCanGive };
  }
  const begun = `${name} was healthy in ${environment} for ${spanWords(time.to - time.from)}, from ${instantWords(time.from)} to ${instantWords(time.to)}`;
  if (!found.isCurrent) {
    return { verdict: 'waiting', effects, words: `${begun}, ${asked}; it does not run there now`, whoCanGive };
  }
  const possibleFrom = time.from + needed;
  if (possibleFrom > Date.parse(now)) return { verdict: 'waiting', effects, words: `${begun}, ${asked}`, possibleFrom };
  const words = `${begun}, ${asked}; nobody has looked since: ${watcher} tells`;
  return { verdict: 'waiting', effects, words };
}

function testsLook({ question, coming, environment }: Case, name: string, tests: readonly TestResult[]): Look {
  const { effects } = coming;
  const last = new Map<string, TestResult>();
  const proved = tests.filter(({ proof }) => proof !== 'claimed');
  for (const test of [...proved].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) last.set(test.name, test);
  const failed = [...last.values()].filter(({ hasPassed }) => !hasPassed).map((test) => test.name);
  if (last.size > 0 && failed.length === 0) {
    return { verdict: 'allowed', effects, words: `${name} passed ${listed([...last.keys()])} in ${environment}` };
  }
  const words =
    failed.length > 0
      ? `${name} failed ${listed(failed)} in ${environment}`
      : `no test of ${name} in ${environment} is known: CI tells with "slipway evidence"`;
  return { verdict: 'waiting', effects, words, whoCanGive: ownersOf(coming, question) };
}
