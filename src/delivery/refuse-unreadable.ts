import type * as z from 'zod';

import { InputError, type Problem } from '../model/problem';
import { readUntrusted } from './read-untrusted';

/**
 * Refuses what could be written, and would not be read back: whoever reads a record later takes no longer texts, and a request or an
 * answer that he cannot read counts for nothing.
 *
 * @param statement what somebody asks or answers, as it would be kept
 * @throws InputError that names every part of it, and repeats none: they are long
 */
export function refuseUnreadable(schema: z.ZodType, statement: unknown): void {
  const text = JSON.stringify(statement);
  if (readUntrusted(schema, text) !== undefined) return;
  const issues = schema.safeParse(JSON.parse(text)).error?.issues ?? [];
  const problems = issues.map(({ path, message }): Problem => ({ file: 'request', path: path.map(keyOf), message }));
  throw new InputError(problems.length > 0 ? problems : [tooDeep]);
}

const tooDeep: Problem = {
  file: 'request',
  path: [],
  message: 'there are lists and mappings in each other, deeper than anything is kept',
  hint: 'say it with fewer levels',
};

function keyOf(key: PropertyKey): string | number {
  return typeof key === 'symbol' ? String(key) : key;
}
