import type { ManifestObject } from '../../manifests/manifest';
import type { Lifecycles } from '../../manifest-schemas/lifecycle';
import type { Schemas } from '../../manifest-schemas/read-schemas';
import { isEncryptedBySops } from '../../manifests/sops';
import type { Mapping } from '../../manifests/value-at';
import { builtInChecks } from './built-in';
import { Field } from './field';
import type { KnownGood } from './known-good';
import { article, knownKind } from './known-kind';
import { checkMetadata } from './metadata';
import type { SchemaReport } from './report';
import { checkValue } from './walk';
import { withoutNulls } from './without-nulls';

/**
 * Says what an API server has against an object: all of it, with one walk. What needs other objects or the cluster is not
 * asked; of Kubernetes' Go code the conditions that people meet are here (`built-in/`), not all of them.
 *
 * @param kubernetesVersion minor version: `1.36`
 * @param good what is known of parts of earlier objects, and of which nobody changes any @default - nothing is
 */
export function checkSchema(
  object: ManifestObject,
  schemas: Schemas,
  lifecycles: Lifecycles,
  kubernetesVersion: string,
  good?: KnownGood,
): readonly SchemaReport[] {
  const reports: SchemaReport[] = [];
  const { apiVersion, group, kind, value, writtenAt } = object;
  const known = knownKind(object, schemas, lifecycles, kubernetesVersion, reports);
  if (known === undefined) return reports;
  const { schema, scope, isCustom = false, isPartial = false } = known;
  const isEncrypted = isEncryptedBySops(value);
  const applied = isEncrypted ? withoutKey(value, 'sops') : value;
  const root = new Field(isCustom ? applied : withoutNulls(applied, schema), reports);
  const title = `${article(kind)} ${kind} (${apiVersion})`;
  checkValue(root, schema, { title, isCustom, isPartial, isStatus: false, isEncrypted, writtenAt, good });
  checkMetadata(root.at('metadata'), { group, kind, scope, isCustom, kubernetesVersion });
  if (!isCustom && !isEncrypted) builtInChecks.get(`${apiVersion} ${kind}`)?.(root, kubernetesVersion);
  return reports;
}

function withoutKey(value: Mapping, key: string): Mapping {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}
