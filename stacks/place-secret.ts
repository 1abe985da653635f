import type { Environment } from '../src/model/environment';
import type { SecretPlace } from './settings/secret-place';

/**
 * Where the values of a Secret of the platform are.
 *
 * @param place what the stack says
 * @param environment the first one that the cluster serves; its store holds what belongs to the cluster
 * @param secret name of the Secret
 * @returns undefined when somebody else keeps the Secret
 */
export function placeSecret(
  place: SecretPlace,
  environment: { readonly name: string; readonly secretStore: Environment['secretStore'] },
  secret: string,
): { readonly store: Environment['secretStore']; readonly remoteKey: string } | undefined {
  if (place.kind === 'secret') return undefined;
  return { store: environment.secretStore, remoteKey: place.key ?? `${environment.name}/${secret}` };
}
