import { mapChildren, type Schema } from '../../src/manifest-schemas/schema';
import type { Reference, StoredSchema } from '../../src/manifest-schemas/stored-schemas';
import { canonicalJson } from './canonical-json';

/** A definition with fewer characters is repeated where it is used: reading a reference costs more than reading it. */
const shortestDefinition = 60;

/** A schema whose children are references to other parts. */
export interface Part {
  readonly schema: StoredSchema;
  /** Worth a definition: used more than once and not short, or a part of itself. */
  readonly isShared: boolean;
}

/**
 * Takes schemas apart; equal ones are one part. A $ref in a part is the number of a part.
 *
 * @returns all parts, and the number of each root
 */
export function shareParts(roots: readonly Schema[]): { parts: readonly Part[]; rootNumbers: readonly number[] } {
  const contents: StoredSchema[] = [];
  const uses: number[] = [];
  const loops = new Set<number>();
  const numberByText = new Map<string, number>();
  const numberBySchema = new Map<Schema, number>();
  const open = new Set<Schema>();

  const rootNumbers = roots.map(use);
  return { parts: judge(contents, uses, loops), rootNumbers };

  function use(schema: Schema): number {
    const number = numberBySchema.get(schema) ?? (open.has(schema) ? startLoop(schema) : take(schema));
    uses[number] = (uses[number] ?? 0) + 1;
    return number;
  }

  function take(schema: Schema): number {
    open.add(schema);
    const content = mapChildren(schema, (child): Reference => ({ $ref: use(child) }));
    open.delete(schema);
    const text = canonicalJson(content);
    const number = numberBySchema.get(schema) ?? numberByText.get(text) ?? contents.length;
    contents[number] = content;
    numberByText.set(text, number);
    numberBySchema.set(schema, number);
    return number;
  }

  /** A schema inside itself gets its number before its content is known. */
  function startLoop(schema: Schema): number {
    const number = contents.push({}) - 1;
    loops.add(number);
    numberBySchema.set(schema, number);
    return number;
  }
}

/** Decides bottom up, as parts have lower numbers than what is made of them: what is not shared adds to its parent. */
function judge(
  contents: readonly StoredSchema[],
  uses: readonly number[],
  loops: ReadonlySet<number>,
): readonly Part[] {
  const addedLengths: number[] = [];
  return contents.map((schema, number) => {
    let length = canonicalJson(schema).length;
    mapChildren(schema, (child) => {
      length += '$ref' in child ? (addedLengths[child.$ref] ?? 0) : 0;
      return child;
    });
    const isShared = loops.has(number) || ((uses[number] ?? 0) > 1 && length >= shortestDefinition);
    addedLengths[number] = isShared ? 0 : length;
    return { schema, isShared };
  });
}
