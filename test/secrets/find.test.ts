import { growthOf } from '../helpers/growth';
import { secretsIn } from '../../src/secrets/find';
import { withoutSecrets } from '../../src/secrets/hide';

test('places of secrets in JSON are those of its text, with what is escaped there', () => {
  const text = String.raw`{ "a": ["--password", "h\u0075nter2S3\n"], "n": "admin", "s": "{\"apiKey\":\"hunter2S3\"}" }`;

  expect(withoutSecrets(text)).toBe(
    String.raw`{ "a": ["--password", "(a secret: not shown)"], "n": "admin", "s": "{\"apiKey\":\"(a secret: not shown)\"}" }`,
  );
});

test('what was hidden is not hidden again, and what stands beside it is', () => {
  const once = withoutSecrets('--password=hunter2S3 --api-key=hunter2S3');

  expect(once).toBe('--password=(a secret: not shown) --api-key=(a secret: not shown)');
  expect(withoutSecrets(`${once} --api-key=hunter2S3`)).toBe(`${once} --api-key=(a secret: not shown)`);
});

// The full list of words is that of growing-texts.slow.test.ts.
test.each(['mysql ', 'mysql -phunter2 '])(
  'the work for a text of %j grows as the text does',
  (unit) => {
    expect(growthOf((text) => secretsIn(text), unit)).toBeLessThan(3);
  },
  30_000,
);
