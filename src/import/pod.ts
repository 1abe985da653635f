import type { ManifestObject } from '../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt, type Mapping } from '../manifests/value-at';

/** The pod template of a workload. */
export function podTemplateIn({ kind, value }: Pick<ManifestObject, 'kind' | 'value'>): Mapping {
  return mappingAt(value, kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template']);
}

/** The container that is the service: the one with its name, else the first with ports, else the first. */
export function mainContainerOf(workload: ManifestObject): { readonly container: Mapping; readonly index: number } {
  const containers = listAt(podTemplateIn(workload), ['spec', 'containers']);
  const named = containers.findIndex((one) => textAt(one, ['name']) === workload.name);
  const listening = containers.findIndex((one) => listAt(one, ['ports']).length > 0);
  const index = named >= 0 ? named : Math.max(listening, 0);
  return { container: mappingAt(containers, [index]), index };
}

/** A volume of a pod and where the main container finds it. */
export interface MountedVolume {
  readonly name: string;
  readonly volume: Mapping;
  readonly mountPath: string;
  readonly mount: Mapping;
}

/** Volumes of the pod that its main container mounts. */
export function mountedVolumes(workload: ManifestObject): readonly MountedVolume[] {
  const volumes = listAt(podTemplateIn(workload), ['spec', 'volumes']);
  return listAt(mainContainerOf(workload).container, ['volumeMounts']).flatMap((mount) => {
    const name = textAt(mount, ['name']);
    const mountPath = textAt(mount, ['mountPath']);
    const volume = volumes.find((one) => textAt(one, ['name']) === name);
    if (name === undefined || mountPath === undefined || volume === undefined) return [];
    return [{ name, mountPath, volume: mappingAt(volume, []), mount: mappingAt(mount, []) }];
  });
}

/** Names of the objects that pods need. */
export interface References {
  readonly configMaps: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
  readonly claims: ReadonlySet<string>;
  readonly serviceAccount: string | undefined;
}

/** What the pods of a workload name. */
export function referencesOf(workload: ManifestObject): References {
  const spec = mappingAt(podTemplateIn(workload), ['spec']);
  const containers = ['containers', 'initContainers'].flatMap((key) => listAt(spec, [key]));
  const sources = containers.flatMap((one) => listAt(one, ['envFrom']));
  const variables = containers.flatMap((one) => listAt(one, ['env']));
  const volumes = listAt(spec, ['volumes']);
  const projected = volumes.flatMap((volume) => listAt(volume, ['projected', 'sources']));
  const texts = (values: readonly unknown[]): ReadonlySet<string> =>
    new Set(values.filter((value) => typeof value === 'string'));
  return {
    configMaps: texts([
      ...sources.map((one) => valueAt(one, ['configMapRef', 'name'])),
      ...variables.map((one) => valueAt(one, ['valueFrom', 'configMapKeyRef', 'name'])),
      ...[...volumes, ...projected].map((one) => valueAt(one, ['configMap', 'name'])),
    ]),
    secrets: texts([
      ...sources.map((one) => valueAt(one, ['secretRef', 'name'])),
      ...variables.map((one) => valueAt(one, ['valueFrom', 'secretKeyRef', 'name'])),
      ...volumes.map((one) => valueAt(one, ['secret', 'secretName'])),
      ...projected.map((one) => valueAt(one, ['secret', 'name'])),
    ]),
    claims: texts(volumes.map((one) => valueAt(one, ['persistentVolumeClaim', 'claimName']))),
    serviceAccount: textAt(spec, ['serviceAccountName']),
  };
}
