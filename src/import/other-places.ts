import { fill } from '../model/names';
import { keyBelowMount } from '../model/vault-keys';
import { withPlaceholders } from './names';
import { usualRemoteKey } from './secrets';

/** Where Vault's engine is mounted unless a platform says otherwise. */
const usualMount = 'secret';

interface Placed {
  readonly environment: string;
  readonly service: string;
}

/** A key in the secret store, and the names that may be in it: of its environment, and of its service, if it has one. */
export interface KeyOfTree {
  readonly key: string;
  readonly names: Readonly<Record<string, string>>;
}

/**
 * Places that a platform has to list for keys that are not at the usual place of a service: patterns, or the key itself where the
 * pattern would make, of the name of some service, the place of another one. No catalog may say that (`checkStorePlaces`).
 */
export function otherPlaces(keys: readonly KeyOfTree[], all: readonly Placed[]): readonly string[] {
  const owners = new Map(all.map((one) => [fill(usualRemoteKey, namesOf(one)), one.service]));
  const environments = new Set(all.map(({ environment }) => environment));
  const isOfOthers = (pattern: string): boolean => {
    const isOfOneService = pattern.includes('{service}');
    return all.some((one) => {
      const place = fill(pattern, namesOf(one));
      const read = keyBelowMount(place, usualMount, 'v2');
      // What several services share is above others in every catalog, or in none.
      if (!isOfOneService && read === place) return false;
      const owner = owners.get(read);
      return environments.has(read) || (owner !== undefined && !(isOfOneService && owner === one.service));
    });
  };
  const patterns = new Map<string, boolean>();
  const places = keys.flatMap(({ key, names }) => {
    const pattern = withPlaceholders(key, names);
    if (pattern === usualRemoteKey || pattern.startsWith(`${usualRemoteKey}/`)) return [];
    if (!pattern.includes('{')) return [pattern];
    const isRefused = patterns.get(pattern) ?? isOfOthers(pattern);
    patterns.set(pattern, isRefused);
    return [isRefused ? fill(key, names) : pattern];
  });
  return [...new Set(places)].sort();
}

function namesOf({ environment, service }: Placed): Readonly<Record<string, string>> {
  return { environment, service };
}
