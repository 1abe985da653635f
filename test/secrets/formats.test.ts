import { formatOfSecret } from '../../src/secrets/formats';
import { knownSecrets } from '../helpers/known-secrets';

test.each(knownSecrets)('%s is known by its form', (name, text) => {
  expect(formatOfSecret(text)).toBe(name);
  expect(formatOfSecret(`before ${text} after`)).toBe(name);
});

test.each([
  'https://grafana.example.com/d/abc?orgId=1',
  'postgres://web:$(DB_PASSWORD)@db.shop.svc/web',
  'postgres://web:${DB_PASSWORD}@db.shop.svc/web',
  'redis://:@cache:6379',
  'http://web:8080/a@b',
  'git@github.com:your-org/gitops-manifests.git',
  '-----BEGIN CERTIFICATE-----',
  '-----BEGIN PUBLIC KEY-----',
  'AKIAIOSFODNN7',
])('%s is no secret', (text) => {
  expect(formatOfSecret(text)).toBeUndefined();
});

const inBase64 = (text: string): string => Buffer.from(text).toString('base64');

test.each([
  ['an address with a password', 'postgres://app:pa$$w0rd@db/x'],
  ['an address with a password', 'amqp://app:ab:cd*e@db/x'],
  ['an address with a password', 'redis://:hunter2S3@[::1]:6379'],
  ['a connection with a password', 'Server=db;User Id=sa;Password=hunter2S3;Encrypt=true'],
  ['a connection with a password', 'host=db user=app password=hunter2S3 dbname=x'],
  ['a connection with a password', 'jdbc:postgresql://db/x?user=a&password=hunter2S3'],
  ['a header with a password', `Basic ${inBase64('admin:hunter2S3')}`],
  ['a header with a token', `Authorization: Bearer ${'a1B2'.repeat(6)}`],
  ['a password of a registry', JSON.stringify({ auths: { 'ghcr.io': { auth: inBase64('user:hunter2S3') } } })],
  ['a token of Telegram', `110201543:AA${'b1C2'.repeat(8)}d`],
  ['a webhook of Discord', `https://discord.com/api/webhooks/123456789012345678/${'a1B2'.repeat(15)}`],
  ['a password of .netrc', 'machine github.com login x password hunter2S3'],
  ['a private key in base64', inBase64(['-----BEGIN OPENSSH', 'PRIVATE KEY-----\nabc'].join(' '))],
  ['a header with a token', 'Authorization: Bearer s3cr3t'],
  ['a header with a token', '"authorization": "Token abc9"'],
  ['a header with a token', 'curl -H "X-Api-Key: s3cr3t"'],
  ['a header with a token', "--header='PRIVATE-TOKEN: s3cr3t'"],
  ['a hash of a password', `admin:$apr1$abcdefgh$${'aB1./'.repeat(5).slice(0, 22)}`],
  ['a hash of a password', `admin:$2y$05$${'aB1./'.repeat(11).slice(0, 53)}`],
  ['a hash of a password', 'admin:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g='],
  ['a password of a registry', '//registry.example.com/:_authToken=0a1b2c'],
  ['a password of a registry', '_auth = "YWRtaW46aHVudGVyMg=="'],
  ['a token of a kubeconfig', 'apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user:\n    token: s3cr3t\n'],
  ['a token of a kubeconfig', '{"kind":"Config","users":[{"user":{"token":"s3cr3t"}}]}'],
  ['a private key in base64', inBase64(['-----BEGIN', 'PRIVATE KEY-----\nabc'].join(' '))],
])('%s is known where names and passwords stand together: %s', (name, text) => {
  expect(formatOfSecret(text)).toBe(name);
});

test.each([
  'Server=db;User Id=sa;Password=$(DB_PASSWORD);',
  'host=db user=app password=$PGPASSWORD',
  'host=db user=app password={{ .Values.password }}',
  'https://user:$PASS@host/x',
  'https://user:%PASS%@host/x',
  'https://user:__PASSWORD__@host/x',
  'oci://registry:5000@sha256:abcdef',
  'https://x/y?mail=a:bcd@e.fg',
  'Authorization: Bearer $TOKEN and more of it',
  'a bearer of-good-news-and-nothing-else',
  'Basic authentication is used',
  `Basic ${Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9]).toString('base64')}`,
  'the password = what you know',
  'authorization: enabled',
  'proxy_set_header Authorization $http_authorization;',
  'Access-Control-Allow-Headers: Authorization, X-Api-Key',
  'X-Api-Key: header',
  'Authorization: Bearer ${TOKEN}',
  'Authorization: Bearer <token>',
  '//registry.example.com/:_authToken=${NPM_TOKEN}',
  'kind: Config\nusers:\n- user:\n    tokenFile: /var/run/token\n',
  'kind: Pod\ntoken: s3cr3t\n',
  'echo $1$2$3',
  inBase64('-----BEGIN CERTIFICATE-----\nabc'),
])('%s has none', (text) => {
  expect(formatOfSecret(text)).toBeUndefined();
});
