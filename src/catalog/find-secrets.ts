import type { Breach } from '../model/catalog';
import { hasSecret } from '../secrets/hide';
import { formatOfSecret } from '../secrets/formats';

/** A secret that somebody wrote into a document, and where. The text is never repeated. */
export type FoundSecret = Omit<Breach, 'document'>;

/** Mappings whose keys are names of what people choose: a name says that its value is a secret. */
const named: ReadonlySet<string> = new Set(['env', 'values', 'annotations', 'labels']);

/** Finds the secrets in a document: no field of a catalog takes one, and Git forgets nothing. */
export function* findSecrets(value: unknown, path: readonly (string | number)[] = []): Iterable<FoundSecret> {
  if (typeof value === 'string') {
    const isNamed = named.has(String(path.at(-2)));
    if (!hasSecret(isNamed ? String(path.at(-1)) : '', value)) return;
    yield {
      path: [...path],
      message: `${formatOfSecret(value) ?? 'what looks like a secret'} is written here, and no field of a catalog takes one`,
      hint: 'put it into the secret store, name its key in secrets.keys, and replace it: it has been seen',
    };
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    yield* findSecrets(one, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}
