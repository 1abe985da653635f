import type { Effect } from '../effects/effect';

const guardedKinds: ReadonlySet<string> = new Set(['gates', 'people', 'freeze']);

/**
 * Whether an effect changes who has to agree to what comes later: gates, people and freezes, an environment that comes or
 * goes with its gates, and the team that owns a service, which is who `{team}` is.
 */
export function isGuarded({ kind, path }: Effect): boolean {
  if (kind === 'environment') return path.length === 0;
  if (kind === 'service') return path[0] === 'team';
  return guardedKinds.has(kind);
}
