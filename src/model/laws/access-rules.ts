import type { Breach } from '../catalog';
import type { Resolved } from '../resolve';
import { nameOf, placeOf } from './place-of';

/** What nobody can use is not given: without a token no pod is known to the API server. */
export function* checkAccessRules(resolved: Resolved): Iterable<Breach> {
  const { token, rules } = resolved.settings.identity;
  if (token || rules.length === 0) return;
  const paths = [
    ['identity', 'rules'],
    ['identity', 'token'],
  ];
  yield {
    ...placeOf(resolved, ...paths),
    message: `${nameOf(resolved, ...paths)} has identity.rules, and its pods get no token for the API server`,
    hint: 'add identity.token: true, or remove the rules',
  };
}
