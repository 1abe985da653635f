import * as z from 'zod';

import { CheckConfig } from '../../src/check/check-config';
import { Environment } from '../../src/model/environment';
import { Overlay } from '../../src/model/overlay';
import { People } from '../../src/model/people';
import { Platform } from '../../src/model/platform';
import { Service } from '../../src/model/service';

/** A kind of file that people write. */
export interface FileSchema {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly schema: z.ZodType;
}

/** A kind of file of the catalog. */
export interface CatalogSchema extends FileSchema {
  readonly name: 'platform' | 'people' | 'environment' | 'service' | 'overlay';
}

/** The kinds of files of the catalog. */
export const catalogSchemas: readonly CatalogSchema[] = [
  {
    name: 'platform',
    title: 'Slipway platform',
    description: 'catalog/platform.yaml: what holds for every service and environment.',
    schema: Platform,
  },
  {
    name: 'people',
    title: 'Slipway people',
    description: 'catalog/people.yaml: who may sign approvals, and of which teams they are.',
    schema: People,
  },
  {
    name: 'environment',
    title: 'Slipway environment',
    description: 'catalog/environments/<environment>.yaml: a place to run.',
    schema: Environment,
  },
  {
    name: 'service',
    title: 'Slipway service',
    description: 'catalog/services/<service>/service.yaml: what its owner wants, the same in every environment.',
    schema: Service,
  },
  {
    name: 'overlay',
    title: 'Slipway overlay',
    description: 'catalog/services/<service>/<environment>.yaml: the file exists = the service is deployed there.',
    schema: Overlay,
  },
];

/** Every kind of file that has a schema for editors: those of the catalog, and what `slipway check` is told. */
export const fileSchemas: readonly FileSchema[] = [
  ...catalogSchemas,
  {
    name: 'slipway',
    title: 'Slipway checks',
    description: 'slipway.yaml: what a team says about the checks of its repository.',
    schema: CheckConfig,
  },
];

/**
 * The JSON Schema of a kind of file: what people may write (`io: 'input'`), not what parsing makes of it. It has no
 * `$id`, so that a copy of it, as `slipway init` makes one, is not taken for the same document at another address.
 */
export function jsonSchemaOf({ title, description, schema }: FileSchema): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  return { $schema, title, description, ...rest };
}
