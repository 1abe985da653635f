import { checkSchema } from '../check/schema/check-schema';
import type { SchemaReport } from '../check/schema/report';
import type { Schemas } from '../manifest-schemas/read-schemas';
import { groupOfApi } from '../manifests/api-group';
import { textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { Placement } from '../model/placement';

/** What an API server of the environment's version would not take of an object. What it only warns of is for `slipway check`. */
export function objectFaults(object: Mapping, placement: Placement, schemas: Schemas): readonly SchemaReport[] {
  const apiVersion = textAt(object, ['apiVersion']) ?? '';
  const manifest = {
    apiVersion,
    group: groupOfApi(apiVersion),
    kind: textAt(object, ['kind']) ?? '',
    name: textAt(object, ['metadata', 'name']) ?? '',
    namespace: textAt(object, ['metadata', 'namespace']),
    value: object,
    file: '',
    locate: () => undefined,
  };
  const version = placement.customization?.kubernetesVersion ?? '';
  return checkSchema(manifest, schemas, {}, version).filter(
    ({ rule, severity = 'error' }) => severity === 'error' && rule !== 'deprecated-api',
  );
}
