import { isAccount, looksLikeAnAccount } from '../../src/secrets/accounts';

test.each([
  ['VALUE', 'admin:hunter2'],
  ['VALUE', 'root:S3cret!'],
  ['NEO4J_AUTH', 'neo4j/changed-it'],
  ['BASIC_AUTH', 'web:hunter'],
  ['basicAuth', 'web:hunter'],
  ['PROXY_USERPWD', 'web:hunter'],
])('%s: %s is a name with its password', (name, text) => {
  expect(isAccount(name, text)).toBe(true);
});

test('a name that nobody knows and a password that somebody made look like one', () => {
  expect(isAccount('VALUE', 'web-app:hunter2S3')).toBe(false);
  expect(looksLikeAnAccount('VALUE', 'web-app:hunter2S3')).toBe(true);
});

test.each([
  ['VALUE', 'redis:7.2-alpine3.19'],
  ['VALUE', 'web:v1.2.0-rc1'],
  ['IMAGE', 'web:BuildNr1234Final'],
  ['VALUE', 'web:8080'],
  ['VALUE', '1000:1000'],
  ['VALUE', 'root:root'],
  ['VALUE', 'root:wheel'],
  ['VALUE', 'admin:admin'],
  ['VALUE', 'admin:$(PASSWORD)'],
  ['VALUE', 'admin:{{ .Values.password }}'],
  ['VALUE', 'sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517'],
  ['VALUE', 'commit:9fceb02d0ae598e95dc970b74767f19372d61af8'],
  ['VALUE', 'urn:A1b2C3d4-e5F6-4a7B-8c9D-0e1F2a3B4c5D'],
  ['VALUE', 'system:serviceaccount:shop:web'],
  ['VALUE', 'key:AbcDef1234'],
  ['AUTH', 'enabled'],
  ['AUTH', 'https://auth.example.com'],
  ['HTTP_AUTH', 'basic'],
])('%s: %s is none', (name, text) => {
  expect(looksLikeAnAccount(name, text)).toBe(false);
});
