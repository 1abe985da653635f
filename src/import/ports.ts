import { PortName } from '../model/names';
import { listAt, mappingAt, textAt, valueAt, type Mapping } from '../manifests/value-at';
import { besideSettings } from './beside-containers';
import { membersOfKind, type Group } from './group';
import type { Note } from './note';
import { isOwn } from './own';
import { mainContainerOf, podTemplateIn } from './pod';

/** A port as a service of the catalog has it. */
export interface ImportedPort {
  readonly name: string;
  readonly containerPort: number;
  readonly port?: number;
  readonly protocol?: 'grpc' | 'tcp' | 'udp';
  /** Sidecar that listens on it. @default - the container of the service */
  readonly container?: string;
}

/** The ports of a service, and by what they are called in manifests. */
export interface Ports {
  readonly ports: readonly ImportedPort[];
  /** Name of the port that a number or a name of the container means. */
  readonly nameOf: (reference: unknown) => string | undefined;
  /** Name of the port to which a port of the Service leads, by its number or name. */
  readonly behind: (reference: unknown) => string | undefined;
  readonly notes: readonly Note[];
}

interface ServicePort {
  readonly name: string | undefined;
  readonly port: number;
  readonly target: unknown;
  readonly appProtocol: string | undefined;
}

/** Below this only root may listen; the catalog runs nobody as root. */
const firstOpenPort = 1024;

/**
 * Reads the ports of a service from its container, its Services and its probes.
 *
 * @param isExact whether nothing is corrected and nothing is made up
 */
export function portsOfGroup(group: Group, isExact = false): Ports {
  const notes: Note[] = [];
  const { workload } = group;
  const { container, index } = mainContainerOf(workload);
  const servicePorts = membersOfKind(group, 'Service').flatMap(({ value }) => servicePortsOf(value));
  const isRendered = membersOfKind(group, 'Service').some(isOwn);
  const declared = [...declaredBy(container, isExact), ...(isExact ? besidePorts(workload) : [])];
  const numbers = [
    ...declared.map(({ number }) => number),
    ...servicePorts.map(({ target }) => target),
    ...probesOf(container).map((probe) => probe.port),
  ].filter((number) => typeof number === 'number');
  const nameByNumber = new Map<number, string>();
  for (const number of new Set(numbers)) {
    const said =
      declared.find((one) => one.number === number)?.name ??
      servicePorts.find(({ target }) => target === number)?.name ??
      (nameByNumber.size === 0 ? 'http' : `port-${number}`);
    const name = PortName.safeParse(said).success ? said : `port-${number}`;
    nameByNumber.set(number, [...nameByNumber.values()].includes(name) ? `port-${number}` : name);
  }
  const nameOf = (reference: unknown): string | undefined => {
    if (typeof reference === 'number') return nameByNumber.get(reference);
    return [...nameByNumber.values()].find((name) => name === reference);
  };
  const behind = (reference: unknown): string | undefined => {
    const port = servicePorts.find(({ name, port: number }) => number === reference || name === reference);
    return nameOf(port?.target);
  };
  const numbersOfService = new Set<number>();
  const ports = [...nameByNumber].map(([number, name]): ImportedPort => {
    const isOpen = isExact || number >= firstOpenPort;
    if (!isOpen) {
      const text = `port ${number} needs root; the process must listen on ${number + 8000}, which the image has to do`;
      const path = ['spec', 'template', 'spec', 'containers', index, 'ports'];
      notes.push({ kind: 'fill', key: 'ports', text, object: workload, path });
    }
    const containerPort = isOpen ? number : number + 8000;
    const led = servicePorts.filter(({ target }) => nameOf(target) === name).map((one) => one.port);
    // Another Service may have the number for another port.
    const port = isExact ? led.find((one) => !numbersOfService.has(one)) : led[0];
    numbersOfService.add(port ?? containerPort);
    const declaration = declared.find((one) => one.number === number);
    const protocol = declaration?.isUdp
      ? 'udp'
      : protocolOf(name, servicePorts, container, nameOf, isRouted(group, name, behind), isRendered);
    const listener = declaration?.container;
    return {
      name,
      containerPort,
      ...(listener === undefined ? {} : { container: listener }),
      ...(port === undefined || port === containerPort ? {} : { port }),
      ...(protocol === 'http' ? {} : { protocol }),
    };
  });
  if (ports.length > 0 || isExact) return { ports: mainFirst(ports, container, nameOf), nameOf, behind, notes };
  const text = 'no port is said anywhere, and a service of the catalog has one; 8080 stands for it';
  notes.push({ kind: 'fill', key: 'ports', text, object: workload, path: ['spec', 'template', 'spec', 'containers'] });
  return { ports: [{ name: 'http', containerPort: 8080 }], nameOf, behind, notes };
}

interface DeclaredPort {
  readonly number: number;
  readonly name: string | undefined;
  readonly isUdp: boolean;
  /** @default - the container of the service */
  readonly container?: string;
}

