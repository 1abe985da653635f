import { addRoutes } from '../../src/charts/routes';
import { aChart, identity } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';
import { placeServices } from '../helpers/place-services';

function routesOf(service: NonNullable<PlacementOverrides['service']>) {
  const chart = aChart();
  addRoutes(chart, identity, aPlacement({ service }));
  return chart.toJson();
}

const grpc = { name: 'grpc', containerPort: 9090, protocol: 'grpc' } as const;

test('a service that is not public has no route', () => {
  expect(routesOf({ public: false })).toEqual([]);
});

test('a public service is reached through the Gateway of the environment, under its host', () => {
  const [route] = routesOf({ public: true });

  expect(route.kind).toBe('HTTPRoute');
  expect(route.spec).toMatchObject({ hostnames: ['web.example.com'], parentRefs: [{ name: 'public' }] });
});

test('a public gRPC service has a GRPCRoute', () => {
  expect(routesOf({ public: true, ports: [grpc] })[0].kind).toBe('GRPCRoute');
});

test('a route leads to the Service that serves users, not to a preview', () => {
  const [route] = routesOf({ public: true, rollout: { strategy: 'blueGreen' } });

  expect(route.spec.rules[0].backendRefs[0].name).toBe('web-active');
});

test('a service may ask for an Ingress instead', () => {
  const objects = routesOf({ public: true, exposure: { kind: 'ingress', path: '/shop' } });

  expect(objects).toHaveLength(1);
  expect(objects[0]).toMatchObject({
    kind: 'Ingress',
    spec: { ingressClassName: 'nginx', rules: [{ host: 'web.example.com', http: { paths: [{ path: '/shop' }] } }] },
  });
});

test('an Ingress controller is told that a backend speaks gRPC', () => {
  const [ingress] = routesOf({ public: true, ports: [grpc], exposure: { kind: 'ingress' } });

  expect(ingress.metadata.annotations).toMatchObject({ 'nginx.ingress.kubernetes.io/backend-protocol': 'GRPC' });
});

