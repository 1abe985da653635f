import { replyOf } from '../gate';
import type { Gate, Look, Question } from '../gate';
import { wasHealthyHere } from '../health';
import { ownersOf } from '../owners';
import { comingReleases, evidenceOf, isOf, releaseName } from '../releases';
import type { ComingRelease } from '../releases';

/** A release has been in the environments before. */
export const order: Gate = {
  name: 'order',
  summary: `A release comes to an environment after it was in each of those that \`after\` names: it is in their overlays now, or
there is evidence that it ran there. It is known by its version, and by its digest where both sides have one. A release that was
healthy in this environment itself needs no other: that is a rollback.`,
  example: `after: [staging]
`,
  ask: (question) =>
    replyOf(
      comingReleases(question).flatMap((coming) =>
        (question.gates.after ?? []).map((environment) => lookAt(question, coming, environment)),
      ),
    ),
};

function lookAt(question: Question, coming: ComingRelease, environment: string): Look {
  const { service, release, effects } = coming;
  const name = `${service} ${releaseName(release)}`;
  if (wasHealthyHere(question, coming)) {
    return { verdict: 'allowed', effects, words: `${name} was healthy in ${question.environment} before` };
  }
  if (isThere(question, coming, environment) || evidenceOf(question, coming, environment, false) !== undefined) {
    return { verdict: 'allowed', effects, words: `${name} has been in ${environment}` };
  }
  return {
    verdict: 'waiting',
    effects,
    words: `${name} has not been in ${environment}, ${whyNot(question, coming, environment)}`,
    whoCanGive: ownersOf(coming, question),
  };
}

function isThere({ catalog }: Question, { service, release }: ComingRelease, environment: string): boolean {
  const there = catalog.services.get(service)?.overlays.get(environment)?.release;
  return there !== undefined && isOf(release, there, false);
}

function whyNot({ catalog }: Question, { service }: ComingRelease, environment: string): string {
  if (!catalog.environments.has(environment)) return 'which is no environment of the catalog';
  const there = catalog.services.get(service)?.overlays.get(environment)?.release;
  return there === undefined ? `where ${service} is not deployed` : `where ${releaseName(there)} is`;
}
