import type { Schemas } from '../manifest-schemas/read-schemas';
import { textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { Breach } from '../model/catalog';
import { isClusterKind } from '../model/kind-scope';
import type { Placement } from '../model/placement';
import { apiGroupOf } from '../model/service-manifests';
import type { WrittenObject } from '../model/service-manifests';
import { objectFaults } from './object-faults';

/**
 * The manifests of a placement as they are applied: with the labels of its objects, in its namespace, in a wave.
 *
 * @param breaches is added what an API server would not take; paths begin with the place of the object in its file
 */
export function writtenObjects(placement: Placement, schemas: Schemas, breaches: Breach[]): readonly Mapping[] {
  const manifests = placement.customization?.manifests ?? [];
  return manifests.flatMap(({ document, objects }) =>
    objects.map((object, index) => {
      for (const { path, message, hint = 'correct the object' } of objectFaults(object, placement, schemas))
        breaches.push({ document, path: [index, ...path], message, hint });
      return completed(object, placement);
    }),
  );
}

function completed(object: WrittenObject, placement: Placement): Mapping {
  const { labels, namespace, customization, metadata } = placement;
  const unadopted = new Set(customization?.unadopted);
  const isOfCluster = isClusterKind({ group: apiGroupOf(object), kind: object.kind });
  // What gives the rights of an account is said of its identity, or of the account itself.
  const said = object.kind === 'ServiceAccount' ? {} : metadata?.all?.annotations;
  const annotations = { ...said, ...mapping(object.metadata['annotations']) };
  const wave = unadopted.has('waves') ? undefined : waveOf(object);
  const withWave = wave === undefined ? annotations : { [waveKey]: String(wave), ...annotations };
  const own = { ...metadata?.all?.labels, ...mapping(object.metadata['labels']) };
  const withLabels = unadopted.has('labels') ? own : { ...labels, ...own };
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(isOfCluster ? {} : { namespace: textAt(object, ['metadata', 'namespace']) ?? namespace }),
      ...(Object.keys(withLabels).length === 0 ? {} : { labels: withLabels }),
      ...(Object.keys(withWave).length === 0 ? {} : { annotations: withWave }),
    },
  };
}

function mapping(value: unknown): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

const waveKey = 'argocd.argoproj.io/sync-wave';

/** As those of rendered objects: what pods need comes before them, what lets traffic in after them. */
function waveOf({ apiVersion, kind }: WrittenObject): number {
  if (['CustomResourceDefinition', 'Namespace', 'PriorityClass', 'StorageClass'].includes(kind)) return -20;
  if (apiVersion.startsWith('rbac.authorization.k8s.io/')) return -10;
  if (['ConfigMap', 'ServiceAccount', 'ExternalSecret', 'SecretStore', 'NetworkPolicy'].includes(kind)) return -10;
  if (/^(?:ServiceMonitor|PodMonitor|PrometheusRule)$/.test(kind)) return -5;
  return /Route$|^Ingress$|Autoscaler$|^ScaledObject$/.test(kind) ? 5 : 0;
}
