import type { ManifestObject } from '../manifests/manifest';
import { listAt, mappingAt, textAt, type Mapping } from '../manifests/value-at';
import { serviceNameOf, withoutEnvironment } from './names';
import { isOwn } from './own';
import { podTemplateIn, referencesOf } from './pod';

/** A workload and the objects that select or name it, or that it names: what a service of the catalog becomes. */
export interface Group {
  /** Name of the service in the catalog. */
  readonly name: string;
  readonly workload: ManifestObject;
  /** With the workload. An object that two workloads use is a member of both. */
  readonly members: readonly ManifestObject[];
}

/** The objects of an environment by service. */
export interface Grouped {
  readonly groups: readonly Group[];
  /** What belongs to no service. */
  readonly rest: readonly ManifestObject[];
}

const workloadKinds: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'StatefulSet', 'Rollout']);

/**
 * Finds the services of an environment.
 *
 * @param more kinds that become services, too, after the others
 */
export function groupServices(
  objects: readonly ManifestObject[],
  environment: string,
  more: readonly string[] = [],
): Grouped {
  // A job of Slipway's own is part of the service that it backs up.
  const workloads = [
    ...objects.filter(({ kind }) => workloadKinds.has(kind)),
    ...objects.filter((object) => more.includes(object.kind) && !isOwn(object)),
  ];
  const groups: Group[] = [];
  for (const workload of workloads) {
    const members = membersOf(workload, objects);
    const name = nameOf(workload, members, environment);
    const isTaken = groups.some((group) => group.name === name);
    const unique = isTaken ? serviceNameOf(`${name}-${workload.namespace ?? workload.kind}`) : name;
    groups.push({ name: unique, workload, members });
  }
  const used = new Set(groups.flatMap(({ members }) => members));
  return { groups, rest: objects.filter((object) => !used.has(object)) };
}

/** The members of a kind. */
export function membersOfKind({ members }: Group, ...kinds: readonly string[]): readonly ManifestObject[] {
  return members.filter(({ kind }) => kinds.includes(kind));
}

/** Whether a selector finds what has these labels. An empty one finds nothing here: it is about a whole namespace. */
export function selects(selector: Mapping, labels: Mapping): boolean {
  const entries = Object.entries(selector);
  return entries.length > 0 && entries.every(([key, value]) => labels[key] === value);
}

/** Others call a service by the name of its Service; the name of the workload is nobody's business. */
function nameOf(workload: ManifestObject, members: readonly ManifestObject[], environment: string): string {
  const services = members.filter(({ kind }) => kind === 'Service');
  const reachable = services.filter((service) => textAt(service.value, ['spec', 'clusterIP']) !== 'None');
  const own = services.find(({ name }) => name === workload.name);
  const named = own ?? (reachable.length === 1 ? reachable[0] : undefined) ?? workload;
  return serviceNameOf(withoutEnvironment(named.name, environment));
}

function membersOf(workload: ManifestObject, objects: readonly ManifestObject[]): readonly ManifestObject[] {
  const labels = mappingAt(podTemplateIn(workload), ['metadata', 'labels']);
  const near = objects.filter(
    (object) => object !== workload && object.namespace === workload.namespace && !workloadKinds.has(object.kind),
  );
  // One that leads to several workloads is nobody's own: versions of one thing, side by side.
  const isShared = (selector: Mapping): boolean =>
    objects.some(
      (other) =>
        other !== workload &&
        workloadKinds.has(other.kind) &&
        other.namespace === workload.namespace &&
        selects(selector, mappingAt(podTemplateIn(other), ['metadata', 'labels'])),
    );
  const services = near.filter(({ kind, value }) => {
    const selector = mappingAt(value, ['spec', 'selector']);
    return kind === 'Service' && selects(selector, labels) && !isShared(selector);
  });
  const references = referencesOf(workload);
  const serviceNames = new Set(services.map(({ name }) => name));
  const isMember = (object: ManifestObject): boolean => {
    const { kind, name, value } = object;
    switch (kind) {
      case 'Service':
        return services.includes(object);
      case 'HorizontalPodAutoscaler':
      case 'ScaledObject':
        return textAt(value, ['spec', 'scaleTargetRef', 'name']) === workload.name;
      case 'PodDisruptionBudget':
        return selects(mappingAt(value, ['spec', 'selector', 'matchLabels']), labels);
      case 'NetworkPolicy':
        return selects(mappingAt(value, ['spec', 'podSelector', 'matchLabels']), labels);
      case 'PodMonitor':
        return selects(mappingAt(value, ['spec', 'selector', 'matchLabels']), labels);
      case 'ServiceMonitor': {
        const selector = mappingAt(value, ['spec', 'selector', 'matchLabels']);
        return services.some((service) => selects(selector, mappingAt(service.value, ['metadata', 'labels'])));
      }
      case 'ConfigMap':
        return references.configMaps.has(name);
      case 'Secret':
      case 'SealedSecret':
        return references.secrets.has(name);
      case 'ExternalSecret':
        return references.secrets.has(textAt(value, ['spec', 'target', 'name']) ?? name);
      case 'ServiceAccount':
        return name === references.serviceAccount;
      case 'PersistentVolumeClaim':
        return references.claims.has(name);
      case 'Ingress':
      case 'HTTPRoute':
      case 'GRPCRoute':
        return backendsOf(object).some((backend) => serviceNames.has(backend));
      default:
        return false;
    }
  };
  return [workload, ...near.filter((object) => isMember(object) || isNamedAfter(object, workload))];
}

/** Kinds that say nothing of their service but its name. */
const namedKinds: ReadonlySet<string> = new Set(['PrometheusRule', 'AnalysisTemplate']);

/** Ends of names of what Slipway renders for a service besides. */
const ownSuffixes = ['-backup', '-config', '-dashboard'] as const;

function isNamedAfter(object: ManifestObject, { name }: ManifestObject): boolean {
  const { kind } = object;
  if (namedKinds.has(kind)) return object.name === name || object.name.startsWith(`${name}-`);
  if (kind === 'ServiceProfile') return [name, `${name}-active`].includes(object.name.split('.')[0] ?? '');
  const isMade = ['CronJob', 'PersistentVolumeClaim', 'ConfigMap'].includes(kind) && isOwn(object);
  return isMade && ownSuffixes.some((suffix) => object.name === `${name}${suffix}`);
}

/** Names of the Services that an Ingress or a route leads to. */
export function backendsOf({ kind, value }: ManifestObject): readonly string[] {
  const rules = listAt(value, ['spec', 'rules']);
  if (kind === 'Ingress') {
    const paths = rules.flatMap((rule) => listAt(rule, ['http', 'paths']));
    const backends = [
      textAt(value, ['spec', 'defaultBackend', 'service', 'name']),
      ...paths.map((path) => textAt(path, ['backend', 'service', 'name'])),
    ];
    return backends.filter((name) => name !== undefined);
  }
  return rules.flatMap((rule) => listAt(rule, ['backendRefs'])).flatMap((backend) => textAt(backend, ['name']) ?? []);
}
