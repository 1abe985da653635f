import { resolve } from 'node:path';

import * as z from 'zod';

import type { Review } from '../../delivery/review';
import { InputError } from '../../model/problem';
import { parsed } from '../../problems/parsed';
import { Locator } from '../../yaml/locate';
import { readText } from '../../tree/named-calls';
import type { Context } from '../context';

const Reviews = z.strictObject({
  reviews: z.array(
    z.strictObject({
      by: z.string().min(1),
      teams: z.array(z.string()).default([]),
      answer: z.enum(['approve', 'reject']),
      commit: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'must be the whole id of a commit'),
      at: z.iso.datetime({
        offset: true,
        error: 'must be a date and time with its offset such as "2026-12-24T18:00:00Z"',
      }),
    }),
  ),
});

const example =
  '{"reviews": [{"by": "login", "answer": "approve", "commit": "<40 digits>", "at": "2026-12-24T18:00:00Z"}]}';

/**
 * Reads the reviews that a job of the forge fetched.
 *
 * @param file as it was typed
 * @throws InputError with every problem of the file, each with its line
 */
export function readReviews(file: string, { workingDirectory }: Context): readonly Review[] {
  const text = readText(resolve(workingDirectory, file));
  const read = parsed(Reviews, jsonIn(file, text));
  if (!('problems' in read)) return read.value.reviews;
  const locator = new Locator(text);
  throw new InputError(
    read.problems.map(({ at, ...problem }) => ({ file, ...locator.locate(problem.path, at), ...problem })),
  );
}

/** @throws InputError when it is no JSON: whoever fetched it may have got an error page */
function jsonIn(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InputError([
      {
        file,
        ...placeOf(text),
        path: [],
        message: `this is no JSON: ${error.message}`,
        hint: `it has to be as ${example}`,
      },
    ]);
  }
}

/** Where JSON ends to be JSON. Node says that of some faults only, so the longest beginning that could still become JSON is looked for. */
function placeOf(text: string): { readonly line: number; readonly column: number } {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isBeginning(text.slice(0, middle + 1))) low = middle + 1;
    else high = middle;
  }
  const lines = text.slice(0, low).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (/end of JSON|^Unterminated/.test(message)) return true;
    return Number(/at position (\d+)/.exec(message)?.[1] ?? -1) >= text.length;
  }
}
