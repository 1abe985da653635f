import * as z from 'zod';

import { lookInto } from '../../src/problems/schema-at';

test('a schema is made to be looked into once, however many files are wrong', () => {
  const schema = z.strictObject({ name: z.string() });

  expect(lookInto(schema)).toMatchObject({
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' } },
  });
  expect(lookInto(schema)).toBe(lookInto(schema));
  expect(lookInto(z.strictObject({ name: z.string() }))).not.toBe(lookInto(schema));
});
