import type { RenderedObject } from './shipped-catalog';

type Labels = Readonly<Record<string, string>>;

/** What refers to something that is not in the tree, or that is there but does not fit; in words, for a failing test. */
export function danglingOf(objects: ReadonlyMap<string, RenderedObject>): readonly string[] {
  const byEnvironment = new Map<string, RenderedObject[]>();
  for (const [path, object] of objects) {
    const environment = /^services\/[^/]+\/overlays\/([^/]+)\//.exec(path)?.[1];
    if (environment === undefined || object.kind === 'Kustomization') continue;
    byEnvironment.set(environment, [...(byEnvironment.get(environment) ?? []), object]);
  }
  return [...byEnvironment].flatMap(([environment, members]) => {
    const place = new Place(members);
    return members.flatMap((object) =>
      referencesOf(object, place).map(
        (complaint) =>
          `${environment}: ${object.kind} ${object.metadata.namespace}/${object.metadata.name}: ${complaint}`,
      ),
    );
  });
}

/** Objects of one environment. */
class Place {
  constructor(private readonly objects: readonly RenderedObject[]) {}

  find(kind: string, namespace: string | undefined, name: string): RenderedObject | undefined {
    return this.objects.find(
      (object) => object.kind === kind && object.metadata.namespace === namespace && object.metadata.name === name,
    );
  }

  /** Pods of a namespace with these labels. */
  pods(namespace: string | undefined, selector: Labels): readonly Pod[] {
    return this.objects
      .filter((object) => object.metadata.namespace === namespace)
      .flatMap(podsOf)
      .filter((pod) => isSelected(pod.metadata.labels, selector));
  }

  services(namespace: string | undefined, selector: Labels): readonly RenderedObject[] {
    return this.objects.filter(
      ({ kind, metadata }) =>
        kind === 'Service' && metadata.namespace === namespace && isSelected(metadata.labels ?? {}, selector),
    );
  }

  hasNamespace(namespace: string): boolean {
    return this.objects.some(({ metadata }) => metadata.namespace === namespace);
  }
}

interface Pod {
  readonly metadata: { readonly labels: Labels };
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly spec: any;
}

function podsOf(object: RenderedObject): readonly Pod[] {
  if (['Deployment', 'StatefulSet', 'Rollout'].includes(object.kind)) return [object['spec'].template];
  return object.kind === 'CronJob' ? [object['spec'].jobTemplate.spec.template] : [];
}

