import { isMapping, listAt, textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { InitContainer, Sidecar } from '../model/container';
import type { ServiceJob } from '../model/job';
import type { Convention, EnvironmentConvention } from '../model/convention';
import type { Placement } from '../model/placement';
import { copyOf } from './copy';
import { editable, editableList } from './editable';
import type { Editable } from './editable';
import { hasPods, isOfJob, pathOfTemplate } from './pods-of';

/** Takes away what conventions add to an object; says whether anything is left of it. */
type Removal = (object: Editable, placement: ConventionSubject) => boolean;

/** What is asked of a placement to know what its conventions add. */
export type ConventionSubject = Pick<
  Placement,
  'selector' | 'env' | 'ports' | 'pull' | 'serviceName' | 'customization'
>;

/** The objects of a placement without what it has not adopted. Objects are copied before they are changed. */
export function withoutConventions(objects: readonly Mapping[], placement: ConventionSubject): readonly Mapping[] {
  const unadopted = placement.customization?.unadopted ?? [];
  if (unadopted.length === 0) return objects;
  return objects.flatMap((object) => {
    const copy: Mapping = copyOf(object);
    const kept = unadopted.every((convention) => removals[convention](editable(copy, []), placement));
    return kept ? [copy] : [];
  });
}

/** The same of the objects that bound a namespace. */
export function isAdopted(object: Mapping, unadopted: readonly EnvironmentConvention[]): boolean {
  return !unadopted.some((convention) => environmentKinds[convention]?.includes(String(object['kind'])) === true);
}

const environmentKinds: Readonly<Partial<Record<EnvironmentConvention, readonly string[]>>> = {
  namespace: ['Namespace'],
  quota: ['ResourceQuota'],
  'container-limits': ['LimitRange'],
  'default-deny': ['NetworkPolicy'],
};

const removals: Readonly<Record<Convention, Removal>> = {
  labels: (object, { selector, customization }) => {
    if (isOfJob(object)) return withoutJobLabels(object, customization);
    // What pods are found by stays, also on what finds them.
    const isFinder = hasPods(object);
    const metadata = editable(object, ['metadata']);
    if (object['kind'] === 'Service') metadata['labels'] = { ...editable(object, ['spec', 'selector']) };
    else if (isFinder) metadata['labels'] = { ...selector };
    else delete metadata['labels'];
    if (hasPods(object)) editable(object, [...pathOfTemplate(object), 'metadata'])['labels'] = { ...selector };
    for (const claim of editableList(object, ['spec', 'volumeClaimTemplates']))
      delete editable(claim, ['metadata'])['labels'];
    return true;
  },
  'selector-labels': (object, { selector }) => {
    if (!hasPods(object) && object['kind'] !== 'Service') return true;
    const metadata = editable(object, ['metadata']);
    const kept = Object.entries(editable(metadata, ['labels'])).filter(([name, value]) => selector[name] !== value);
    if (kept.length === 0) delete metadata['labels'];
    else metadata['labels'] = Object.fromEntries(kept);
    return true;
  },
  waves: (object) => withoutAnnotation(editable(object, ['metadata']), 'argocd.argoproj.io/sync-wave'),
  'job-replacement': (object) =>
    object['kind'] !== 'Job' || withoutAnnotation(editable(object, ['metadata']), 'argocd.argoproj.io/sync-options'),
  'config-checksum': (object) =>
    ['checksum/config', 'checksum/files'].every((name) =>
      withoutAnnotation(editable(object, [...pathOfTemplate(object), 'metadata']), name),
    ),
  'variable-order': (object, { env, customization }) => {
    for (const container of containersOf(object)) {
      const said = saidOf(object, container, customization)?.env;
      const order = [...Object.keys(said ?? {}), ...Object.keys(env)];
      const place = (one: unknown): number => order.indexOf(textAt(one, ['name']) ?? '');
      if (listAt(container, ['env']).length > 0)
        container['env'] = [...listAt(container, ['env'])].sort((a, b) => place(a) - place(b));
    }
    return true;
  },
  // What an image is called is decided where it is made of its release.
  'image-registry': () => true,
  'image-tag': () => true,
  'pinned-version': () => true,
  'pull-policy': inContainers((container) => delete container['imagePullPolicy']),
  'liveness-probe': inOwnContainer((container) => delete container['livenessProbe']),
  'readiness-probe': inOwnContainer((container) => delete container['readinessProbe']),
  'startup-probe': inOwnContainer((container) => delete container['startupProbe']),
  'pre-stop': inOwnContainer((container) => delete container['lifecycle']),
  requests: withoutAmounts('requests', ['cpu', 'memory']),
  limits: withoutAmounts('limits', ['cpu', 'memory']),
  'disk-limits': (object, placement) =>
    withoutAmounts('requests', ['ephemeral-storage'])(object, placement) &&
    withoutAmounts('limits', ['ephemeral-storage'])(object, placement),
  'container-user': inContainers((container) => {
    const context = editable(container, ['securityContext']);
    for (const key of ['runAsGroup', 'runAsNonRoot', 'runAsUser']) delete context[key];
  }),
  'pod-user': inPod((pod) => {
    const context = editable(pod, ['securityContext']);
    for (const key of ['runAsGroup', 'runAsNonRoot', 'runAsUser']) delete context[key];
  }),
  'said-defaults': inContainers((container) => {
    const context = editable(container, ['securityContext']);
    if (context['allowPrivilegeEscalation'] === true) delete context['allowPrivilegeEscalation'];
    if (context['readOnlyRootFilesystem'] === false) delete context['readOnlyRootFilesystem'];
    if (context['runAsNonRoot'] === false) delete context['runAsNonRoot'];
  }),
  'low-ports': inPod((pod) => delete editable(pod, ['securityContext'])['sysctls']),
  seccomp: (object) => {
    for (const context of [podOf(object), ...containersOf(object)].map((one) => editable(one, ['securityContext'])))
      delete context['seccompProfile'];
    return true;
  },
  'volume-ownership': inPod((pod) => delete editable(pod, ['securityContext'])['fsGroupChangePolicy']),
  'security-context': (object) => {
    for (const container of containersOf(object)) delete container['securityContext'];
    delete podOf(object)['securityContext'];
    return true;
  },
  'service-account': (object, { pull }) => {
    const pod = podOf(object);
    delete pod['serviceAccountName'];
    // They are said on the account, where there is one.
    if (hasPods(object) && pull.secrets.length > 0) pod['imagePullSecrets'] = pull.secrets.map((name) => ({ name }));
    return object['kind'] !== 'ServiceAccount';
  },
  token: (object) => {
    delete podOf(object)['automountServiceAccountToken'];
    if (object['kind'] === 'ServiceAccount') delete object['automountServiceAccountToken'];
    return true;
  },
  'service-links': inPod((pod) => delete pod['enableServiceLinks']),
  'dns-options': inPod((pod) => delete pod['dnsConfig']),
  spread: inPod((pod) => {
    delete pod['affinity'];
    delete pod['topologySpreadConstraints'];
  }),
  'port-names': inContainers((container) => {
    for (const port of editableList(container, ['ports'])) delete port['name'];
  }),
  'target-port-names': (object, { ports }) => {
    const numberOf = (name: unknown): unknown => ports.find((port) => port.name === name)?.containerPort ?? name;
    for (const container of containersOf(object))
      for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
        for (const action of ['httpGet', 'tcpSocket']) {
          const asked = editable(container, [probe, action]);
          if ('port' in asked) asked['port'] = numberOf(asked['port']);
        }
    if (object['kind'] === 'Service')
      for (const port of editableList(object, ['spec', 'ports'])) port['targetPort'] = numberOf(port['targetPort']);
    return true;
  },
  'service-port-names': inServicePorts((port) => delete port['name']),
  'app-protocol': inServicePorts((port) => delete port['appProtocol']),
  'disruption-budget': (object) => object['kind'] !== 'PodDisruptionBudget',
  'network-policy': (object) => object['kind'] !== 'NetworkPolicy',
  service: (object, { serviceName }) =>
    object['kind'] !== 'Service' || textAt(object, ['metadata', 'name']) !== serviceName,
  workload: (object) => !hasPods(object),
};

/** Nothing finds the pods of jobs but a policy. */
function withoutJobLabels(object: Editable, customization: ConventionSubject['customization']): boolean {
  delete editable(object, ['metadata'])['labels'];
  delete editable(object, ['spec', 'jobTemplate'])['metadata'];
  if (customization?.unadopted.includes('network-policy') === true)
    delete editable(object, pathOfTemplate(object))['metadata'];
  return true;
}

function podOf(object: Editable): Editable {
  return editable(object, [...pathOfTemplate(object), 'spec']);
}

function containersOf(object: Editable): readonly Editable[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    editableList(object, [...pathOfTemplate(object), 'spec', list]),
  );
}

