import type { Breach } from '../model/catalog';
import { hasSecret } from '../secrets/hide';
import { formatOfSecret } from '../secrets/formats';

/** A secret that somebody wrote into a document, and where. The text is never repeated. */
type FoundSecret = Omit<Breach, 'document'>;

/** Mappings whose keys are names of what people choose: a name says that its value is a secret. */
const named: ReadonlySet<string> = new Set(['env', 'values', 'annotations', 'labels']);

/** Says of a text of a document whether it is a secret: no field of a catalog takes one, and Git forgets nothing. */
export function secretIn(text: string, path: readonly (string | number)[]): FoundSecret | undefined {
  const isNamed = named.has(String(path.at(-2)));
  if (!hasSecret(isNamed ? String(path.at(-1)) : '', text)) return undefined;
  return {
    path: [...path],
    message: `${formatOfSecret(text) ?? 'a text that looks like a secret'} is written here, and no field of a catalog takes one`,
    hint: 'put it into the secret store, name its key in secrets.keys, and replace it: it has been seen',
  };
}
