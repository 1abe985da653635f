import type { ManifestObject } from '../../manifests/manifest';
import { isMapping, listAt, mappingAt, textAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';

/** What the API server writes into the metadata of an object. */
const serverMetadata: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** What controllers and clients note down in annotations. */
const notedAnnotations =
  /^(?:kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/revision|pv\.kubernetes\.io\/.*|volume\.(?:beta\.)?kubernetes\.io\/storage-provisioner|argocd\.argoproj\.io\/tracking-id)$/;

/** Whether somebody wrote an object; others are made by controllers, or are in every namespace. */
export function isSomebodys({ kind, group, name, value }: ManifestObject): boolean {
  if (listAt(value, ['metadata', 'ownerReferences']).length > 0) return false;
  if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') return false;
  if (kind === 'ServiceAccount' && name === 'default' && Object.keys(value).length <= 4) return false;
  return !(group === '' && ['Endpoints', 'Event', 'Node', 'Binding', 'ComponentStatus'].includes(kind));
}

/** An object as somebody wrote it: `kubectl get -o yaml` shows what the server added, too. */
export function cleanObject(object: ManifestObject): ManifestObject {
  const { status: _, ...rest } = object.value;
  const metadata = Object.fromEntries(
    Object.entries(mappingAt(rest, ['metadata'])).filter(([key]) => !serverMetadata.has(key)),
  );
  const annotations = withoutNoted(mappingAt(metadata, ['annotations']));
  const { annotations: __, ...others } = metadata;
  const isLive = textAt(object.value, ['metadata', 'uid']) !== undefined;
  const value = {
    ...rest,
    metadata: { ...others, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
  };
  return { ...object, value: withoutAssigned(object.kind, value, isLive) };
}

function withoutNoted(annotations: Mapping): Mapping {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !notedAnnotations.test(key)));
}

/** Addresses and claims that a server has chosen: nobody asked for these very ones. */
function withoutAssigned(kind: string, value: Mapping, isLive: boolean): Mapping {
  const spec = mappingAt(value, ['spec']);
  if (kind === 'ServiceAccount' && isLive) {
    const { secrets: _, ...rest } = value;
    return rest;
  }
  if (!isMapping(value['spec'])) return value;
  // Nobody writes a list of one address: a server has.
  if (kind === 'Service' && (isLive || spec['clusterIPs'] !== undefined)) {
    const { clusterIP, clusterIPs: _, ipFamilies: __, ipFamilyPolicy: ___, ports: all, ...rest } = spec;
    const ports = listAt(spec, ['ports']).map((port) => {
      const { nodePort: ____, ...own } = mappingAt(port, []);
      return own;
    });
    return {
      ...value,
      spec: { ...rest, ...(clusterIP === 'None' ? { clusterIP } : {}), ...(all === undefined ? {} : { ports }) },
    };
  }
  if (kind === 'PersistentVolumeClaim' && isLive) {
    const { volumeName: _, ...rest } = spec;
    return { ...value, spec: rest };
  }
  return value;
}