function isSelected(labels: Labels, selector: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function portsOf(pods: readonly Pod[]): readonly (string | number)[] {
  return pods.flatMap(({ spec }) =>
    spec.containers.flatMap((container: { ports?: readonly { name: string; containerPort: number }[] }) =>
      (container.ports ?? []).flatMap(({ name, containerPort }) => [name, containerPort]),
    ),
  );
}

// One branch for each kind that refers to others: a list of complaints, empty when all is well.
function referencesOf(object: RenderedObject, place: Place): readonly string[] {
  const { kind, metadata } = object;
  const { namespace } = metadata;
  const spec = object['spec'];
  const missing = (is: unknown, complaint: string): readonly string[] => (is ? [] : [complaint]);
  const exists = (what: string, name: string): readonly string[] =>
    missing(place.find(what, namespace, name), `there is no ${what} ${name}`);
  const servicePort = (name: string, port: number): readonly string[] =>
    missing(
      place.find('Service', namespace, name)?.['spec'].ports.some((one: { port: number }) => one.port === port),
      `Service ${name} has no port ${port}`,
    );

  switch (kind) {
    case 'Service': {
      const pods = place.pods(namespace, spec.selector);
      return [
        ...missing(pods.length === 1, `${pods.length} workloads have its selector`),
        ...spec.ports.flatMap(({ targetPort }: { targetPort: string }) =>
          missing(portsOf(pods).includes(targetPort), `no pod has port ${targetPort}`),
        ),
      ];
    }
    case 'NetworkPolicy':
      return [
        ...missing(place.pods(namespace, spec.podSelector.matchLabels).length === 1, 'it is not about one workload'),
        ...[...(spec.ingress ?? []), ...(spec.egress ?? [])].flatMap(({ from, to, ports }) => {
          const [peer] = from ?? to;
          const other = peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name'];
          if (peer.podSelector === undefined || !place.hasNamespace(other)) return [];
          const theirs = place.pods(other, peer.podSelector.matchLabels);
          const called = portsOf(from === undefined ? theirs : place.pods(namespace, spec.podSelector.matchLabels));
          return [
            ...missing(theirs.length === 1, `${theirs.length} workloads are ${JSON.stringify(peer)}`),
            // 4143 is the proxy's.
            ...ports.flatMap(({ port }: { port: number }) =>
              missing(port === 4143 || called.includes(port), `nobody listens on ${port}`),
            ),
          ];
        }),
      ];
    case 'PodDisruptionBudget':
      return missing(place.pods(namespace, spec.selector.matchLabels).length === 1, 'it is not about one workload');
    case 'HorizontalPodAutoscaler':
    case 'ScaledObject': {
      const target = place.find(spec.scaleTargetRef.kind, namespace, spec.scaleTargetRef.name);
      if (target === undefined) return ['its target is not there'];
      const containers = spec.metrics?.map(
        (metric: { containerResource: { container: string } }) => metric.containerResource.container,
      );
      return [
        ...missing(target.apiVersion === spec.scaleTargetRef.apiVersion, 'its target has another API version'),
        ...missing(target['spec'].replicas === undefined, 'its target has a number of replicas in Git'),
        ...missing(
          (containers ?? []).every((name: string) => target['spec'].template.spec.containers[0].name === name),
          'its container is not there',
        ),
      ];
    }
    case 'PodMonitor':
      return missing(place.pods(namespace, spec.selector.matchLabels).length === 1, 'it is not about one workload');
    case 'ServiceMonitor': {
      const services = place.services(namespace, spec.selector.matchLabels);
      return [
        ...missing(services.length > 0, 'no Service has its selector'),
        ...services.flatMap((service) =>
          missing(
            service['spec'].ports.some(({ name }: { name: string }) => name === spec.endpoints[0].port),
            `Service ${service.metadata.name} has no port ${spec.endpoints[0].port}`,
          ),
        ),
      ];
    }
    case 'HTTPRoute':
    case 'GRPCRoute': {
      const [parent] = spec.parentRefs;
      return [
        ...(parent.kind === 'Service' ? servicePort(parent.name, parent.port) : []),
        ...(parent.kind === 'Server' ? exists('Server', parent.name) : []),
        ...spec.rules.flatMap(({ backendRefs }: { backendRefs?: readonly { name: string; port: number }[] }) =>
          (backendRefs ?? []).flatMap(({ name, port }) => servicePort(name, port)),
        ),
      ];
    }
    case 'Ingress':
      return spec.rules.flatMap(({ http }: { http: { paths: readonly IngressPath[] } }) =>
        http.paths.flatMap(({ backend }) => servicePort(backend.service.name, backend.service.port.number)),
      );
    case 'ServiceProfile':
      return exists('Service', metadata.name.split('.')[0] ?? '');
    case 'Server':
      return missing(
        portsOf(place.pods(namespace, spec.podSelector.matchLabels)).includes(spec.port),
        'no pod has its port',
      );
    case 'AuthorizationPolicy':
      return [spec.targetRef, ...spec.requiredAuthenticationRefs].flatMap((to) => exists(to.kind, to.name));
    case 'MeshTLSAuthentication':
      return spec.identityRefs.flatMap((to: { kind: string; namespace: string; name: string }) =>
        missing(place.find(to.kind, to.namespace, to.name), `there is no ${to.kind} ${to.namespace}/${to.name}`),
      );
    case 'Deployment':
    case 'StatefulSet':
    case 'Rollout':
    case 'CronJob': {
      const { blueGreen, canary } = spec.strategy ?? {};
      const templates = [blueGreen?.prePromotionAnalysis, canary?.analysis].flatMap((one) => one?.templates ?? []);
      return [
        ...podsOf(object).flatMap((pod) => podReferences(pod, object, place)),
        ...missing(
          kind === 'CronJob' || isSelected(spec.template.metadata.labels, spec.selector?.matchLabels ?? {}),
          'it does not select its own pods',
        ),
        ...(kind === 'StatefulSet' ? exists('Service', spec.serviceName) : []),
        ...(blueGreen === undefined
          ? []
          : [blueGreen.activeService, blueGreen.previewService].flatMap((name) => exists('Service', name))),
        ...templates.flatMap(({ templateName }) => exists('AnalysisTemplate', templateName)),
      ];
    }
    default:
      return [];
  }
}

interface IngressPath {
  readonly backend: { readonly service: { readonly name: string; readonly port: { readonly number: number } } };
}

function podReferences(
  { spec }: Pod,
  { metadata: { namespace }, ...workload }: RenderedObject,
  place: Place,
): readonly string[] {
  const [container] = spec.containers;
  const keysOf = (secret: string): readonly string[] =>
    place.find('ExternalSecret', namespace, secret)?.['spec'].data.map((one: { secretKey: string }) => one.secretKey) ??
    [];
  const named = (what: string, name: string): readonly string[] =>
    place.find(what, namespace, name) === undefined ? [`its pods need ${what} ${name}`] : [];
  const key = (secret: string, name: string): readonly string[] =>
    keysOf(secret).includes(name) ? [] : [`its pods need key ${name} of Secret ${secret}`];
  const volumes: readonly string[] = [
    ...(spec.volumes ?? []).map(({ name }: { name: string }) => name),
    ...(workload['spec'].volumeClaimTemplates ?? []).map((claim: RenderedObject) => claim.metadata.name),
  ];
  const ports: readonly { readonly name: string; readonly containerPort: number }[] = container.ports ?? [];
  const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
  return [
    ...named('ServiceAccount', spec.serviceAccountName),
    ...(container.envFrom ?? []).flatMap((from: { configMapRef: { name: string } }) =>
      named('ConfigMap', from.configMapRef.name),
    ),
    ...(container.env ?? []).flatMap(
      ({ valueFrom }: { valueFrom?: { secretKeyRef: { name: string; key: string } } }) =>
        valueFrom === undefined ? [] : key(valueFrom.secretKeyRef.name, valueFrom.secretKeyRef.key),
    ),
    ...(spec.volumes ?? []).flatMap(({ configMap, secret, persistentVolumeClaim }: Volume) => [
      ...(configMap === undefined ? [] : named('ConfigMap', configMap.name)),
      ...(secret === undefined ? [] : secret.items.flatMap((item) => key(secret.secretName, item.key))),
      ...(persistentVolumeClaim === undefined ? [] : named('PersistentVolumeClaim', persistentVolumeClaim.claimName)),
    ]),
    ...(container.volumeMounts ?? [])
      .filter(({ name }: { name: string }) => !volumes.includes(name))
      .map(({ name }: { name: string }) => `its pods mount volume ${name}, which is not there`),
    ...(new Set(volumes).size === volumes.length ? [] : ['its pods have two volumes of one name']),
    ...probes
      .map((probe) => probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port)
      .filter(
        (port) =>
          port !== undefined && !ports.some(({ name, containerPort }) => port === name || port === containerPort),
      )
      .map((port) => `a probe asks port ${port}, which is not there`),
  ];
}

interface Volume {
  readonly configMap?: { readonly name: string };
  readonly secret?: { readonly secretName: string; readonly items: readonly { readonly key: string }[] };
  readonly persistentVolumeClaim?: { readonly claimName: string };
}
