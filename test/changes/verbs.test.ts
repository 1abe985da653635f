import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as z from 'zod';

import type { Known } from '../../src/changes/verb';
import { verbs } from '../../src/changes/verbs';
import { verbNames } from '../../src/model/verb-name';
import { carryOut, orderedTexts } from '../helpers/carry-out';

const texts = orderedTexts();

const ran = { version: 'v1.1.0', digest: `sha256:${'1'.repeat(64)}` };
const place = { service: 'payment-service', environment: 'prod' };

/** What examples need to have been before. */
const before: Partial<Known> = {
  history: [{ ...place, release: ran, at: '2026-11-01T00:00:00Z' }],
  evidence: [
    {
      ...place,
      release: ran,
      healthySince: '2026-11-01T00:00:00Z',
      observedAt: '2026-11-02T00:00:00Z',
      isCurrent: false,
      tests: [],
    },
  ],
};

test('every file of the folder is a verb of the registry, called after it', () => {
  const files = readdirSync(join(__dirname, '..', '..', 'src', 'changes', 'verbs'))
    .filter((file) => file !== 'index.ts')
    .map((file) => file.replace(/\.ts$/, ''));

  expect(verbs.map(({ name }) => name).sort()).toEqual(files.sort());
  expect(verbs.map(({ name }) => name)).toEqual(verbNames.slice(0, verbNames.indexOf('approve')));
});

describe.each(verbs.map((verb) => [verb.name, verb] as const))('%s', (_, verb) => {
  test('what it is and what it takes is said in words that help can show', () => {
    const schema: z.core.JSONSchema.BaseSchema = z.toJSONSchema(verb.fields, { io: 'input' });
    const properties = Object.entries(schema.properties ?? {});

    expect(verb.summary).toMatch(/^[a-z].*[^.]$/);
    expect(schema.additionalProperties).toBe(false);
    expect(
      properties
        .filter(([, one]) => typeof one === 'boolean' || !/^[A-Z].*\.$/.test(one.description ?? ''))
        .map(([name]) => name),
    ).toEqual([]);
    expect(Object.keys(verb.names).filter((name) => !(name in (schema.properties ?? {})))).toEqual([]);
  });

  test('its examples can be done on the shipped catalog', () => {
    expect(verb.examples.length).toBeGreaterThan(0);
    for (const { title, fields } of verb.examples) {
      const { planned } = carryOut(verb.name, fields, texts, { reason: 'a good one', ...before });

      expect(title).toMatch(/^[A-Z].*\.$/);
      expect(planned.subject.length).toBeLessThanOrEqual(72);
      expect(planned.subject.startsWith(verb.name)).toBe(true);
    }
  });
});