/** One number may be a port of both transports, of which the one of TCP is read. */
function declaredBy(container: unknown, withUdp = true): readonly DeclaredPort[] {
  const ofTransport = (transport: 'TCP' | 'UDP'): readonly DeclaredPort[] =>
    listAt(container, ['ports'])
      .filter((one) => (textAt(one, ['protocol']) ?? 'TCP') === transport)
      .flatMap((one) => {
        const number = valueAt(one, ['containerPort']);
        return typeof number === 'number' ? [{ number, name: textAt(one, ['name']), isUdp: transport === 'UDP' }] : [];
      });
  const tcp = ofTransport('TCP');
  const udp = withUdp ? ofTransport('UDP') : [];
  return [...tcp, ...udp.filter(({ number }) => tcp.every((one) => one.number !== number))];
}

/** Ports of containers that settings say as sidecars. */
function besidePorts(workload: Group['workload']): readonly DeclaredPort[] {
  const { index } = mainContainerOf(workload);
  const sidecars = mappingAt(besideSettings(workload), ['sidecars']);
  const pod = mappingAt(podTemplateIn(workload), ['spec']);
  const others = [...listAt(pod, ['initContainers']), ...listAt(pod, ['containers']).toSpliced(index, 1)];
  return others.flatMap((one) => {
    const name = textAt(one, ['name']) ?? '';
    return name in sidecars ? declaredBy(one).map((port) => ({ ...port, container: name })) : [];
  });
}

/** Probes of a container: which port they ask, and how. */
function probesOf(
  container: Mapping,
): readonly { readonly port: unknown; readonly protocol: 'http' | 'grpc' | 'tcp' }[] {
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) =>
    (
      [
        ['httpGet', 'http'],
        ['grpc', 'grpc'],
        ['tcpSocket', 'tcp'],
      ] as const
    ).flatMap(([action, protocol]) => {
      const port = valueAt(container, [probe, action, 'port']);
      return port === undefined ? [] : [{ port, protocol }];
    }),
  );
}

/** What is spoken on a port: what the Service or a route says, else a probe, else its name. */
function protocolOf(
  name: string,
  servicePorts: readonly ServicePort[],
  container: Mapping,
  nameOf: Ports['nameOf'],
  isRoute: boolean,
  isRendered: boolean,
): 'http' | 'grpc' | 'tcp' {
  const leading = servicePorts.filter(({ target }) => nameOf(target) === name);
  const said = new Set(leading.map(({ appProtocol }) => appProtocol));
  if (said.has('http') || said.has('kubernetes.io/ws')) return 'http';
  // Slipway says what is spoken, unless nobody knows.
  if (isRendered) return said.has('kubernetes.io/h2c') ? 'grpc' : 'tcp';
  if (said.has('kubernetes.io/h2c') || said.has('grpc') || name.startsWith('grpc')) return 'grpc';
  const probe = probesOf(container).find(({ port }) => nameOf(port) === name);
  if (probe !== undefined && probe.protocol !== 'tcp') return probe.protocol;
  return isRoute || /^(?:http|web|admin|metrics|management|api)/.test(name) ? 'http' : 'tcp';
}

function isRouted(group: Group, name: string, behind: Ports['behind']): boolean {
  const ingresses = membersOfKind(group, 'Ingress')
    .flatMap(({ value }) => listAt(value, ['spec', 'rules']))
    .flatMap((rule) => listAt(rule, ['http', 'paths']))
    .map((path) => mappingAt(path, ['backend', 'service', 'port']))
    .map((port) => port['number'] ?? port['name']);
  const routes = membersOfKind(group, 'HTTPRoute')
    .flatMap(({ value }) => listAt(value, ['spec', 'rules']))
    .flatMap((rule) => listAt(rule, ['backendRefs']))
    .map((backend) => valueAt(backend, ['port']));
  return [...ingresses, ...routes].some((port) => behind(port) === name);
}

/** The first port is the main one: the one that is asked whether the service is ready, if none comes first by itself. */
function mainFirst(
  ports: readonly ImportedPort[],
  container: Mapping,
  nameOf: Ports['nameOf'],
): readonly ImportedPort[] {
  if (listAt(container, ['ports']).length > 0) return ports;
  const asked = new Set(probesOf(container).map(({ port }) => nameOf(port)));
  return ports.toSorted((a, b) => Number(asked.has(b.name)) - Number(asked.has(a.name)));
}

function servicePortsOf(value: Mapping): readonly ServicePort[] {
  return listAt(value, ['spec', 'ports']).flatMap((one) => {
    const port = valueAt(one, ['port']);
    if (typeof port !== 'number') return [];
    return [
      {
        name: textAt(one, ['name']),
        port,
        target: valueAt(one, ['targetPort']) ?? port,
        appProtocol: textAt(one, ['appProtocol']),
      },
    ];
  });
}

/** The pods' annotation by which a Prometheus finds them, by the end of its name: `scrape`, `port`, `path`. */
export function scrapeAnnotation(group: Group, name: string): string | undefined {
  return textAt(podTemplateIn(group.workload), ['metadata', 'annotations', `prometheus.io/${name}`]);
}