describe('hosts and paths', () => {
  const admin = { name: 'admin', containerPort: 9090 };
  const http = { name: 'http', containerPort: 8080 };

  test('paths of the same hosts are rules of one route, in the order of their names', () => {
    const routes = routesOf({
      public: true,
      ports: [http, admin],
      exposure: {
        path: '/shop',
        rewrite: '/',
        routes: {
          health: { path: '/health', pathType: 'exact', rewrite: '/alive' },
          admin: { path: '/admin', port: 'admin' },
        },
      },
    });

    expect(routes).toHaveLength(1);
    expect(routes[0].spec.rules).toMatchObject([
      {
        matches: [{ path: { type: 'PathPrefix', value: '/shop' } }],
        filters: [
          { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
        ],
        backendRefs: [{ port: 8080 }],
      },
      { matches: [{ path: { value: '/admin' } }], backendRefs: [{ port: 9090 }] },
      {
        matches: [{ path: { type: 'Exact', value: '/health' } }],
        filters: [{ urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/alive' } } }],
      },
    ]);
  });

  test('other hosts are a route of their own, and names are filled in', () => {
    const routes = routesOf({
      public: true,
      exposure: { hosts: ['{service}.{environment}.example.com'], routes: { old: { hosts: ['*.old.example.com'] } } },
    });

    expect(routes.map(({ metadata, spec }) => [metadata.name, spec.hostnames])).toEqual([
      ['web', ['web.dev.example.com']],
      ['web.at.old', ['*.old.example.com']],
    ]);
  });

  test('every host is one without a name', () => {
    const [route] = routesOf({ public: true, exposure: { hosts: [] } });
    const [ingress] = routesOf({ public: true, exposure: { kind: 'ingress', hosts: [] } });

    expect(route.spec).not.toHaveProperty('hostnames');
    expect(ingress.spec).toMatchObject({ rules: [{ http: { paths: [{ path: '/' }] } }], tls: [{}] });
    expect(ingress.spec.rules[0]).not.toHaveProperty('host');
  });

  test('calls of gRPC at another host are a GRPCRoute beside the HTTPRoute', () => {
    const routes = routesOf({
      public: true,
      ports: [http, grpc],
      exposure: { routes: { calls: { hosts: ['grpc.example.com'], port: 'grpc' } } },
    });

    expect(routes.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['HTTPRoute', 'web'],
      ['GRPCRoute', 'web.at.calls'],
    ]);
  });

  test('an Ingress has a rule for each host, with all its paths', () => {
    const [ingress] = routesOf({
      public: true,
      exposure: {
        kind: 'ingress',
        hosts: ['a.example.com', 'b.example.com'],
        routes: { api: { path: '/api', pathType: 'exact' }, other: { hosts: ['c.example.com'] } },
        tlsSecret: 'web-tls',
      },
    });
    const paths = (rule: { http: { paths: { path: string; pathType: string }[] } }) =>
      rule.http.paths.map(({ path, pathType }) => `${pathType} ${path}`);

    expect(
      ingress.spec.rules.map((rule: Parameters<typeof paths>[0] & { host: string }) => [rule.host, paths(rule)]),
    ).toEqual([
      ['a.example.com', ['Prefix /', 'Exact /api']],
      ['b.example.com', ['Prefix /', 'Exact /api']],
      ['c.example.com', ['Prefix /']],
    ]);
    expect(ingress.spec.tls).toEqual([
      { hosts: ['a.example.com', 'b.example.com', 'c.example.com'], secretName: 'web-tls' },
    ]);
  });

  test('an Ingress answers without TLS where that is said', () => {
    const [ingress] = routesOf({ public: true, exposure: { kind: 'ingress', cleartext: true } });

    expect(ingress.spec).not.toHaveProperty('tls');
  });
});

test('callers in the clear are sent to the listener with TLS', () => {
  const [route, redirect] = routesOf({ public: true, exposure: { listener: 'https', redirectFrom: 'http' } });

  expect(route.spec.parentRefs).toMatchObject([{ name: 'public', sectionName: 'https' }]);
  expect(redirect).toMatchObject({
    kind: 'HTTPRoute',
    metadata: { name: 'web.to.https' },
    spec: {
      parentRefs: [{ name: 'public', sectionName: 'http' }],
      hostnames: ['web.example.com'],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    },
  });
  expect(redirect.spec.rules[0]).not.toHaveProperty('backendRefs');
});

test.each(['HTTPRoute', 'GRPCRoute'])('headers of requests and answers are changed by an %s', (kind) => {
  const [route] = routesOf({
    public: true,
    ports: kind === 'GRPCRoute' ? [grpc] : [{ name: 'http', containerPort: 8080 }],
    exposure: {
      headers: {
        request: { set: { 'X-B': 'b', 'X-A': 'a' }, remove: ['X-C'] },
        response: { set: { 'X-Frame-Options': 'DENY' } },
      },
    },
  });

  expect(route.kind).toBe(kind);
  expect(route.spec.rules[0].filters).toEqual([
    {
      type: 'RequestHeaderModifier',
      requestHeaderModifier: {
        set: [
          { name: 'X-A', value: 'a' },
          { name: 'X-B', value: 'b' },
        ],
        remove: ['X-C'],
      },
    },
    {
      type: 'ResponseHeaderModifier',
      responseHeaderModifier: { set: [{ name: 'X-Frame-Options', value: 'DENY' }] },
    },
  ]);
});

describe('what is no HTTP', () => {
  const ports = [
    { name: 'http', containerPort: 8080 },
    { name: 'amqp', containerPort: 5672, protocol: 'tcp' as const },
    { name: 'dns', containerPort: 5353, port: 53, protocol: 'udp' as const },
  ];

  test('a port of TCP or UDP has a route of its own at the listener that is named', () => {
    const routes = routesOf({
      public: true,
      ports,
      exposure: {
        redirectFrom: 'http',
        listener: 'https',
        routes: { queue: { port: 'amqp', listener: 'amqp' }, names: { port: 'dns', listener: 'dns' } },
      },
    });

    expect(routes.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['HTTPRoute', 'web'],
      ['HTTPRoute', 'web.to.https'],
      ['UDPRoute', 'web.at.names'],
      ['TCPRoute', 'web.at.queue'],
    ]);
    expect(routes[3].spec).toEqual({
      parentRefs: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          name: 'public',
          namespace: 'gateway-system',
          sectionName: 'amqp',
        },
      ],
      rules: [{ backendRefs: [{ group: '', kind: 'Service', name: 'web', port: 5672, weight: 1 }] }],
    });
  });

  test('TLS that goes on unread is known by its hosts', () => {
    const [route] = routesOf({ public: true, ports, exposure: { port: 'amqp', passthrough: true, listener: 'tls' } });

    expect(route).toMatchObject({
      kind: 'TLSRoute',
      spec: {
        hostnames: ['web.example.com'],
        parentRefs: [{ sectionName: 'tls' }],
        rules: [{ backendRefs: [{ port: 5672 }] }],
      },
    });
  });

  test('the policy lets the Gateway in to each of these ports, as it is spoken', () => {
    const { network } = aPlacement({
      service: {
        public: true,
        ports,
        monitoring: { scrape: false },
        exposure: { routes: { queue: { port: 'amqp', listener: 'amqp' }, names: { port: 'dns', listener: 'dns' } } },
      },
    });

    expect(network.ingress).toEqual([
      { reason: 'gateway', namespace: 'gateway-system', ports: [8080, 5672] },
      { reason: 'gateway', namespace: 'gateway-system', ports: [5353], protocols: ['UDP'] },
    ]);
  });
});

