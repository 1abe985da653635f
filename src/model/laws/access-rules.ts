import type { Breach } from '../catalog';
import type { Resolved } from '../resolve';
import { nameOf, placeOf } from './place-of';

/** What nobody can use is not given: without a token no pod is known to the API server. */
export function* checkAccessRules(resolved: Resolved): Iterable<Breach> {
  const { token, rules } = resolved.settings.identity;
  yield* checkSharedAccount(resolved);
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

/** What an account is and may do is said where it is made: of one that is there, it would be said for all that share it. */
function* checkSharedAccount(resolved: Resolved): Iterable<Breach> {
  const { account, annotations, rules } = resolved.settings.identity;
  if (account === undefined) return;
  const path = ['identity', 'account'];
  const said = [
    ...(Object.keys(annotations).length === 0 ? [] : ['annotations']),
    ...(rules.length === 0 ? [] : ['rules']),
  ];
  for (const key of said)
    yield {
      ...placeOf(resolved, ['identity', key]),
      message: `${nameOf(resolved, path)} runs as the ServiceAccount "${account}", which is there, and has identity.${key}`,
      hint: `say identity.${key} where "${account}" is made, for all that run as it; or remove identity.account`,
    };
  if (resolved.wants.names?.account === undefined) return;
  yield {
    ...placeOf(resolved, path),
    message: `${nameOf(resolved, path)} runs as the ServiceAccount "${account}", which is there, and has names.account`,
    hint: 'names.account calls an account of its own; remove one of both',
  };
}
