import { didYouMean, nearest } from '../model/nearest';
import { kubernetesWordHint } from './kubernetes-words';
import { alternatives, isRecord, schemasAt } from './schema-at';
import type { JsonSchema, DocumentPath } from './schema-at';

/**
 * Says what was probably meant by a key that a schema does not know: another choice of the mapping, a similar key, the
 * same key deeper in the file, or what there is.
 *
 * @param value the document
 * @param path of the mapping that has the key
 */
export function unknownKeyHint(key: string, json: JsonSchema, value: unknown, path: DocumentPath): string {
  const schemas = schemasAt(json, path, value);
  const known = [
    ...new Set(schemas.flatMap((schema) => [...Object.keys(schema.properties ?? {}), ...enumKeys(schema)])),
  ];
  const choices = schemasAt(json, path, value, 'all').flatMap((schema) => choicesWith(key, schema));
  if (choices.length > 0) return `it goes with ${choices.join(' or ')}`;
  const word = kubernetesWordHint(key, known);
  if (word !== undefined) return word;
  const meant = nearest(key, known);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  const deeper = schemas.map((schema) => pathTo(key, schema, 2)).find((found) => found !== undefined);
  return deeper === undefined ? didYouMean(key, known) : `did you mean "${[...path, ...deeper].join('.')}"?`;
}

/** `owner "hpa"`: the value of the discriminator with which a mapping may have a key. */
function choicesWith(key: string, schema: JsonSchema): readonly string[] {
  const properties = schema.properties ?? {};
  if (!(key in properties)) return [];
  return Object.entries(properties).flatMap(([name, property]) =>
    isRecord(property) && 'const' in property ? [`${name} ${JSON.stringify(property['const'])}`] : [],
  );
}

/** Where below a schema a key of exactly this name is. */
function pathTo(key: string, schema: JsonSchema, depth: number): readonly string[] | undefined {
  if (depth === 0) return undefined;
  for (const option of alternatives(schema)) {
    for (const [name, property] of Object.entries(option.properties ?? {})) {
      if (!isRecord(property)) continue;
      const inside = alternatives(property).find((one) => Object.hasOwn(one.properties ?? {}, key));
      if (inside !== undefined) return [name, key];
      const deeper = pathTo(key, property, depth - 1);
      if (deeper !== undefined) return [name, ...deeper];
    }
  }
  return undefined;
}

function enumKeys(schema: JsonSchema): readonly string[] {
  const names = schema.propertyNames;
  return isRecord(names) && Array.isArray(names['enum'])
    ? names['enum'].filter((name) => typeof name === 'string')
    : [];
}