test('a project permits routes of TCP only where a service has some', () => {
  const kindsOf = (services: Parameters<typeof placeServices>[0]['services']) =>
    placeServices({ services })
      .baseline.projects.filter(({ name }) => name === 'prod')
      .flatMap(({ namespacedKinds }) => namespacedKinds.map(({ kind }) => kind));
  const db = {
    public: true,
    ports: [{ name: 'db', containerPort: 5432, protocol: 'tcp' as const }],
    exposure: { listener: 'db' },
  };

  expect(kindsOf({ web: { public: true } })).not.toContain('TCPRoute');
  expect(kindsOf({ web: {}, db })).toContain('TCPRoute');
  expect(kindsOf({ web: {}, db })).not.toContain('UDPRoute');
});

describe('a service whose Ingress has a certificate of cert-manager', () => {
  const ofCertManager = (annotation: string, exposure = {}) =>
    routesOf({
      public: true,
      exposure: { kind: 'ingress', tlsSecret: 'web-tls', ...exposure },
      metadata: { route: { annotations: { [annotation]: 'letsencrypt' } } },
    });

  test.each(['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer', 'kubernetes.io/tls-acme'])(
    'lets its controller see what proves the host, as %s asks for it',
    (annotation) => {
      const [, policy] = ofCertManager(annotation);

      // cert-manager, "HTTP01": the label and the port of the pods that it makes beside the Certificate.
      expect(policy).toMatchObject({
        kind: 'NetworkPolicy',
        metadata: { name: 'web.http01' },
        spec: {
          podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
          policyTypes: ['Ingress', 'Egress'],
          ingress: [
            {
              from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
              ports: [{ protocol: 'TCP', port: 8089 }],
            },
          ],
        },
      });
      expect(policy.spec).not.toHaveProperty('egress');
    },
  );

  test('opens nothing where no certificate is made in its namespace', () => {
    expect(ofCertManager('cert-manager.io/cluster-issuer', { kind: 'gateway' })).toHaveLength(1);
    expect(ofCertManager('nginx.ingress.kubernetes.io/proxy-body-size')).toHaveLength(1);
    expect(routesOf({ public: true, exposure: { kind: 'ingress', tlsSecret: 'web-tls' } })).toHaveLength(1);
  });
});
