import type { Evidence } from '../gates/facts';
import type { Gates } from '../model/gates';
import { spanMilliseconds } from '../model/instant';
import type { Release } from '../model/overlay';
import type { Known } from './verb';

/**
 * Whether a release has shown in an environment what another one asks for. It only chooses among releases: whether one may
 * go there is for the gates to say.
 *
 * @param wanted the evidence gate of the other environment; undefined when it asks for nothing
 */
export function hasShown(
  { evidence, runTests = false }: Pick<Known, 'evidence' | 'runTests'>,
  service: string,
  environment: string,
  { version, digest }: Release,
  wanted: Gates['evidence'],
): boolean {
  if (wanted === undefined) return true;
  const needsTests = wanted.tests === 'always' || (wanted.tests === 'when-asked' && runTests);
  return evidence.some((seen) => {
    if (seen.service !== service || seen.environment !== environment || seen.release.version !== version) return false;
    if (wanted.sameDigest && seen.release.digest !== digest) return false;
    return wasHealthyFor(seen, wanted.healthyFor) && (!needsTests || hasPassedTests(seen));
  });
}

function wasHealthyFor({ healthySince, observedAt }: Evidence, span: string | undefined): boolean {
  if (span === undefined) return true;
  return healthySince !== undefined && Date.parse(observedAt) - Date.parse(healthySince) >= spanMilliseconds(span);
}

/** The last run of each test counts. */
function hasPassedTests({ tests }: Evidence): boolean {
  const last = new Map(
    [...tests].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).map((test) => [test.name, test.hasPassed]),
  );
  return last.size > 0 && [...last.values()].every((hasPassed) => hasPassed);
}
