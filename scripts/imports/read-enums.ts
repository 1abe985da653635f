import { readFileSync } from 'node:fs';
import * as z from 'zod';

const Values = z.array(z.string());

/** Definition -> property -> values. */
export type Enums = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/**
 * Reads the values of Kubernetes' enums. The published OpenAPI document leaves them
 * out, but the Go file that it is made from, in the same module, has them: one function per definition, and in it
 * the properties, always at the same indentation.
 */
export function readEnums(goFile: string): Enums {
  const result = new Map<string, Map<string, readonly string[]>>();
  let properties = new Map<string, readonly string[]>();
  let property = '';
  for (const line of readFileSync(goFile, 'utf8').split('\n')) {
    const definition = /^func schema_k8sio_api_(\w+)\(/.exec(line)?.[1];
    if (definition !== undefined) {
      properties = new Map();
      result.set(`io.k8s.api.${definition.replaceAll('_', '.')}`, properties);
    }
    property = /^\t{5}"([^"]+)": \{$/.exec(line)?.[1] ?? property;
    const values = /^\t+Enum: +\[\]interface\{\}\{(.*)\},$/.exec(line)?.[1];
    if (values !== undefined) {
      properties.set(property, Values.parse(JSON.parse(`[${values}]`)));
    }
  }
  return result;
}
