import { looksRandom, namesASecret } from '../../src/secrets/looks';

// Put together here, so that no scanner takes an example for a secret.
const random = ['wJalrXUtnFEMI', 'K7MDENGbPxRfi', 'CYzEXA3PLE9KEY'].join('/');

test.each([
  ['DB_PASSWORD', true],
  ['dbPassword', true],
  ['SMTP_PASS', true],
  ['DB_PW', true],
  ['PGPASSWORD', true],
  ['BYPASS', false],
  ['COMPASS', false],
  ['PASSTHROUGH', false],
  ['stripe.apiKey', true],
  ['GITHUB_TOKEN', true],
  ['client-secret', true],
  ['AWS_SECRET_ACCESS_KEY', true],
  ['DB_PASSWORD_FILE', false],
  ['TOKEN_URL', false],
  ['SECRET_NAME', false],
  ['MAX_TOKENS', false],
  ['KEYCLOAK_REALM', false],
  ['PUBLIC_API_KEY', false],
  ['CACHE_KEY', false],
  ['tokenizer', false],
  ['cert-manager.io/inject-ca-from-secret', false],
  ['existingSecret', false],
  ['imagePullSecret', false],
])('the name %s says that the value is a secret: %s', (name, isSecret) => {
  expect(namesASecret(name)).toBe(isSecret);
});

test.each([
  ['a commit', '9fceb02d0ae598e95dc970b74767f19372d61af8'],
  ['a digest', 'sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517'],
  ['the digits of a digest', '7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517'],
  ['a UUID', 'A1b2C3d4-e5F6-4a7B-8c9D-0e1F2a3B4c5D'],
  [
    'an image in base64',
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ],
  ['the hash of a script', 'sha384-oqVuAfXRKap7fdgcCY5uykM6R9GqQ8K3uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC'],
  ['a class', 'com/example/shop/web/OrderServiceImplV2Factory123ABC'],
  ['a public key', 'AAAAC3NzaC1lZDI1NTE5AAAAIGtQZ3F9c2Q1Zk9hYkxwT3JzVnd4'],
  ['a path', '/var/lib/postgresql/data/pgdata'],
])('%s does not look like chance', (_, value) => {
  expect(looksRandom('VALUE', value)).toBe(false);
});

test('a generated key does, unless its name says that it may be seen', () => {
  expect(looksRandom('VALUE', random)).toBe(true);
  expect(looksRandom('CLUSTER_ID', random)).toBe(false);
  expect(looksRandom('publicKey', random)).toBe(false);
});