/** What is said of a container besides that of the service, or of a job; undefined of that one. */
function saidOf(
  object: Mapping,
  container: Editable,
  customization: ConventionSubject['customization'],
): InitContainer | Sidecar | ServiceJob | undefined {
  const said = isOfJob(object) ? customization?.jobs : customization?.beside;
  const name = textAt(container, ['name']) ?? '';
  return said !== undefined && Object.hasOwn(said, name) ? said[name] : undefined;
}

function inPod(change: (pod: Editable) => unknown): Removal {
  return (object) => {
    change(podOf(object));
    return true;
  };
}

function inContainers(change: (container: Editable) => unknown): Removal {
  return (object) => {
    for (const container of containersOf(object)) change(container);
    return true;
  };
}

/** Containers besides have only what is said of them. */
function inOwnContainer(change: (container: Editable) => unknown): Removal {
  return (object, { customization }) => {
    for (const container of containersOf(object))
      if (saidOf(object, container, customization) === undefined) change(container);
    return true;
  };
}

function inServicePorts(change: (port: Editable) => unknown): Removal {
  return (object) => {
    if (object['kind'] === 'Service') for (const port of editableList(object, ['spec', 'ports'])) change(port);
    return true;
  };
}

const amountKeys = { cpu: 'cpu', memory: 'memory', 'ephemeral-storage': 'ephemeralStorage' } as const;

