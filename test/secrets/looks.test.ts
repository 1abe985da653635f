import { hasSecret } from '../../src/secrets/find';
import { isPlaceholder, looksRandom, namesASecret } from '../../src/secrets/looks';

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

test.each(
  `DBPASSWORD dbpassword USERPASSWORD APISECRET TOKENSECRET SECRET_KEY_BASE STRIPE_KEY REDIS_AUTH BASIC_AUTH SESSION_KEY HMAC_KEY
  RAILS_MASTER_KEY APP_KEY STORAGE_KEY ACCOUNT_KEY SSH_KEY CREDS DB_PASSWORD2 acme.io/token`.split(/\s+/),
)('%s is a name of secrets, and its value is one', (name) => {
  expect(hasSecret(name, 'hunter2S3cret9x')).toBe(true);
});

test.each(
  `PARTITION_KEY SORT_KEY CACHE_KEY PUBLIC_KEY KEYCLOAK_URL MONKEY AUTHOR TOKENIZER PASSWORD_MIN_LENGTH AUTH_URL DB_PASSWORD_FILE
  STRIPE_KEY_FILE NEXT_PUBLIC_STRIPE_KEY STRIPE_PUBLISHABLE_KEY AUTHENTICATED HTPASSWD_FILE KEY acme.io/auth-secret`.split(
    /\s+/,
  ),
)('%s is none', (name) => {
  expect(hasSecret(name, 'hunter2S3cret9x')).toBe(false);
});

test.each([
  ['STRIPE_KEY', 'pk_live_a1B2c3D4e5F6'],
  ['SSH_KEY', '/etc/ssh/id_ed25519'],
  ['SSH_KEY', 'id_ed25519'],
  ['APP_KEY', 'web'],
  ['APP_KEY', 'web-app-2'],
  ['SESSION_KEY', 'user_id'],
  ['STORAGE_KEY', 'cart.items.v2'],
  ['REDIS_AUTH', 'enabled'],
  ['BASIC_AUTH', 'oauth2'],
])('%s may be called so, and %s is no secret', (name, value) => {
  expect(hasSecret(name, value)).toBe(false);
});

const made = 'hunter2S3cret9x';

test.each([
  `/${made}`,
  `./${made}`,
  `/${made}/aB3`,
  `<${made}`,
  `%{${made}`,
  `\${${made}`,
  `$(${made}`,
  `{{${made}`,
  `ENC[${made}`,
  `vault:${made}`,
  `${made}$(A)`,
  `$(A)${made}`,
  `<a>${made}`,
  `https://x/?token=${made}`,
  `https://a:${made}@x`,
  '847382',
])('%s stands for nothing else: it is the secret', (value) => {
  expect(isPlaceholder(value)).toBe(false);
});

test.each([
  '/run/secrets/db',
  '/etc/x.pem',
  './certs/key.pem',
  '../conf/b',
  '/token',
  '/mnt/Secrets1/db-password',
  '<password>',
  '<path:kv/data/web#token>',
  '${A}',
  '${A:-b}',
  '$(A)',
  '$(A):$(B)',
  'Bearer $(TOKEN)',
  '{{ .Values.token | default "x" }}',
  '{{ a }}{{ b }}',
  'ENC[AES256_GCM,data:aa==,type:str]',
  'vault:secret/data/web#token',
  'ref+vault://secret/web',
  'op://vault/web/token',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:web',
  'projects/web/secrets/token',
  '%{TOKEN}',
  'file:/etc/token',
  'https://id.example.com/token?client=web',
  '8080',
  '30m',
  'true',
  '****',
])('%s stands for a secret that is elsewhere, or for none', (value) => {
  expect(isPlaceholder(value)).toBe(true);
});
