import { BlockList } from 'node:net';

import type { RenderedObject } from './shipped-catalog';

/** A pod that a proxy stands before. */
export interface MeshedPod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  // Tests ask for whatever field they are about.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly spec: any;
}

/** Who asks, and for what. A call of gRPC is a POST. */
export interface MeshRequest {
  /** Address of an IPv4 network. */
  readonly from: string;
  /** `<namespace>/<ServiceAccount>` of its certificate. @default - it has none */
  readonly identity?: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

/** What a proxy makes of a request: the route that it counts it by, and whether it lets it through. */
export interface MeshDecision {
  readonly route: string;
  readonly isLetIn: boolean;
}

/**
 * What the proxy of Linkerd decides, as its reference says (linkerd.io, "Authorization Policy") and its policy controller does:
 * a Server without routes has one for everything, and one for the pod's HTTP probes that any network may use; a Server with routes
 * has these and no others. A request belongs to the route that says most about it. Who satisfies all of one policy of the
 * Server or of the route is let in.
 */
export function decideInMesh(
  objects: readonly RenderedObject[],
  pod: MeshedPod,
  port: number,
  request: MeshRequest,
): MeshDecision {
  const here = objects.filter(({ metadata }) => metadata.namespace === pod.namespace);
  const server = here.find((one) => one.kind === 'Server' && isOf(one, pod, port));
  // Linkerd's own policy for ports without a Server lets everybody in.
  if (server === undefined) return { route: 'default', isLetIn: true };
  const isGrpc = server['spec'].proxyProtocol === 'gRPC';
  const attached =
    server['spec'].proxyProtocol === 'opaque'
      ? []
      : here.filter(
          ({ kind, ...route }) =>
            kind === (isGrpc ? 'GRPCRoute' : 'HTTPRoute') &&
            route['spec'].parentRefs.some(
              (parent: Named) => parent.kind === 'Server' && parent.name === server.metadata.name,
            ),
        );
  const ofServer = isAllowed(here, 'Server', server.metadata.name, request);
  if (attached.length === 0) {
    const isProbe = !isGrpc && request.method === 'GET' && httpProbePaths(pod, port).includes(request.path);
    return { route: isProbe ? 'probe' : 'default', isLetIn: isProbe || ofServer };
  }
  const [best] = attached
    .map((route) => ({ route, rank: isGrpc ? rankOfGrpc(route, request) : rankOfHttp(route, request) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => b.rank - a.rank);
  if (best === undefined) return { route: '', isLetIn: false };
  const { kind, metadata } = best.route;
  return { route: metadata.name, isLetIn: ofServer || isAllowed(here, kind, metadata.name, request) };
}

interface Named {
  readonly kind: string;
  readonly name: string;
}

function isOf(server: RenderedObject, pod: MeshedPod, port: number): boolean {
  const selector = Object.entries(server['spec'].podSelector.matchLabels);
  return (
    selector.every(([label, value]) => pod.labels[label] === value) && portNumber(pod, server['spec'].port) === port
  );
}

function portNumber({ spec }: MeshedPod, port: string | number): number | undefined {
  const ports: readonly { readonly name: string; readonly containerPort: number }[] = spec.containers.flatMap(
    (container: { ports?: readonly unknown[] }) => container.ports ?? [],
  );
  return typeof port === 'number' ? port : ports.find(({ name }) => name === port)?.containerPort;
}

function httpProbePaths(pod: MeshedPod, port: number): readonly string[] {
  return probesOf(pod).flatMap(({ httpGet }) =>
    httpGet !== undefined && portNumber(pod, httpGet.port) === port ? [httpGet.path] : [],
  );
}

/** The probes of a pod that ask for something. */
export function probesOf({ spec }: Pick<MeshedPod, 'spec'>): readonly ProbeOfPod[] {
  return spec.containers
    .flatMap((one: Record<string, ProbeOfPod>) => [one['livenessProbe'], one['readinessProbe'], one['startupProbe']])
    .filter((probe: ProbeOfPod | undefined) => probe !== undefined);
}

interface ProbeOfPod {
  readonly periodSeconds: number;
  readonly httpGet?: { readonly path: string; readonly port: string | number };
  readonly grpc?: { readonly port: number };
}

function isAllowed(
  here: readonly RenderedObject[],
  kind: string,
  name: string,
  { from, identity }: MeshRequest,
): boolean {
  const policies = here.filter(
    (one) =>
      one.kind === 'AuthorizationPolicy' &&
      one['spec'].targetRef.kind === kind &&
      one['spec'].targetRef.name === name &&
      one['spec'].targetRef.group === (kind === 'Server' ? 'policy.linkerd.io' : 'gateway.networking.k8s.io'),
  );
  return policies.some((policy) =>
    policy['spec'].requiredAuthenticationRefs.every((reference: Named) => {
      const spec = here.find((one) => one.kind === reference.kind && one.metadata.name === reference.name)?.['spec'];
      if (spec === undefined) return false;
      if (reference.kind === 'MeshTLSAuthentication')
        return spec.identityRefs.some(
          (one: { namespace: string; name: string }) => `${one.namespace}/${one.name}` === identity,
        );
      return isIn(
        from,
        spec.networks.map(({ cidr }: { cidr: string }) => cidr),
      );
    }),
  );
}

function isIn(address: string, networks: readonly string[]): boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', bits] = network.split('/');
    list.addSubnet(base, Number(bits), 'ipv4');
  }
  return list.check(address, 'ipv4');
}

// -1: it does not match. More said is a higher number.
function rankOfGrpc({ spec }: RenderedObject, { method, path }: MeshRequest): number {
  const [, service = '', rpc = ''] = path.split('/');
  return best(
    spec.rules.flatMap(
      ({ matches = [{}] }: { matches?: readonly { method?: { service?: string; method?: string } }[] }) =>
        matches.map(({ method: wanted }) => {
          if (wanted === undefined) return 0;
          if (method !== 'POST' || (wanted.service ?? service) !== service || (wanted.method ?? rpc) !== rpc) return -1;
          return (wanted.service?.length ?? 0) * 1000 + (wanted.method?.length ?? 0);
        }),
    ),
  );
}

function rankOfHttp({ spec }: RenderedObject, { method, path }: MeshRequest): number {
  return best(
    spec.rules.flatMap(
      ({ matches }: { matches: readonly { path: { type: string; value: string }; method?: string }[] }) =>
        matches.map((match) => {
          if (match.method !== undefined && match.method !== method) return -1;
          const { type, value } = match.path;
          if (type === 'Exact') return value === path ? 1_000_000 : -1;
          const prefix = value.replace(/\/$/, '');
          return path === prefix || path.startsWith(`${prefix}/`) ? prefix.length : -1;
        }),
    ),
  );
}

function best(ranks: readonly number[]): number {
  return Math.max(-1, ...ranks);
}
