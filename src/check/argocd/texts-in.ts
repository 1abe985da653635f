import type { Path } from '../../manifests/manifest';
import { isMapping } from '../../manifests/value-at';

/** A text inside of a value, and where. */
export interface TextAtPath {
  readonly text: string;
  readonly path: Path;
}

/** Every text of a value, with its path. */
export function* textsIn(value: unknown, path: Path = []): Generator<TextAtPath> {
  if (typeof value === 'string') yield { text: value, path };
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* textsIn(item, [...path, index]);
  } else if (isMapping(value)) {
    for (const [key, item] of Object.entries(value)) yield* textsIn(item, [...path, key]);
  }
}
