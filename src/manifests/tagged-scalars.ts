import type { ScalarValue } from '../yaml/scalars';
import { resolveKubernetesScalar } from './scalars';

const prefix = 'tag:yaml.org,2002:';

/** Types that the text must resolve to for a tag. */
const typesByTag: ReadonlyMap<string, (value: ScalarValue) => boolean> = new Map([
  ['bool', (value) => typeof value === 'boolean'],
  ['int', (value) => Number.isInteger(value)],
  ['float', (value) => typeof value === 'number'],
  ['null', (value) => value === null],
]);

/**
 * Resolves a scalar with a tag, as go-yaml v2 does: a tag that YAML does not define makes a string.
 *
 * @returns undefined when the text is not what the tag says
 */
export function resolveTagged(tag: string, source: string): ScalarValue | undefined {
  if (!tag.startsWith(prefix)) return source;
  const name = tag.slice(prefix.length);
  if (name === 'binary') {
    const isBase64 = /^[A-Za-z0-9+/\s]*={0,2}$/.test(source.trimEnd());
    return isBase64 ? Buffer.from(source, 'base64').toString('utf8') : undefined;
  }
  const isOfType = typesByTag.get(name);
  if (isOfType === undefined) return source;
  const value = resolveKubernetesScalar(source);
  return isOfType(value) ? value : undefined;
}
