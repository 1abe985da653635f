import type * as z from 'zod';

import type { Problem } from '../model/problem';
import { parsed } from '../problems/parsed';
import { isRecord } from '../problems/schema-at';
import { nameProblem } from './name-problem';
import { refuseAll } from './request-problem';
import type { Known, NamedThing, Planned, Verb } from './verb';

/** A verb as its file writes it: `plan` gets fields that are valid by themselves, and names that are in the catalog. */
export interface VerbDefinition<Fields extends z.ZodObject> extends Omit<Verb, 'fields' | 'names' | 'plan'> {
  readonly fields: Fields;
  readonly names: Readonly<Partial<Record<keyof z.output<Fields>, NamedThing>>>;
  /** Fields that contradict each other, or that others need. @default - any of them go together */
  readonly contradictions?: (fields: z.output<Fields>) => Iterable<Problem>;
  /** @throws InputError with everything that is wrong with the fields, as seen with the catalog */
  readonly plan: (fields: z.output<Fields>, known: Known) => Planned;
}

/** Makes a verb that checks what it is asked. */
export function defineVerb<Fields extends z.ZodObject>({
  contradictions,
  ...definition
}: VerbDefinition<Fields>): Verb {
  const names: Record<string, NamedThing> = {};
  for (const [field, thing] of Object.entries(definition.names)) if (thing !== undefined) names[field] = thing;
  return {
    ...definition,
    names,
    plan: (given, known) => {
      const fields = parsed(definition.fields, given);
      const ofSchema = 'problems' in fields ? fields.problems : [];
      const between = 'value' in fields ? (contradictions?.(fields.value) ?? []) : [];
      refuseAll([...ofSchema.map(problemOf), ...between, ...unknownNames(names, given, ofSchema, known)]);
      if ('problems' in fields) throw new Error('problems that were not refused');
      return definition.plan(fields.value, known);
    },
  };
}

function problemOf({ path, message, hint }: Omit<Problem, 'file'>): Problem {
  return { file: 'request', path, message, ...(hint === undefined ? {} : { hint }) };
}

/** Names that are in no catalog, of fields with which nothing else is wrong. */
function* unknownNames(
  names: Readonly<Record<string, NamedThing>>,
  given: unknown,
  said: readonly Pick<Problem, 'path'>[],
  known: Known,
): Iterable<Problem> {
  if (!isRecord(given)) return;
  for (const [field, thing] of Object.entries(names)) {
    const value = Object.hasOwn(given, field) ? given[field] : undefined;
    if (value === undefined || said.some(({ path }) => path[0] === field)) continue;
    const all = Array.isArray(value) ? value : [value];
    for (const [index, name] of all.entries()) {
      const path = Array.isArray(value) ? [field, index] : [field];
      const problem = nameProblem(known.catalog, thing, String(name), path);
      if (problem !== undefined) yield problem;
    }
  }
}
