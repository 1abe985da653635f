import type { CommitReader } from '../gitops/commit-reader';
import type { Catalog } from '../model/catalog';
import { gatesOf } from '../model/gates-of';
import { spanMilliseconds } from '../model/instant';
import { statementsIn, type EvidenceFiles, type HealthStatement } from './evidence-statement';
import type { Head, RepositoryPlaces } from './head';
import { healthAfter, type Sighting } from './health';
import { placementsAt } from './placements-at';

/** What sightings are compared with. */
export interface SeenOn {
  readonly writer: CommitReader;
  readonly places: RepositoryPlaces;
  /** The branch now. */
  readonly head: Head;
}

/**
 * What is known of releases after somebody has looked: it belongs to the release that the catalog had at the head that was
 * compared with, and to the bytes that were rendered of it.
 *
 * @returns what is new
 */
export async function seenHealth(
  sightings: readonly Sighting[],
  stored: EvidenceFiles,
  { writer, places, head }: SeenOn,
): Promise<readonly HealthStatement[]> {
  const { catalog } = head.loaded;
  const known = statementsIn(stored, catalog);
  const changed = new Map<string, HealthStatement>();
  const soak = longestSoak(catalog);
  const placements = await placementsAt(writer, places, sightings);
  const inOrder = [...sightings].sort((a, b) => Date.parse(a.observedAt) - Date.parse(b.observedAt));
  for (const sighting of inOrder) {
    const seen = placements(sighting);
    if (seen === undefined) continue;
    const { version, digest = '' } = seen.release;
    const key = `${sighting.service} ${sighting.environment} ${version} ${digest}`;
    const after = healthAfter(changed.get(key) ?? known.get(key), sighting, seen, soak);
    if (after !== undefined) changed.set(key, after);
  }
  return [...changed.values()];
}

/** In milliseconds. */
function longestSoak(catalog: Catalog): number {
  const spans = [...catalog.environments.keys()].map((name) => gatesOf(catalog, name).evidence?.healthyFor);
  return Math.max(0, ...spans.map((span) => (span === undefined ? 0 : spanMilliseconds(span))));
}
