import { refuseSecret, saidProblems } from '../../src/delivery/said-problems';
import { describeProblem, InputError } from '../../src/model/problem';

const token = `ghp_${'aB3dE6gH9'.repeat(4)}`;
const key = '-----BEGIN OPENSSH PRIVATE KEY-----';

test.each([
  ['reason', { reason: `it needs ${token}` }, 'request: reason: a token of GitHub is in it'],
  ['ticket', { ticket: token }, 'request: ticket: a token of GitHub is in it'],
  ['hotfix', { hotfix: `customers see ${key}` }, 'request: hotfix: a private key is in it'],
  ['a run id', { runId: token }, 'request: runId: a token of GitHub is in it'],
  ['a field', { fields: { forceReason: `as ${token} says` } }, 'request: forceReason: a token of GitHub is in it'],
  ['a list', { fields: { service: ['web', token] } }, 'request: service: a token of GitHub is in it'],
  ['a name', { fields: { digest: { [token]: 'a' } } }, 'request: digest: a token of GitHub is in it'],
  ['a path', { fields: { values: { [`env["${token}"]`]: 'a' } } }, 'request: values: a token of GitHub is in it'],
])('a secret in %s is refused, and not repeated', (_, request, words) => {
  const said = saidProblems(request).map(describeProblem);

  expect(said).toEqual([expect.stringContaining(words)]);
  expect(said.join()).not.toMatch(/ghp_|BEGIN/);
});

test('a secret in a comment is refused, and not repeated', () => {
  expect(() => refuseSecret('comment', `as ${token} says`)).toThrow(InputError);
  expect(() => refuseSecret('comment', 'the token was replaced')).not.toThrow();
  expect(() => refuseSecret('comment', undefined)).not.toThrow();
});

test.each(['', 'x', '         x', 'it is off'])('%j does not say why it is urgent', (hotfix) => {
  expect(saidProblems({ hotfix }).map(({ path, hint }) => [path, hint])).toEqual([
    [['hotfix'], 'say why it cannot wait, in 10 characters or more'],
  ]);
});

test('of the value of a setting, the catalog says where it belongs', () => {
  expect(saidProblems({ fields: { values: { 'env.A': token } } })).toEqual([]);
});

test('what people say is taken', () => {
  expect(saidProblems({ reason: 'x', ticket: 'CHG-12345', hotfix: 'it is down' })).toEqual([]);
  expect(saidProblems({})).toEqual([]);
});
