import { IdentityGroup } from '../../src/model/identity-group';

test.each([
  'web-team',
  'your-org:web',
  '/platform/sre',
  'Domain Users',
  'EXAMPLE\\Web',
  'é',
  '5f1c0a4e-6e0d-4f5b-9d7e-2b1c',
])('%s is the name of a group', (name) => {
  expect(IdentityGroup.safeParse(name).success).toBe(true);
});

// A policy of Argo CD is a line of values with commas between them.
test.each(['', ' web', 'web ', 'web,ops', '"web"', 'web\nops', 'web\u0000'])('%j is none', (name) => {
  expect(IdentityGroup.safeParse(name).success).toBe(false);
});

test.each(['admin', 'role:admin', 'proj:web:sre'])('%s is refused: Argo CD gives it rights of its own', (name) => {
  expect(IdentityGroup.safeParse(name).error?.issues.map(({ message }) => message)).toEqual([
    'must not be "admin", "role:..." or "proj:...", which have rights in Argo CD',
  ]);
});
