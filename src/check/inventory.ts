import type { Lifecycles } from '../manifest-schemas/lifecycle';
import type { Schemas } from '../manifest-schemas/read-schemas';
import type { Kustomization, ManifestObject, Path } from '../manifests/manifest';
import { isMapping, listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';

/** What a team says about its manifests, for all rules. */
export interface CheckSettings {
  /** Minor version of the API servers: `1.36`. */
  readonly kubernetesVersion: string;
  /** Registries that images may come from: `ghcr.io/your-org`. @default - any */
  readonly trustedRegistries?: readonly string[];
  /** Addresses of the repository that the manifests are of, as its remotes have them. @default - nobody knows */
  readonly remotes?: readonly string[];
  /** What the API servers take. @default - nobody knows, and no object is checked against a schema */
  readonly schemas?: Schemas;
  /** When built-in kinds are deprecated and removed. @default - nobody knows */
  readonly lifecycles?: Lifecycles;
}

/** An object that makes pods, or a pod. */
export interface Workload {
  readonly object: ManifestObject;
  /** Path of the pod template (or of the pod): `metadata` and `spec` are below it. */
  readonly templatePath: Path;
  /** `spec` of the pods. */
  readonly pod: Mapping;
  readonly podPath: Path;
  /** Labels of the pods. */
  readonly labels: Mapping;
  /** Containers, those that run first as well. */
  readonly containers: readonly WorkloadContainer[];
}

/** A container of a workload, and where it is. */
export interface WorkloadContainer {
  readonly kind: 'container' | 'init container';
  readonly name: string;
  readonly value: Mapping;
  readonly path: Path;
}

/** Where the kinds that make pods have the template of these. */
const templatePaths: Readonly<Record<string, Path>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Objects that are applied together, so that rules find what belongs to what. */
export class Inventory {
  readonly #byKind = new Map<string, ManifestObject[]>();
  /** By kind, namespace and name, which are no text together: there are hundreds of thousands of them. */
  readonly #byName = new Map<string, Map<string, Map<string, ManifestObject>>>();
  #workloads: readonly Workload[] | undefined;

  constructor(
    readonly objects: readonly ManifestObject[],
    readonly settings: CheckSettings,
    /** Those that are read with the objects. */
    readonly kustomizations: readonly Kustomization[] = [],
    /** @see ManifestUnit.isThere */
    readonly isThere?: (path: string) => boolean,
    /** @see ManifestUnit.isBuilt */
    readonly isBuilt = false,
  ) {
    for (const object of objects) {
      const ofKind = this.#byKind.get(object.kind);
      if (ofKind === undefined) this.#byKind.set(object.kind, [object]);
      else ofKind.push(object);
      const ofNamespace = this.#namesIn(object);
      ofNamespace.set(object.name, object);
    }
  }

  /** Objects of a kind; `group` tells kinds of one name apart: `argoproj.io`. */
  ofKind(kind: string, group?: string): readonly ManifestObject[] {
    const all = this.#byKind.get(kind) ?? [];
    return group === undefined ? all : all.filter((object) => object.group === group);
  }

  /** The object of a name. */
  find(kind: string, namespace: string | undefined, name: string): ManifestObject | undefined {
    return this.#byName
      .get(kind)
      ?.get(namespace ?? '')
      ?.get(name);
  }

  #namesIn({ kind, namespace = '' }: ManifestObject): Map<string, ManifestObject> {
    let byNamespace = this.#byName.get(kind);
    if (byNamespace === undefined) this.#byName.set(kind, (byNamespace = new Map()));
    let byName = byNamespace.get(namespace);
    if (byName === undefined) byNamespace.set(namespace, (byName = new Map()));
    return byName;
  }

  /** Everything that makes pods. */
  get workloads(): readonly Workload[] {
    this.#workloads ??= Object.keys(templatePaths).flatMap((kind) => this.ofKind(kind).map(workloadOf));
    return this.#workloads;
  }
}

function workloadOf(object: ManifestObject): Workload {
  const templatePath = templatePaths[object.kind] ?? [];
  const podPath = [...templatePath, 'spec'];
  const containersAt = (key: string, kind: WorkloadContainer['kind']): readonly WorkloadContainer[] =>
    listAt(object.value, [...podPath, key]).flatMap((value, index) =>
      isMapping(value)
        ? [{ kind, name: textAt(value, ['name']) ?? String(index), value, path: [...podPath, key, index] }]
        : [],
    );
  return {
    object,
    templatePath,
    pod: mappingAt(object.value, podPath),
    podPath,
    labels: mappingAt(valueAt(object.value, templatePath), ['metadata', 'labels']),
    containers: [...containersAt('initContainers', 'init container'), ...containersAt('containers', 'container')],
  };
}
