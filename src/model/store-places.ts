import { fill } from './names';
import type { Platform } from './platform';
import { placeholders } from './resolve';
import type { Resolved } from './resolve';
import { keyReadings } from './vault-keys';

/** Which keys of the secret store a service may take in an environment. */
export interface StorePlaces {
  /** Places whose keys, and those below, are its own. */
  readonly places: readonly string[];
  /** Where Vault's engines are mounted: External Secrets cuts it off keys. */
  readonly mounts: readonly string[];
}

/**
 * Secrets that the platform has of the store of an environment, at `<environment>/<Secret>`: tokens of Argo CD, keys of the
 * controller. A service of such a name would have them.
 */
export const platformSecrets = [
  'alertmanager-receivers',
  'argocd-backup',
  'argocd-git-webhook',
  'argocd-notifications-secret',
  'argocd-sign-in',
  'grafana-admin',
  'grafana-sign-in',
  'linkerd-identity-issuer',
  'port-gitops-controller',
] as const;

/** Which keys of the secret store a service may take in an environment. */
export function storePlaces(resolved: Resolved, { secrets }: Pick<Platform, 'secrets'>): StorePlaces {
  const names = placeholders(resolved);
  return { places: secrets.places.map((place) => fill(place, names)), mounts: secrets.mounts };
}

/** What is wrong with a key that a service takes, in the words that follow its name, and what to do; undefined of its own keys. */
export function keyFault(
  key: string,
  allowed: StorePlaces,
): { readonly message: string; readonly hint: string } | undefined {
  if (isInPlaces(key, allowed)) return undefined;
  const shown = `which is none of its places: ${shownPlaces(allowed)}`;
  const taken = `takes the key ${JSON.stringify(key)} of the secret store`;
  const readings = keyReadings(allowed.mounts)
    .map(({ mount, read }) => ({ mount, text: read(key) }))
    .filter(({ text }) => text !== key);
  const meant = readings.find(({ text }) => isInPlaces(text, allowed));
  if (meant !== undefined)
    return {
      message: `${taken}, ${shown}`,
      hint: `write ${JSON.stringify(meant.text)}: External Secrets cuts "${meant.mount}/" off, the mount of Vault's engine`,
    };
  const [other] = readings.toReversed();
  if (other === undefined) return { message: `${taken}, ${shown}`, hint: hintOfPlaces };
  return {
    message: `${taken}, and of Vault's engine that is mounted at "${other.mount}" External Secrets reads ${JSON.stringify(other.text)}, ${shown}`,
    hint: hintOfPlaces,
  };
}

/** Names of places as a message shows them. */
export function shownPlaces({ places }: StorePlaces): string {
  return places.map((place) => JSON.stringify(place)).join(', ');
}

/**
 * Whether a key is in some of the places, whatever a store makes of it: it may resolve dots as a file system does, and Vault's
 * provider cuts the mount off.
 */
function isInPlaces(key: string, { places, mounts }: StorePlaces): boolean {
  const isPlain = key.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return places.some((place) =>
    keyReadings(mounts).every(({ read }) => {
      const [asRead, placeAsRead] = [read(key), read(place)];
      return asRead === placeAsRead || (isPlain && asRead.startsWith(`${placeAsRead}/`));
    }),
  );
}

/** What to do about a key that is in none of them. */
const hintOfPlaces =
  'move the key there, or add its place to secrets.places of platform.yaml, with placeholders, so that it is no place of others';
