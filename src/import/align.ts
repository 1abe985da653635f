import { canonical } from '../diff/same-value';
import type { ManifestObject } from '../manifests/manifest';
import { isMapping, listAt, mappingAt, textAt, valueAt, type Mapping } from '../manifests/value-at';
import type { Facts } from './facts';
import { isOfGateway } from './traffic-settings';
import { fullImage } from './image';
import { withoutHash } from './names';
import { isOwn } from './own';
import { mainContainerOf, podTemplateIn } from './pod';
import { configMapsOf, isDashboard, safeWords } from './variables';
import { nameOfSecret } from './secrets';

/** An object of the tree beside the one that the catalog renders for it. */
export interface AlignedObject {
  readonly original: ManifestObject;
  /** The original, called as the rendered object is, and written as it is where that is the same to Kubernetes. */
  readonly aligned: ManifestObject;
  /** What it is called now; undefined when it keeps its name. */
  readonly newName?: string;
  /** The container that is the service, where it has another name now. @default - it keeps its name */
  readonly newContainer?: { readonly from: string; readonly to: string };
}

/** Objects whose name nobody else has to know: only the catalog's own objects name them. */
const freelyNamed: ReadonlySet<string> = new Set([
  'ConfigMap',
  'ExternalSecret',
  'HorizontalPodAutoscaler',
  'HTTPRoute',
  'GRPCRoute',
  'Ingress',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'ScaledObject',
  'ServiceMonitor',
]);

/** Puts the objects of a service beside those that the catalog renders for it. */
export function alignService(facts: Facts, rendered: readonly ManifestObject[]): readonly AlignedObject[] {
  const taken = new Set<ManifestObject>();
  const free = (kind: string): readonly ManifestObject[] =>
    rendered.filter((one) => one.kind === kind && !taken.has(one));
  const pairs = facts.group.members.map((original) => {
    const twin = twinOf(original, facts, free(original.kind));
    if (twin !== undefined) taken.add(twin);
    return { original, twin };
  });
  const names = newNames(facts);
  return pairs.map(({ original, twin }) => {
    if (twin === undefined) return { original, aligned: original };
    const rewritten = rewrite(original, facts, names, twin);
    const isRenamed = freelyNamed.has(original.kind) && withoutHash(original.name) !== twin.name;
    const metadata = {
      ...mappingAt(rewritten, ['metadata']),
      ...(freelyNamed.has(original.kind) ? { name: twin.name } : {}),
      // Whoever applies it says the namespace.
      ...(original.namespace === undefined ? { namespace: twin.namespace } : {}),
    };
    return {
      original,
      aligned: {
        ...original,
        name: twin.name,
        namespace: twin.namespace,
        file: twin.file,
        value: { ...rewritten, metadata },
      },
      ...(isRenamed ? { newName: twin.name } : {}),
      ...newContainerOf(original, rewritten),
    };
  });
}

/** Whoever looks at its log, or runs something in it, has to name it. */
function newContainerOf(original: ManifestObject, rewritten: Mapping): Pick<AlignedObject, 'newContainer'> {
  const from = textAt(mainContainerOf(original).container, ['name']);
  const to = textAt(mainContainerOf({ ...original, value: rewritten }).container, ['name']);
  return from === undefined || to === undefined || from === to ? {} : { newContainer: { from, to } };
}

/** The rendered object that stands for an original. */
function twinOf(
  original: ManifestObject,
  facts: Facts,
  candidates: readonly ManifestObject[],
): ManifestObject | undefined {
  const { kind, name, value } = original;
  const named = candidates.find((one) => one.name === name);
  if (kind === 'ConfigMap') {
    if (isDashboard(original)) return named;
    const isSaid = configMapsOf(facts.group).maps[0] === original;
    return isSaid ? candidates.find((one) => one.name === `${facts.service}-config`) : undefined;
  }
  if (kind === 'Service') {
    const isHeadless = (one: ManifestObject): boolean => textAt(one.value, ['spec', 'clusterIP']) === 'None';
    return named ?? candidates.find((one) => isHeadless(one) === isHeadless(original));
  }
  if (kind === 'HTTPRoute' || kind === 'GRPCRoute')
    return named ?? (isOfGateway({ ...original, value }) ? candidates.find(isOfGateway) : undefined);
  if (kind === 'PrometheusRule' || kind === 'AnalysisTemplate' || kind === 'Secret' || isOwn(original)) return named;
  return named ?? candidates[0];
}

/** Old name -> new name of what pods read, by kind of reference. */
interface NewNames {
  readonly configMaps: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
}

