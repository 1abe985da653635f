import type { GitWriter } from '../gitops/git-writer';
import { statementsIn, type EvidenceFiles, type HealthStatement } from './evidence-statement';
import type { RepositoryPlaces } from './head';
import { healthAfter, type Sighting } from './health';
import { placementAt } from './placement-at';

/**
 * What is known of releases after somebody has looked: it belongs to the release that the catalog had at the head that was
 * compared with, and to the bytes that were rendered of it.
 *
 * @returns what is new
 */
export async function seenHealth(
  sightings: readonly Sighting[],
  stored: EvidenceFiles,
  writer: GitWriter,
  places: RepositoryPlaces,
): Promise<readonly HealthStatement[]> {
  const known = statementsIn(stored);
  const changed = new Map<string, HealthStatement>();
  await writer.fetch();
  for (const sighting of [...sightings].sort((a, b) => Date.parse(a.observedAt) - Date.parse(b.observedAt))) {
    const seen = await placementAt(writer, places, sighting);
    if (seen === undefined) continue;
    const { version, digest = '' } = seen.release;
    const key = `${sighting.service} ${sighting.environment} ${version} ${digest}`;
    const after = healthAfter(changed.get(key) ?? known.get(key), sighting, seen);
    if (after !== undefined) changed.set(key, after);
  }
  return [...changed.values()];
}
