import { checkSchema } from '../check/schema/check-schema';
import type { Schemas } from '../manifest-schemas/read-schemas';
import { groupOfApi } from '../manifests/api-group';
import { textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { Path } from '../manifests/manifest';
import type { Placement } from '../model/placement';
import { secretWayFaults } from './secret-way-faults';
import { storeKeyFaults } from './store-keys';

/** Something that an object may not say, and where. */
export interface ObjectFault {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

/**
 * What an API server of the environment's version would not take of an object, and keys of the secret store and ways to secrets
 * that its service may not take. What a server only warns of is for `slipway check`.
 */
export function objectFaults(object: Mapping, placement: Placement, schemas: Schemas): readonly ObjectFault[] {
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
  const refused = checkSchema(manifest, schemas, {}, version).filter(
    ({ rule, severity = 'error' }) => severity === 'error' && rule !== 'deprecated-api',
  );
  return [...refused, ...storeKeyFaults(object, placement), ...secretWayFaults(object, placement)];
}
