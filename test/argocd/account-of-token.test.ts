import { accountOfToken } from '../../src/argocd/account-of-token';

/** A token as Argo CD makes it (`SessionManager.Create`): nobody here can verify it, and nobody does. */
function aToken(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

test.each([
  ['slipway-controller:apiKey', 'slipway-controller'],
  ['admin:login', 'admin'],
  ['an-old-account', 'an-old-account'],
  ['proj:prod:releases', 'proj:prod:releases'],
])('a token of "%s" is one of %s, as Argo CD tells of it', (sub, account) => {
  expect(accountOfToken(aToken({ iss: 'argocd', sub, jti: 'id' }))).toBe(account);
});

test.each(['', 'a-token-of-something-else', 'a.b.c', `a.${Buffer.from('[]').toString('base64url')}.c`, aToken({})])(
  'what is no token of Argo CD is of no account: %j',
  (token) => {
    expect(accountOfToken(token)).toBeUndefined();
  },
);
