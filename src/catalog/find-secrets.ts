import type { Breach } from '../model/catalog';
import { hasSecret } from '../secrets/hide';
import { formatOfSecret } from '../secrets/formats';

/** A secret that somebody wrote into a document, and where. The text is never repeated. */
export type FoundSecret = Omit<Breach, 'document'>;

/** Mappings whose keys are names of what people choose: a name says that its value is a secret. */
const named: ReadonlySet<string> = new Set(['env', 'values', 'annotations', 'labels']);

/** Finds the secrets in a document: no field of a catalog takes one, and Git forgets nothing. */
export function findSecrets(value: unknown): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  collect(value, [], found);
  return found;
}

/** @param path to the value; one list for all of them, as every text of a catalog is looked at and few have a secret */
function collect(value: unknown, path: (string | number)[], found: FoundSecret[]): void {
  if (typeof value === 'string') {
    const isNamed = named.has(String(path.at(-2)));
    if (!hasSecret(isNamed ? String(path.at(-1)) : '', value)) return;
    found.push({
      path: [...path],
      message: `${formatOfSecret(value) ?? 'a text that looks like a secret'} is written here, and no field of a catalog takes one`,
      hint: 'put it into the secret store, name its key in secrets.keys, and replace it: it has been seen',
    });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    path.push(Array.isArray(value) ? Number(key) : key);
    collect(one, path, found);
    path.pop();
  }
}