function newNames({ group, service }: Facts): NewNames {
  const secrets = group.members.filter(({ kind }) => ['Secret', 'SealedSecret', 'ExternalSecret'].includes(kind));
  return {
    configMaps: new Map(configMapsOf(group).maps.map(({ name }) => [name, `${service}-config`])),
    secrets: new Map(secrets.map((secret) => [nameOfSecret(secret), `${service}-secrets`])),
  };
}

/** The value, written as the catalog writes it, where both mean the same. */
function rewrite(original: ManifestObject, facts: Facts, names: NewNames, twin: ManifestObject): Mapping {
  const { kind, value } = original;
  switch (kind) {
    case 'DaemonSet':
    case 'Deployment':
    case 'StatefulSet':
    case 'Rollout':
      return rewritePod(original, facts, names, twin);
    case 'Service':
      return mapAt(value, ['spec', 'ports'], (ports) =>
        listOf(ports).map((port) => ({
          ...mappingAt(port, []),
          name: textAt(port, ['name']) ?? facts.ports.behind(valueAt(port, ['port'])),
          targetPort:
            facts.ports.nameOf(valueAt(port, ['targetPort']) ?? valueAt(port, ['port'])) ??
            valueAt(port, ['targetPort']),
        })),
      );
    case 'HorizontalPodAutoscaler': {
      const scaled = mapAt(value, ['spec', 'metrics'], (metrics) =>
        listOf(metrics).map((one) => ofContainer(one, facts)),
      );
      return mapAt(scaled, ['spec', 'scaleTargetRef', 'name'], () => facts.service);
    }
    case 'NetworkPolicy': {
      const rules = (direction: 'ingress' | 'egress', side: 'from' | 'to') => (list: unknown) =>
        inOrderOf(distinct(listOf(list)), listAt(twin.value, ['spec', direction]), side);
      const incoming = mapAt(value, ['spec', 'ingress'], rules('ingress', 'from'));
      return mapAt(incoming, ['spec', 'egress'], rules('egress', 'to'));
    }
    case 'ScaledObject':
      return mapAt(value, ['spec', 'scaleTargetRef', 'name'], () => facts.service);
    case 'ExternalSecret':
      return mapAt(value, ['spec', 'target', 'name'], (name) => names.secrets.get(String(name)) ?? name);
    default:
      return value;
  }
}

/** With one container its use is that of the pod. */
function ofContainer(metric: unknown, { service, group }: Facts): unknown {
  const resource = valueAt(metric, ['resource']);
  const isAlone = listAt(podTemplateIn(group.workload), ['spec', 'containers']).length === 1;
  if (resource === undefined || !isAlone) return metric;
  return { type: 'ContainerResource', containerResource: { ...mappingAt(resource, []), container: service } };
}

function rewritePod(original: ManifestObject, facts: Facts, names: NewNames, twin: ManifestObject): Mapping {
  const { index } = mainContainerOf(original);
  const template = podTemplateIn(original);
  const volumeNames = volumeNamesOf(original, twin);
  const spec = mappingAt(template, ['spec']);
  const containers = listAt(spec, ['containers']).map((one, place) => {
    const container = rewriteContainer(mappingAt(one, []), facts, names, volumeNames);
    if (place !== index) return container;
    const mounts = listAt(mainContainerOf(twin).container, ['volumeMounts']);
    const ordered = mapAt(container, ['volumeMounts'], (list) => inOrderOf(listOf(list), mounts, 'mountPath'));
    return { ...ordered, name: facts.service };
  });
  const volumes = listAt(spec, ['volumes']).map((volume) => {
    const renamed = {
      ...mappingAt(volume, []),
      name: volumeNames.get(textAt(volume, ['name']) ?? '') ?? valueAt(volume, ['name']),
    };
    const map = mapAt(renamed, ['configMap', 'name'], (name) => names.configMaps.get(String(name)) ?? name);
    return mapAt(map, ['secret', 'secretName'], (name) => names.secrets.get(String(name)) ?? name);
  });
  const twinSpec = mappingAt(podTemplateIn(twin), ['spec']);
  const pod = {
    ...spec,
    containers,
    ...(volumes.length === 0 ? {} : { volumes: inOrderOf(volumes, listAt(twinSpec, ['volumes']), 'name') }),
  };
  return { ...original.value, spec: { ...mappingAt(original.value, ['spec']), template: { ...template, spec: pod } } };
}

