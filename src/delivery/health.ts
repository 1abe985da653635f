import type { HealthStatement } from './evidence-statement';

/** What somebody saw of a placement, at one moment. */
export interface Sighting {
  readonly service: string;
  readonly environment: string;
  /** `healthy` only when it was assessed after the last sync ended; `bad` is degraded, missing or failed. */
  readonly verdict: 'healthy' | 'bad' | 'going-on';
  /** Since when it is healthy (RFC 3339). @default - since it was seen */
  readonly healthySince?: string | undefined;
  /** Head of the branch that was compared with what runs. */
  readonly head: string;
  /** RFC 3339. */
  readonly observedAt: string;
}

/** What a placement is at a head. */
export interface SeenPlacement {
  readonly release: HealthStatement['release'];
  /** Git's name of its rendered folder. */
  readonly tree: string;
}

/**
 * What is known of a release after somebody has looked once more. What is bad ends its health, what goes on only does not lengthen
 * it; health of another rendering begins anew.
 *
 * @param known what was known of the same release
 * @param soakMilliseconds the longest time that anybody asks a release to be healthy: of what was that long, more says nothing
 * @returns undefined when nothing new is known
 */
export function healthAfter(
  known: HealthStatement | undefined,
  { service, environment, verdict, healthySince, observedAt }: Sighting,
  { release, tree }: SeenPlacement,
  soakMilliseconds: number,
): HealthStatement | undefined {
  if (known !== undefined && Date.parse(known.observedAt) >= Date.parse(observedAt)) return undefined;
  if (verdict === 'going-on') return undefined;
  const isSame = known?.tree === tree;
  const lastBad = verdict === 'bad' ? observedAt : known?.lastBad;
  const rest = { service, environment, release, tree, observedAt, ...(lastBad !== undefined && { lastBad }) };
  if (verdict === 'bad') return isSame && known.healthySince === undefined ? undefined : rest;
  const began = healthySince ?? observedAt;
  const before = isSame ? known.healthySince : undefined;
  // Argo CD says since when health is what it is; it forgets that when it starts again.
  const since = before !== undefined && Date.parse(before) < Date.parse(began) ? before : began;
  const isAfterBad = lastBad === undefined || Date.parse(since) >= Date.parse(lastBad);
  const after = { ...rest, healthySince: isAfterBad ? since : observedAt };
  const hasSoaked =
    before === after.healthySince && Date.parse(known?.observedAt ?? '') - Date.parse(before) >= soakMilliseconds;
  return hasSoaked ? undefined : after;
}
