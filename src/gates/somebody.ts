import type { Catalog } from '../model/catalog';
import type { Person } from '../model/people';
import type { Actor } from './facts';
import { exactKey, nameKey } from './name-key';

/** An identity, as far as people.yaml and whoever told it say who it is. */
export interface Somebody {
  /** Equal for all names of one person. */
  readonly id: string;
  /** Key of people.yaml. @default - not in it */
  readonly person?: string | undefined;
  /** Teams that it is in beyond doubt: none for a name that nobody has proved. */
  readonly teams: readonly string[];
}

/**
 * Who an identity is, and what that is good for. Who is in people.yaml has the teams that it says; whoever else has those
 * that the forge or the portal tells. A name that only looks like one of people.yaml is nobody, and in no team.
 */
export function somebodyOf({ people }: Catalog, identity: Actor): Somebody {
  const entries = Object.entries(people?.people ?? {});
  const [only, another] = entries.filter(([key, one]) => isProved(key, one, identity));
  if (only !== undefined && another === undefined)
    return { id: personId(only[0]), person: only[0], teams: only[1].teams };
  const isLookAlike = entries.some(([key, one]) => looksLike(key, one, identity));
  const isTold = identity.proof === 'forge' || identity.proof === 'portal';
  return { id: nameKey(identity.name), teams: isTold && !isLookAlike ? (identity.teams ?? []) : [] };
}

/** Everybody whom an identity may be, by any of their names: ids as `Somebody` has them. */
export function idsOf({ people }: Catalog, identity: Actor): readonly string[] {
  const entries = Object.entries(people?.people ?? {});
  const alike = entries.filter(([key, one]) => looksLike(key, one, identity));
  return [nameKey(identity.name), ...alike.map(([key]) => personId(key))];
}

/** Keys of people.yaml of those who are in one of these teams, in the order of names. */
export function peopleIn({ people }: Catalog, teams: readonly string[]): readonly string[] {
  return Object.entries(people?.people ?? {})
    .filter(([, person]) => person.teams.some((team) => teams.includes(team)))
    .map(([key]) => key)
    .sort();
}

/** No name has a colon in front of a space. */
export function personId(key: string): string {
  return `person: ${key}`;
}

/**
 * A key of people.yaml is a name of its own: it counts where the person's SSH key has signed, and not where somebody has a
 * login that is written like it.
 */
function isProved(key: string, { emails, logins }: Person, { name, proof }: Actor): boolean {
  const namesByProof: Partial<Record<Actor['proof'], readonly (string | undefined)[]>> = {
    signed: [key, ...emails],
    forge: [logins.github, logins.gitlab, ...emails],
    portal: [logins.port, ...emails],
  };
  return (namesByProof[proof] ?? []).some((one) => one !== undefined && exactKey(one) === exactKey(name));
}

function looksLike(key: string, { name, emails, logins }: Person, identity: Actor): boolean {
  const names = [key, name, ...emails, logins.github, logins.gitlab, logins.port];
  return names.some((one) => one !== undefined && nameKey(one) === nameKey(identity.name));
}
