import * as fc from 'fast-check';

import { fillNames, mistakenNames, writtenAsItIs } from '../../src/model/names-in-text';

const names = { service: 'web', environment: 'prod', team: 'web-team', system: 'shop' };

test.each([
  ['http://x.{environment}.svc', 'http://x.prod.svc'],
  ['{service}/{team}/{system}', 'web/web-team/shop'],
  ['{"a": {"b": "{environment}"}}', '{"a": {"b": "prod"}}'],
  ['{{environment}}', '{environment}'],
  ['{{{environment}}}', '{{environment}}'],
  ['{{environment}', '{prod'],
  ['{environment}}', 'prod}'],
  ['${environment} ${{service}} %{team}', '${environment} ${{service}} %{team}'],
  ['{{ .Values }} {status} /users/{id} {0} {} { service }', '{{ .Values }} {status} /users/{id} {0} {} { service }'],
  ['{{id}}', '{{id}}'],
  ['$(POD_IP):{', '$(POD_IP):{'],
])('names are filled into "%s", and nothing else changes', (text, filled) => {
  expect(fillNames(text, names)).toBe(filled);
});

test('what is written as it is comes out as it was', () => {
  const piece = fc.constantFrom('{', '}', '{{', '}}', '$', '%', 'environment', 'service', 'env', 'team', 'x', '"', ' ');
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  fc.assert(
    fc.property(text, (written) => {
      expect(fillNames(writtenAsItIs(written), names)).toBe(written);
      expect(mistakenNames(writtenAsItIs(written))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('names that are nearly those that are filled in are found, each once', () => {
  expect(mistakenNames('{env} {enviroment} {env} {{teams}} ${env} {status}')).toEqual([
    { name: 'env', meant: 'environment' },
    { name: 'enviroment', meant: 'environment' },
  ]);
});
