import { isMapping, mappingAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { DescribedExtension } from './run-extensions';

/**
 * The JSON Schema of a service or an overlay, for editors: with the extensions that there are, and what each of them is told. An
 * overlay lays over what a service says, so that nothing in it has to be there.
 */
export function withExtensions(schema: unknown, extensions: readonly DescribedExtension[]): unknown {
  if (!isMapping(schema)) return schema;
  const properties = mappingAt(schema, ['properties']);
  const own = {
    ...mappingAt(properties, ['extensions']),
    propertyNames: undefined,
    additionalProperties: false,
    properties: Object.fromEntries(
      extensions.map(({ name, description, json }) => [
        name,
        { ...withoutDemands(json), ...(description === undefined ? {} : { description }) },
      ]),
    ),
  };
  return { ...schema, properties: { ...properties, extensions: own } };
}

/** What one file leaves out, the other may say. */
function withoutDemands(json: Mapping): Mapping {
  const { required: _, $schema: __, ...rest } = json;
  const properties = mappingAt(rest, ['properties']);
  if (Object.keys(properties).length === 0) return rest;
  return {
    ...rest,
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, one]) => [key, isMapping(one) ? withoutDemands(one) : one]),
    ),
  };
}
