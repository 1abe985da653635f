import * as z from 'zod';

import { environmentNamed, type Catalog } from '../model/catalog';
import { Instant, Span, spanMilliseconds } from '../model/instant';
import type { Problem } from '../model/problem';
import { requestProblem } from './request-problem';

/** One name of the catalog. Whether it is there is asked of the catalog, which knows what was meant. */
export const Name = z.string().min(1);

/** One name, or several. */
export const Names = z.union([Name, z.array(Name).min(1, 'must name at least one')]);

/** One name, or several, each once. */
export function listOf(names: string | readonly string[] | undefined): readonly string[] {
  if (names === undefined) return [];
  return typeof names === 'string' ? [names] : [...new Set(names)];
}

/** A commit and its time are said together. */
export function* sourceProblems({
  commit,
  committedAt,
}: {
  readonly commit?: string | undefined;
  readonly committedAt?: string | undefined;
}): Iterable<Problem> {
  if ((commit === undefined) === (committedAt === undefined)) return;
  const [there, missing] = commit === undefined ? ['committedAt', 'commit'] : ['commit', 'committedAt'];
  yield requestProblem([missing], `${missing} is missing, and ${there} is said`, 'say both, or none of them');
}

/** The name of an environment that was checked before: an alias becomes the name. */
export function nameOfEnvironment(catalog: Catalog, nameOrAlias: string): string {
  const name = environmentNamed(catalog, nameOrAlias);
  if (name === undefined) throw new Error(`no environment is called "${nameOrAlias}"`);
  return name;
}

/** When something ends by itself: an instant, or how long it lasts. */
export const Until = z.string().refine((text) => Instant.safeParse(text).success || Span.safeParse(text).success, {
  error: ({ input }) =>
    isNoTime(String(input))
      ? 'is no time at all: it would end at once; say when, as in "4h" or "1d12h"'
      : 'must be a date and time with its offset such as "2026-12-24T18:00:00+01:00", or a span such as "4h" or "1d12h"',
});

/** Whether a text would be a span, were it not zero. */
function isNoTime(text: string): boolean {
  return !/[1-9]/.test(text) && Span.safeParse(text.replaceAll('0', '1')).success;
}

/** The instant of a text that `Until` takes, and what is wrong with it. */
export function untilInstant(
  until: string | undefined,
  now: string,
): { readonly instant?: string; readonly problems: readonly Problem[] } {
  if (until === undefined) return { problems: [] };
  if (Span.safeParse(until).success) {
    const end = new Date(Date.parse(now) + spanMilliseconds(until));
    return { instant: end.toISOString().replace('.000Z', 'Z'), problems: [] };
  }
  if (Date.parse(until) > Date.parse(now)) return { instant: until, problems: [] };
  const problem = requestProblem(['until'], `"${until}" is over: it is ${now}`, 'give a time that comes');
  return { problems: [problem] };
}