function withoutAmounts(side: 'requests' | 'limits', names: readonly (keyof typeof amountKeys)[]): Removal {
  return (object, { customization }) => {
    for (const container of containersOf(object)) {
      const said = saidAmounts(object, container, side, customization);
      const amounts = editable(container, ['resources', side]);
      for (const name of names) if (said?.[amountKeys[name]] === undefined) delete amounts[name];
      const resources = editable(container, ['resources']);
      if (isMapping(valueAt(resources, [side])) && Object.keys(amounts).length === 0) delete resources[side];
      if (isMapping(container['resources']) && Object.keys(resources).length === 0) delete container['resources'];
    }
    return true;
  };
}

/**
 * Amounts that somebody says of a container. Of the service these are its limits: requests follow from them where nobody says
 * any, and only a convention writes them down.
 */
function saidAmounts(
  object: Editable,
  container: Editable,
  side: 'requests' | 'limits',
  customization: ConventionSubject['customization'],
): Readonly<Partial<Record<'cpu' | 'memory' | 'ephemeralStorage', unknown>>> | undefined {
  const beside = saidOf(object, container, customization);
  if (beside !== undefined) return beside.resources?.[side];
  return isOfJob(object) || side === 'requests' ? undefined : customization?.limits;
}

function withoutAnnotation(metadata: Editable, name: string): boolean {
  const annotations = editable(metadata, ['annotations']);
  delete annotations[name];
  if (Object.keys(annotations).length === 0) delete metadata['annotations'];
  return true;
}
