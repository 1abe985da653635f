import { isMapping, listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { ManifestObject, Path } from '../manifests/manifest';

/** Where a kind has its pods. */
export interface PodTemplatePlace {
  readonly path: readonly string[];
  readonly shape: string;
}

const usual = ['spec', 'template'];
const templateByKind: Readonly<Record<string, readonly string[]>> = {
  Deployment: usual,
  StatefulSet: usual,
  DaemonSet: usual,
  ReplicaSet: usual,
  Rollout: usual,
  Job: usual,
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Where an object says what its pods are; undefined when it has none. */
export function podTemplateOf({ kind, group }: ManifestObject): PodTemplatePlace | undefined {
  const path = ['apps', 'batch', 'argoproj.io'].includes(group) ? templateByKind[kind] : undefined;
  return path === undefined ? undefined : { path, shape: path.join('.') };
}

/** How pods take a ConfigMap or a Secret. */
export interface Reading {
  readonly workload: ManifestObject;
  /** As environment variables: read once, when the container starts. */
  readonly asEnvironment: boolean;
  /** As files that the kubelet keeps current. */
  readonly asFiles: boolean;
  /** As a single file (`subPath`), which stays what it was. */
  readonly asFixedFile: boolean;
}

/** The workloads that read a ConfigMap or Secret. */
export function readersOf(
  kind: 'ConfigMap' | 'Secret',
  name: string,
  objects: readonly ManifestObject[],
): readonly Reading[] {
  return objects.flatMap((workload) => {
    const template = podTemplateOf(workload);
    if (template === undefined) return [];
    const reading = readingOf(kind, name, mappingAt(workload.value, [...template.path, 'spec']));
    return reading.asEnvironment || reading.asFiles || reading.asFixedFile ? [{ workload, ...reading }] : [];
  });
}

function readingOf(kind: 'ConfigMap' | 'Secret', name: string, pod: unknown): Omit<Reading, 'workload'> {
  const isMap = kind === 'ConfigMap';
  const containers = ['containers', 'initContainers'].flatMap((key) => listAt(pod, [key]));
  const refersAt = (value: unknown, path: Path): boolean => textAt(value, path) === name;
  const asEnvironment = containers.some(
    (container) =>
      listAt(container, ['envFrom']).some((one) => refersAt(one, [isMap ? 'configMapRef' : 'secretRef', 'name'])) ||
      listAt(container, ['env']).some((one) =>
        refersAt(one, ['valueFrom', isMap ? 'configMapKeyRef' : 'secretKeyRef', 'name']),
      ),
  );
  const volumes = new Set(
    listAt(pod, ['volumes'])
      .filter(
        (volume) =>
          refersAt(volume, isMap ? ['configMap', 'name'] : ['secret', 'secretName']) ||
          listAt(volume, ['projected', 'sources']).some((one) =>
            refersAt(one, [isMap ? 'configMap' : 'secret', 'name']),
          ),
      )
      .map((volume) => textAt(volume, ['name'])),
  );
  const mounts = containers
    .flatMap((container) => listAt(container, ['volumeMounts']))
    .filter((mount) => isMapping(mount) && volumes.has(textAt(mount, ['name'])));
  const isFixed = (mount: unknown): boolean => valueAt(mount, ['subPath']) !== undefined;
  return {
    asEnvironment,
    asFiles: mounts.some((mount) => !isFixed(mount)),
    asFixedFile: mounts.some(isFixed),
  };
}
