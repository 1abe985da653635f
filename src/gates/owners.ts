import type { Effect } from '../effects/effect';
import { fill } from '../model/names';
import type { Question } from './gate';

/**
 * Who `{team}` is for an effect: the team of the service, as the catalog before the change has it, for a team that a change names
 * would judge its own change; of a service that is new, and of what is no service's, the owners of the environment, or else those
 * of the platform.
 */
export function ownersOf(
  { service = '' }: Pick<Effect, 'service'>,
  { catalog, environment }: Question,
): readonly string[] {
  const known = catalog.services.get(service);
  if (known !== undefined) return [known.service.team];
  const owners = catalog.environments.get(environment)?.owners ?? [];
  return owners.length > 0 ? owners : catalog.platform.owners;
}

/** Teams that are meant for an effect: `{team}` and `{team}-leads` are one for each owner, and none where nobody owns it. */
export function teamsMeant(teams: readonly string[], effect: Effect, question: Question): readonly string[] {
  const owners = ownersOf(effect, question);
  return teams.flatMap((team) => (team.includes('{') ? owners.map((owner) => fill(team, { team: owner })) : [team]));
}

/** A field of plain data; undefined when there is none. */
export function fieldIn(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
