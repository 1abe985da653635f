import type { Breach } from '../catalog';
import { fill } from '../names';
import type { Platform } from '../platform';
import { placeholders } from '../resolve';
import type { Resolved } from '../resolve';
import { keyFault, storePlaces } from '../store-places';
import { nameOf, placeOf } from './place-of';

/**
 * A service takes keys of its own places in the secret store. The store knows the cluster and not the service, so without
 * this whoever may change one service could read what every other has there.
 */
export function* checkStoreKeys(resolved: Resolved, platform: Platform): Iterable<Breach> {
  const { remoteKey, keys, wholeKeys } = resolved.settings.secrets;
  const names = placeholders(resolved);
  const allowed = storePlaces(resolved, platform);
  const shared = { path: ['secrets', 'remoteKey'], text: fill(remoteKey, names) };
  const isUsed = Object.values(keys).some((key) => key.remoteKey === undefined);
  const own = Object.entries(keys).flatMap(([name, key]) =>
    key.remoteKey === undefined ? [] : [{ path: ['secrets', 'keys', name, 'remoteKey'], text: key.remoteKey }],
  );
  const whole = wholeKeys.map((key, index) => ({ path: ['secrets', 'wholeKeys', index], text: fill(key, names) }));
  for (const { path, text } of [...(isUsed ? [shared] : []), ...own, ...whole]) {
    const fault = keyFault(text, allowed);
    if (fault === undefined) continue;
    yield { ...placeOf(resolved, path), message: `${nameOf(resolved, path)} ${fault.message}`, hint: fault.hint };
  }
}
