import { isNameTaken, withMember } from '../../src/scaffold/cargo-workspace';

const lockOf = (...names: readonly string[]): string =>
  ['# made by cargo\nversion = 4\n', ...names.map((name) => `[[package]]\nname = "${name}"\nversion = "0.1.0"\n`)].join(
    '\n',
  );

test.each([
  ['first', 'auth', ['auth', 'chat', 'shared']],
  ['in the middle', 'mail', ['chat', 'mail', 'shared']],
  ['last', 'world', ['chat', 'shared', 'world']],
])('a member comes where cargo puts it: %s', (_, member, expected) => {
  expect(withMember(lockOf('chat', 'shared'), lockOf(member, 'shared'), member)).toBe(lockOf(...expected));
});

test('a member that is there already is there once', () => {
  expect(withMember(lockOf('chat', 'shared'), lockOf('chat'), 'chat')).toBe(lockOf('chat', 'shared'));
});

test('a package of somebody else that is called alike is told apart', () => {
  const foreign = '[[package]]\nname = "tokio"\nversion = "1.0.0"\nsource = "registry+https://example.com"\n';
  const lock = `${lockOf('shared', 'tokio')}\n${foreign}`;

  expect([isNameTaken(lock, 'tokio'), isNameTaken(lock, 'shared'), isNameTaken(lock, 'mail')]).toEqual([
    true,
    false,
    false,
  ]);
});