/** Volumes have the names that people gave them; the same folder is the same volume. */
function volumeNamesOf(original: ManifestObject, twin: ManifestObject): ReadonlyMap<string, string> {
  const mounts = (one: ManifestObject): readonly unknown[] => listAt(mainContainerOf(one).container, ['volumeMounts']);
  const renamed = mounts(original).flatMap((mount): [string, string][] => {
    const name = textAt(mount, ['name']);
    const other = mounts(twin).find((one) => textAt(one, ['mountPath']) === textAt(mount, ['mountPath']));
    const newName = textAt(other, ['name']);
    return name === undefined || newName === undefined ? [] : [[name, newName]];
  });
  const claims = new Set(
    listAt(original.value, ['spec', 'volumeClaimTemplates']).map((one) => textAt(one, ['metadata', 'name'])),
  );
  // Another name for the claim of a StatefulSet is another claim, and its data is left behind.
  return new Map(renamed.filter(([name]) => !claims.has(name)));
}

function rewriteContainer(
  container: Mapping,
  { ports, settings }: Facts,
  names: NewNames,
  volumeNames: ReadonlyMap<string, string>,
): Mapping {
  let value: Mapping = container;
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
    for (const action of ['httpGet', 'tcpSocket'])
      value = mapAt(value, [probe, action, 'port'], (port) => ports.nameOf(port) ?? port);
  value = mapAt(value, ['image'], (image) => fullImage(String(image)));
  value = mapAt(value, ['ports'], (list) =>
    listOf(list).map((port) => ({
      ...mappingAt(port, []),
      name: textAt(port, ['name']) ?? ports.nameOf(valueAt(port, ['containerPort'])),
    })),
  );
  value = mapAt(value, ['volumeMounts'], (list) =>
    listOf(list).map((mount) => mapAt(mappingAt(mount, []), ['name'], (name) => volumeNames.get(String(name)) ?? name)),
  );
  value = mapAt(value, ['envFrom'], (list) =>
    listOf(list).map((one) =>
      mapAt(mappingAt(one, []), ['configMapRef', 'name'], (name) => names.configMaps.get(String(name)) ?? name),
    ),
  );
  for (const field of ['command', 'args'])
    value = mapAt(value, [field], (words) => safeWords(listOf(words).map(String)).words);
  const written = mappingAt(settings, ['env']);
  return mapAt(value, ['env'], (list) =>
    inOrder(listOf(list).map((one) => rewriteVariable(mappingAt(one, []), names, written))),
  );
}

function rewriteVariable(variable: Mapping, names: NewNames, written: Mapping): Mapping {
  const name = textAt(variable, ['name']) ?? '';
  if (valueAt(variable, ['valueFrom', 'configMapKeyRef']) !== undefined && written[name] !== undefined)
    return { name, value: written[name] };
  return mapAt(
    variable,
    ['valueFrom', 'secretKeyRef', 'name'],
    (secret) => names.secrets.get(String(secret)) ?? secret,
  );
}

/** Elements in the order of those of another list that have the same key: the order of volumes, ports and rules means nothing. */
function inOrderOf(list: readonly unknown[], other: readonly unknown[], key: string): readonly unknown[] {
  const order = other.map((one) => canonical(valueAt(one, [key])));
  const place = (one: unknown): number => {
    const index = order.indexOf(canonical(valueAt(one, [key])));
    return index < 0 ? order.length : index;
  };
  return list.toSorted((a, b) => place(a) - place(b));
}

/** Variables in the order of their names; as they are when one is made of others, which must come first. */
function inOrder(variables: readonly Mapping[]): readonly Mapping[] {
  if (variables.some((one) => /\$\(/.test(textAt(one, ['value']) ?? ''))) return variables;
  const isKnownLater = (one: Mapping): boolean =>
    ['fieldRef', 'resourceFieldRef', 'configMapKeyRef'].some((sort) => valueAt(one, ['valueFrom', sort]) !== undefined);
  const byName = variables.toSorted((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1));
  return [...byName.filter(isKnownLater), ...byName.filter((one) => !isKnownLater(one))];
}

/** The mapping with another value at a path; as it is when there is nothing. */
function mapAt(value: Mapping, [key = '', ...rest]: readonly string[], change: (value: unknown) => unknown): Mapping {
  if (!Object.hasOwn(value, key) || value[key] === undefined) return value;
  const inner = value[key];
  if (rest.length === 0) return { ...value, [key]: change(inner) };
  return isMapping(inner) ? { ...value, [key]: mapAt(inner, rest, change) } : value;
}

/** A rule that is there twice allows what it allows once. */
function distinct(list: readonly unknown[]): readonly unknown[] {
  return [...new Map(list.map((one) => [canonical(one), one])).values()];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
