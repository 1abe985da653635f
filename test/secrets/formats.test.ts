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
