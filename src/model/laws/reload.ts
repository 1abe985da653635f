import type { Breach } from '../catalog';
import { readsSecrets } from '../reload';
import type { Resolved } from '../resolve';
import { isSaidByService, nameOf, placeOf } from './place-of';

/** Who wants pods to be replaced with a Secret has pods that read one. What an environment says is for those who have. */
export function* checkReload(resolved: Resolved): Iterable<Breach> {
  const path = ['secrets', 'reload'];
  if (resolved.settings.secrets.reload === 'never' || readsSecrets(resolved) || !isSaidByService(resolved, path))
    return;
  yield {
    ...placeOf(resolved, path),
    message: `${nameOf(resolved, path)} wants pods to be replaced when a Secret has other values, and has no pods that read one`,
    hint: 'remove it, or name what they read: secrets.keys, secrets.wholeKeys, or a Secret in env, envFrom or volumes',
  };
}
