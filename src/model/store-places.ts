import { fill } from './names';
import type { Platform } from './platform';
import { placeholders } from './resolve';
import type { Resolved } from './resolve';

/** Places in the secret store whose keys, and those below, a service may take in an environment. */
export function storePlaces(resolved: Resolved, { secrets }: Pick<Platform, 'secrets'>): readonly string[] {
  const names = placeholders(resolved);
  return secrets.places.map((place) => fill(place, names));
}

/** Whether a key is one of some places or below it. A store may resolve dots as a file system does. */
export function isInPlaces(key: string, places: readonly string[]): boolean {
  const isPlain = key.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return places.some((place) => key === place || (isPlain && key.startsWith(`${place}/`)));
}

/** What to do about a key that is in none of them. */
export const hintOfPlaces =
  'move the key there, or add its place to secrets.places of platform.yaml, with placeholders, so that it is no place of others';
