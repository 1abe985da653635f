import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import type { Catalog } from '../../src/model/catalog';
import { place } from '../../src/model/place';
import {
  environmentYaml as env,
  overlayYaml as release,
  platformYaml as platform,
  serviceYaml as web,
} from '../helpers/a-catalog';
import { aCatalogFolder } from '../helpers/a-catalog';
import { aPlacement } from '../helpers/a-placement';
import { placeServices } from '../helpers/place-services';
import type { PlacementOverrides } from '../helpers/a-placement';
import { placesOf } from '../helpers/places-of';

describe('labels', () => {
  it('are the recommended ones and those that people look for', () => {
    const { labels, selector, podLabels } = aPlacement({
      service: { team: 'payments', tier: 'gateway' },
      overlay: { release: { version: 'v1.2.0' } },
    });

    expect(labels).toEqual({
      app: 'web',
      env: 'dev',
      team: 'payments',
      tier: 'gateway',
      'app.kubernetes.io/component': 'gateway',
      'app.kubernetes.io/instance': 'web',
      'app.kubernetes.io/managed-by': 'slipway',
      'app.kubernetes.io/name': 'web',
      'app.kubernetes.io/part-of': 'web',
    });
    expect(podLabels).toEqual({ ...labels, 'app.kubernetes.io/version': 'v1.2.0', version: 'v1.2.0' });
    // A selector is immutable: a release must not change it.
    expect(selector).toEqual({ app: 'web' });
  });

  it('name the system and the portal', () => {
    const { labels, annotations } = aPlacement({
      service: { system: 'shop' },
      platform: { systems: { shop: {} }, portal: { provider: 'port' } },
    });

    expect(labels).toMatchObject({ 'app.kubernetes.io/part-of': 'shop', 'managed-by': 'port-io' });
    expect(annotations).toEqual({ 'port.io/blueprint': 'microservice', 'port.io/entity': 'web' });
  });
});

it.each([
  [undefined, 'ghcr.io/your-org/web:v1'],
  ['web-app', 'ghcr.io/your-org/web-app:v1'],
  ['team/web', 'ghcr.io/your-org/team/web:v1'],
  ['docker.io/library/postgres', 'docker.io/library/postgres:v1'],
  ['registry:5000/web', 'registry:5000/web:v1'],
  ['localhost/web', 'localhost/web:v1'],
])('pulls image %j from %s', (image, reference) => {
  const { image: pulled } = aPlacement({
    service: image === undefined ? {} : { image },
    overlay: { release: { version: 'v1' } },
  });

  expect(pulled).toBe(reference);
});

it('pulls the digest that was promoted', () => {
  const digest = `sha256:${'0'.repeat(64)}`;

  const { image, version } = aPlacement({ overlay: { release: { version: 'v1', digest } } });

  expect(image).toBe(`ghcr.io/your-org/web:v1@${digest}`);
  expect(version).toBe('v1');
});

it.each<[string, NonNullable<PlacementOverrides['service']>, string, string]>([
  ['a deployment', {}, 'deployment', 'web'],
  ['a rollout with a canary', { rollout: { strategy: 'canary', steps: [{ setWeight: 20 }] } }, 'rollout', 'web'],
  ['a rollout with two Services', { rollout: { strategy: 'blueGreen' } }, 'rollout', 'web-active'],
  ['a stateful set', { storage: { size: '1Gi', mountPath: '/data' } }, 'stateful-set', 'web'],
])('runs pods in %s', (_, service, workload, serviceName) => {
  expect(aPlacement({ service })).toMatchObject({ workload, serviceName });
});

it.each<[string, NonNullable<PlacementOverrides['service']>, string | undefined]>([
  ['Git', {}, undefined],
  ['an HPA', { scale: { owner: 'hpa', minReplicas: 1, maxReplicas: 3 } }, 'deployment'],
  [
    'KEDA',
    {
      scale: { owner: 'keda', minReplicas: 0, maxReplicas: 3, triggers: [{ type: 'cron', metadata: {} }] },
      rollout: { strategy: 'blueGreen' },
    },
    'rollout',
  ],
])('lets %s own the number of pods: Argo CD ignores what it does not own', (_, service, ignored) => {
  expect(aPlacement({ service }).application.ignoresReplicasOf).toBe(ignored);
});

it.each([
  ['rolling', false],
  ['canary', false],
  ['blueGreen', true],
] as const)('%s: Argo Rollouts completes selectors of Services: %s', (strategy, ignored) => {
  const rollout = strategy === 'canary' ? { strategy, steps: [{ setWeight: 20 }] } : { strategy };

  expect(aPlacement({ service: { rollout } }).application.ignoresPodHash).toBe(ignored);
});

it.each([
  ['data', undefined, -10],
  ['monitoring', undefined, -5],
  ['backend', undefined, 0],
  ['frontend', undefined, 0],
  ['frontend', 2, 2],
  ['data', 0, 0],
] as const)('syncs tier %s with wave %j at %d', (tier, wave, expected) => {
  expect(aPlacement({ service: wave === undefined ? { tier } : { tier, wave } }).application.wave).toBe(expected);
});

describe('a public service', () => {
  it('is reached under the pattern of the environment', () => {
    const { routes } = aPlacement({ service: { public: true } });

    expect(routes).toMatchObject([
      { kind: 'gateway', protocol: 'http', hosts: ['web.example.com'], rules: [{ path: '/', port: 8080 }] },
    ]);
  });

  it('is reached under hosts of its own, by another port', () => {
    const { routes } = aPlacement({
      service: {
        public: true,
        ports: [
          { name: 'http', containerPort: 8080 },
          { name: 'grpc', containerPort: 9090, port: 443, protocol: 'grpc' },
        ],
        exposure: { kind: 'ingress', hosts: ['a.example.com', 'b.example.com'], path: '/api', port: 'grpc' },
      },
    });

    expect(routes).toMatchObject([
      {
        kind: 'ingress',
        protocol: 'grpc',
        hosts: ['a.example.com', 'b.example.com'],
        rules: [{ path: '/api', port: 443 }],
      },
    ]);
  });

  it('is the only one with a route', () => {
    expect(aPlacement().routes).toEqual([]);
  });
});

describe('the network', () => {
  const files = {
    'environments/dev.yaml': `${env}tracesUrl: http://collector.tracing.svc:4317\n`,
    'environments/prod.yaml': `${env}tracesUrl: http://collector.tracing.svc.cluster.local:4318\n`,
    'services/web/service.yaml': `${web}dependsOn: [{ service: api, ports: [grpc] }]\npublic: true\nmonitoring: { scrape: false }\n`,
    'services/api/service.yaml': `team: web-team
ports:
  - { name: http, containerPort: 8080 }
  - { name: grpc, containerPort: 9090, protocol: grpc }
namespace: "{service}-{environment}"
monitoring: { tracing: true }
egress:
  - { description: the bank, cidr: 192.0.2.0/24, ports: [443] }
  - { namespace: "db-{environment}", ports: [5432] }
`,
    'services/api/dev.yaml': release,
    'services/api/prod.yaml': release,
  };

  it('lets a service out to what it depends on, and DNS', () => {
    const { network } = placesOf(files).placement('web', 'dev');

    expect(network.egress).toEqual([
      expect.objectContaining({ reason: 'DNS', namespace: 'kube-system', ports: [53] }),
      { reason: 'api', namespace: 'api-dev', pods: { app: 'api' }, ports: [9090] },
    ]);
  });

  it('lets a service out to its stores, wherever they are', () => {
    const store = {
      'services/store/service.yaml': 'team: web-team\nports: [{ name: sql, containerPort: 5432, protocol: tcp }]\n',
      'services/store/dev.yaml': release,
      'services/store/prod.yaml': release,
    };
    const of = (said: string) =>
      placesOf({ ...store, 'services/web/service.yaml': `${web}${said}\n` }).placement('web', 'dev').network.egress;

    expect(of('database: { service: store }').slice(1)).toEqual([
      { reason: 'store', namespace: 'dev', pods: { app: 'store' }, ports: [5432] },
    ]);
    expect(
      of('database: { namespace: "db-{environment}" }\nredis: { cidr: 192.0.2.7/32, port: 6390 }').slice(1),
    ).toEqual([
      { reason: 'database', namespace: 'db-dev', ports: [5432] },
      { reason: 'redis', cidr: '192.0.2.7/32', ports: [6390] },
    ]);
    // Who limits the ports in dependsOn means these.
    expect(of('database: { service: store }\ndependsOn: [store]')).toHaveLength(2);
  });

  it('lets in who depends on a service, at the same port', () => {
    const { network } = placesOf(files).placement('api', 'dev');

    expect(network.ingress).toEqual([
      { reason: 'web', namespace: 'dev', pods: { app: 'web' }, ports: [9090] },
      { reason: 'metrics', namespace: 'monitoring', ports: [8080] },
    ]);
  });

  it('lets the pods of the Ingress class in to a service that asks for an Ingress', () => {
    const { network } = placesOf({
      'services/web/service.yaml': `${web}public: true\nmonitoring: { scrape: false }\nexposure: { kind: ingress }\n`,
    }).placement('web', 'dev');

    expect(network.ingress).toEqual([{ reason: 'gateway', namespace: 'ingress-nginx', ports: [8080] }]);
  });

  it('lets the gateway in to a public service', () => {
    const { network } = placesOf(files).placement('web', 'prod');

    expect(network.ingress).toEqual([{ reason: 'gateway', namespace: 'gateway-system', ports: [8080] }]);
  });

  it('lets a service out to what it says it calls, and to the collector of traces', () => {
    const { network } = placesOf(files).placement('api', 'prod');

    expect(network.egress.slice(1)).toEqual([
      { reason: 'the bank', cidr: '192.0.2.0/24', ports: [443] },
      { reason: 'db-prod', namespace: 'db-prod', ports: [5432] },
      { reason: 'traces', namespace: 'tracing', ports: [4318] },
    ]);
  });

  it('has the same calls from both ends', () => {
    const { placements } = place(loadCatalog(folderSource('catalog')).catalog);
    const names = new Set(placements.map((placement) => placement.service));
    const outgoing = placements.flatMap(({ service, environment, network }) =>
      network.egress
        .filter(({ reason }) => names.has(reason))
        .map((peer) => [environment, service, peer.reason, peer.ports]),
    );
    const incoming = placements.flatMap(({ service, environment, network }) =>
      network.ingress
        .filter(({ reason }) => names.has(reason))
        .map((peer) => [environment, peer.reason, service, peer.ports]),
    );

    const calls = (all: unknown[]) => all.map((call) => JSON.stringify(call)).sort();

    // A backup is a caller of its own service that nobody declares.
    expect(calls(outgoing)).toEqual(calls(incoming));
    expect(outgoing.length).toBeGreaterThan(20);
  });

  it('lets the proxies of the Gateway in where they run, and load balancers outside the cluster by their networks', () => {
    const gateway = {
      name: 'public',
      namespace: 'gateway-system',
      host: '{service}.example.com',
      proxyNamespace: 'envoy-gateway-system',
      proxyNetworks: ['35.191.0.0/16'],
    };

    const { network } = aPlacement({
      service: { public: true, monitoring: { scrape: false } },
      environment: { gateway },
    });

    expect(network.ingress).toEqual([
      { reason: 'gateway', namespace: 'envoy-gateway-system', ports: [8080] },
      { reason: 'load balancer 35.191.0.0/16', cidr: '35.191.0.0/16', ports: [8080] },
    ]);
  });
});

describe('the mesh', () => {
  const files = {
    'services/web/service.yaml': `${web}dependsOn: [api]\nmesh: { provider: linkerd }\n`,
    'services/job/service.yaml': `${web}dependsOn: [api]\n`,
    'services/job/dev.yaml': release,
    'services/api/service.yaml': `${web}mesh: { provider: linkerd }\nmonitoring: { scrape: false }\n`,
    'services/api/dev.yaml': release,
    'services/api/prod.yaml': release,
  };

  it('injects its proxy', () => {
    const { placement } = placesOf(files);

    expect(placement('web', 'dev').podAnnotations).toEqual({ 'linkerd.io/inject': 'enabled' });
    expect(placement('job', 'dev').podAnnotations).toEqual({});
    expect(placement('job', 'dev').mesh).toBeUndefined();
  });

  it('knows which callers have a proxy', () => {
    const { mesh } = placesOf(files).placement('api', 'dev');

    expect(mesh?.dependents).toEqual([
      { service: 'job', account: 'job', namespace: 'dev', isMeshed: false },
      { service: 'web', account: 'web', namespace: 'dev', isMeshed: true },
    ]);
  });

  it('opens ports only for callers without a proxy', () => {
    const { placement } = placesOf(files);

    expect(placement('api', 'dev').mesh).toMatchObject({ openPorts: ['http'], openNetworks: ['10.0.0.0/8'] });
    expect(placement('api', 'prod').mesh).toMatchObject({ openPorts: [], openNetworks: [] });
  });

  it('lets proxies talk to each other', () => {
    const { placement } = placesOf(files);

    expect(placement('web', 'dev').network.egress).toContainEqual(
      expect.objectContaining({ reason: 'api', ports: [8080, 4143] }),
    );
    expect(placement('job', 'dev').network.egress).toContainEqual(
      expect.objectContaining({ reason: 'api', ports: [8080] }),
    );
    expect(placement('api', 'dev').network.ingress.slice(0, 2)).toEqual([
      expect.objectContaining({ reason: 'job', ports: [8080] }),
      expect.objectContaining({ reason: 'web', ports: [8080, 4143] }),
    ]);
  });
});

it('puts a service where its own pattern says, or that of the environment', () => {
  const { placement } = placesOf({
    'platform.yaml': `${platform}systems: { shop: {} }\n`,
    'environments/prod.yaml': env.replace('"{environment}"', '"{system}-{team}"'),
    'services/api/service.yaml': `${web}namespace: "{service}-{environment}"\n`,
    'services/api/dev.yaml': release,
    'services/api/prod.yaml': release,
    'services/cart/service.yaml': `${web}system: shop\n`,
    'services/cart/prod.yaml': release,
  });

  expect(placement('web', 'dev').namespace).toBe('dev');
  expect(placement('web', 'prod').namespace).toBe('web-web-team');
  expect(placement('cart', 'prod').namespace).toBe('shop-web-team');
  expect(placement('api', 'dev').namespace).toBe('api-dev');
  expect(placement('api', 'prod').namespace).toBe('api-prod');
});

describe('presets', () => {
  it('give Spring Boot its probes, its metrics and its profile', () => {
    const { probes, metrics, env: variables } = aPlacement({ service: { framework: 'spring-boot' } });

    expect(probes.liveness).toEqual({
      protocol: 'http',
      path: '/actuator/health/liveness',
      port: 'http',
      initialDelaySeconds: 60,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 3,
    });
    expect(probes.readiness).toEqual({
      protocol: 'http',
      path: '/actuator/health/readiness',
      port: 'http',
      initialDelaySeconds: 30,
      periodSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 3,
    });
    expect(probes.startup).toMatchObject({ path: '/actuator/health/liveness', failureThreshold: 60, periodSeconds: 5 });
    expect(metrics.path).toBe('/actuator/prometheus');
    expect(variables).toEqual({ SPRING_PROFILES_ACTIVE: 'kubernetes' });
  });

  it('give way to what the service says', () => {
    const { probes, env: variables } = aPlacement({
      service: {
        framework: 'spring-boot',
        probes: { liveness: { path: '/alive' } },
        env: { SPRING_PROFILES_ACTIVE: null },
      },
    });

    expect(probes.liveness).toMatchObject({ path: '/alive', initialDelaySeconds: 60 });
    expect(variables).toEqual({});
  });

  it('give a service its database and Redis from the secret store', () => {
    const { secrets } = aPlacement({ service: { database: true, redis: true } });

    expect(secrets.keys).toEqual([
      { key: 'db-host', remoteKey: 'dev/web', property: 'db-host', env: 'DB_HOST' },
      { key: 'db-password', remoteKey: 'dev/web', property: 'db-password', env: 'DB_PASSWORD' },
      { key: 'db-username', remoteKey: 'dev/web', property: 'db-username', env: 'DB_USERNAME' },
      { key: 'redis-url', remoteKey: 'dev/web', property: 'redis-url', env: 'REDIS_URL' },
    ]);
  });

  it('give what has storage one pod, and time to end', () => {
    const { scale, terminationGracePeriodSeconds } = aPlacement({
      service: { storage: { size: '1Gi', mountPath: '/data' } },
    });

    expect(scale).toEqual({ owner: 'fixed', replicas: 1 });
    expect(terminationGracePeriodSeconds).toBe(60);
  });

  it.each<[service: NonNullable<PlacementOverrides['service']>, seconds: number]>([
    [{ language: 'java' }, 300],
    [{ framework: 'spring-boot' }, 300],
    [{ language: 'Kotlin' }, 300],
    [{ storage: { size: '1Gi', mountPath: '/data' } }, 600],
    [{ language: 'java', storage: { size: '1Gi', mountPath: '/data' } }, 600],
  ])('let what may be slow take its time to start: %j', (service, seconds) => {
    const { startup, liveness } = aPlacement({ service }).probes;
    const { failureThreshold = 0, periodSeconds = 0, initialDelaySeconds } = startup ?? {};

    expect(failureThreshold * periodSeconds).toBe(seconds);
    expect(initialDelaySeconds).toBe(0);
    expect(startup?.path).toBe(liveness?.path);
  });

  it.each([
    { language: 'go' },
    { language: 'java', probes: { startup: { protocol: 'none' as const } } },
    { language: 'java', probes: { liveness: { protocol: 'none' as const } } },
    { language: 'java', ports: [] },
  ])('do not ask whether it has started where nobody wants to know: %j', (service) => {
    expect(aPlacement({ service }).probes.startup).toBeUndefined();
  });

  it('give a service of another framework /health and /ready', () => {
    const { probes, scale } = aPlacement({ service: { framework: 'fastapi' } });

    expect(probes.liveness?.path).toBe('/health');
    expect(probes.readiness?.path).toBe('/ready');
    expect(scale).toEqual({ owner: 'fixed', replicas: 2 });
  });
});

it('asks a startup probe what it asks the liveness probe, unless it says otherwise', () => {
  const { probes } = aPlacement({
    service: { probes: { liveness: { path: '/alive' }, startup: { failureThreshold: 30 } } },
  });

  expect(probes.startup).toEqual({ ...probes.liveness, path: '/alive', failureThreshold: 30 });
});

it('probes and scrapes the first http port, and a service without one by its own protocol', () => {
  const mixed = aPlacement({
    service: {
      ports: [
        { name: 'grpc', containerPort: 9090, protocol: 'grpc' },
        { name: 'web', containerPort: 8080 },
      ],
    },
  });
  const database = aPlacement({ service: { ports: [{ name: 'sql', containerPort: 5432, protocol: 'tcp' }] } });

  expect(mixed.probes.liveness).toMatchObject({ protocol: 'http', port: 'web' });
  expect(mixed.metrics.port).toBe('web');
  expect(database.probes.liveness).toMatchObject({ protocol: 'tcp', port: 'sql' });
  expect(database.monitoring.scrape).toBe(false);
});

it('sends traces under the name of the service, unless it has variables of its own', () => {
  const { env: variables } = aPlacement({
    environment: {
      tracesUrl: 'http://opentelemetry-collector.opentelemetry.svc:4317',
      defaults: { monitoring: { tracing: true } },
    },
    service: { env: { OTEL_SERVICE_NAME: 'shop' } },
  });

  expect(variables).toEqual({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://opentelemetry-collector.opentelemetry.svc:4317',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=dev',
    OTEL_SERVICE_NAME: 'shop',
  });
});

it('keeps volumes of scratch folders apart from the others', () => {
  const { scratch } = aPlacement({ service: { scratch: { '/tmp': null, '/var/run/App': '1Mi', '/data': '2Mi' } } });

  expect(scratch).toEqual([
    { name: 'scratch-data', path: '/data', size: '2Mi' },
    { name: 'var-run-app', path: '/var/run/App', size: '1Mi' },
  ]);
});

describe('a backup', () => {
  const service = {
    storage: { size: '1Gi', mountPath: '/data' },
    backup: { schedule: '0 2 * * *', retentionDays: 7, size: '2Gi', command: ['dump'] },
  };

  it('has pods that are not those of the service', () => {
    const { backup, selector } = aPlacement({ service });

    expect(backup?.selector).toEqual({ app: 'web-backup' });
    expect(backup?.labels).toMatchObject({ app: 'web-backup', 'app.kubernetes.io/component': 'backup' });
    expect(selector).toEqual({ app: 'web' });
  });

  it('reaches the service, which lets it in', () => {
    const { backup, network } = aPlacement({ service });

    expect(backup?.network.egress).toContainEqual({
      reason: 'web',
      namespace: 'dev',
      pods: { app: 'web' },
      ports: [8080],
    });
    expect(network.ingress).toContainEqual({
      reason: 'backup',
      namespace: 'dev',
      pods: { app: 'web-backup' },
      ports: [8080],
    });
  });

  it('may reach what the service reaches outside, and not what it depends on', () => {
    const egress = [{ description: 'bucket', cidr: '192.0.2.0/24', ports: [443] }];
    const { placements } = placeServices({
      services: { web: { ...service, egress, dependsOn: ['orders'] }, orders: {} },
    });

    expect(placements['web']?.network.egress.map(({ reason }) => reason)).toContain('orders');
    expect(placements['web']?.backup?.network.egress.map(({ reason }) => reason)).toEqual(['DNS', 'bucket', 'web']);
  });
});

describe('an Application', () => {
  it('says where it comes from, where it goes and who hears of it', () => {
    const { application } = aPlacement({
      platform: {
        portal: { provider: 'port' },
        argocd: { project: '{team}-{environment}' },
        teams: { payments: { owners: ['@your-org/payments'], slack: 'pay' } },
        notifications: { port: ['on-sync-failed'] },
      },
      environment: { targetRevision: 'release', notifications: { slack: ['on-deployed'] } },
      overlay: { release: { version: 'v1', promotedFrom: 'dev', changeTicket: 'CHG-1' } },
    });

    expect(application).toMatchObject({
      name: 'web-dev',
      entry: 'web',
      folder: 'argocd/dev/apps',
      project: 'payments-dev',
      repositoryUrl: 'https://github.com/your-org/gitops.git',
      targetRevision: 'release',
      path: 'services/web/overlays/dev',
      namespace: 'dev',
      sync: { mode: 'automatic', prune: true, selfHeal: true },
    });
    expect(application.annotations).toEqual({
      'port.io/entity': 'web',
      'port.io/environment': 'dev',
      'slipway.dev/promoted-from': 'dev',
      'slipway.dev/change-ticket': 'CHG-1',
      'notifications.argoproj.io/subscribe.on-sync-failed.port': '',
      'notifications.argoproj.io/subscribe.on-deployed.slack': 'pay',
    });
  });

  it.each([
    ['applications', 'argocd/dev/apps'],
    ['app-of-apps', 'argocd/dev/systems/shop'],
    ['application-set', undefined],
  ] as const)('of a system that is delivered by %s is in %s', (delivery, folder) => {
    const { application } = aPlacement({ service: { system: 'shop' }, platform: { systems: { shop: { delivery } } } });

    expect(application.folder).toBe(folder);
  });
});

it('places the same, whatever the order of anything in the catalog', () => {
  const { catalog } = loadCatalog(folderSource('catalog'));

  expect(place(backwards(catalog))).toEqual(place(catalog));
});

it('does not change the catalog', () => {
  const { catalog } = loadCatalog(folderSource(aCatalogFolder()));
  const before = structuredClone(catalog);

  place(catalog);

  expect(catalog).toEqual(before);
});

function backwards({ platform, environments, services }: Catalog): Catalog {
  const teams = Object.fromEntries(Object.entries(platform.teams).reverse());
  const systems = Object.fromEntries(Object.entries(platform.systems).reverse());
  return {
    platform: { ...platform, teams, systems },
    environments: new Map([...environments].reverse()),
    services: new Map(
      [...services]
        .reverse()
        .map(([name, { service, overlays }]) => [name, { service, overlays: new Map([...overlays].reverse()) }]),
    ),
  };
}

it.each([
  ['gin', { LOG_FORMAT: 'json' }],
  ['spring-boot', expect.objectContaining({ LOGGING_STRUCTURED_FORMAT_CONSOLE: 'ecs' })],
] as const)('R4-13: asks a service of %s for logs that a collector can read', (framework, variables) => {
  const monitoring = { logs: 'json' } as const;

  expect(aPlacement({ service: { framework, monitoring } }).env).toEqual(variables);
  expect(aPlacement().env).toEqual({});
});

it.each([
  [{ dashboard: true }, true],
  [{ alerts: true }, true],
  [{ alerts: true, scrape: false }, false],
  [{}, false],
])(
  'asks Spring Boot for the buckets that a latency is read from, where somebody looks at it: %j',
  (monitoring, isAsked) => {
    const { env: variables } = aPlacement({ service: { framework: 'spring-boot', monitoring } });

    expect(Object.keys(variables).some((name) => name.includes('PERCENTILESHISTOGRAM'))).toBe(isAsked);
  },
);

it('measures a service of gRPC at the port that it has for metrics', () => {
  const ports = [
    { name: 'grpc', containerPort: 50051, protocol: 'grpc' },
    { name: 'metrics', containerPort: 9090, protocol: 'tcp' },
  ] as const;

  const { metrics, monitoring } = aPlacement({ service: { ports: [...ports] } });

  expect([metrics.port, monitoring.scrape]).toEqual(['metrics', true]);
  expect(aPlacement({ service: { ports: [ports[0]] } }).monitoring.scrape).toBe(false);
});

it('R3-10: lets Prometheus in to the service and to its proxy, or to neither', () => {
  const doors = (mesh: boolean, scrape: boolean) =>
    aPlacement({ service: { mesh: { provider: 'linkerd', scrape: mesh }, monitoring: { scrape } } })
      .network.ingress.filter(({ namespace }) => namespace === 'monitoring')
      .map(({ ports }) => ports);

  expect(doors(true, true)).toEqual([[8080], [4191]]);
  expect(doors(false, false)).toEqual([]);
});

it.each([
  [{}, {}, { sleepSeconds: 5 }],
  [{ ports: [] }, {}, undefined],
  [{ terminationGracePeriodSeconds: 5 }, {}, undefined],
  [{ terminationGracePeriodSeconds: 6 }, {}, { sleepSeconds: 5 }],
  [{}, { cluster: { kubernetesVersion: '1.29' } }, undefined],
  [{ preStop: { sleepSeconds: 0 } }, {}, undefined],
  [{ preStop: { command: ['drain'] } }, { cluster: { kubernetesVersion: '1.29' } }, { command: ['drain'] }],
  [{ preStop: { command: ['drain'] } }, { defaults: { preStop: { sleepSeconds: 9 } } }, { command: ['drain'] }],
])(
  'a pod goes on for a moment where requests may come, and there is time: %j in %j',
  (service, environment, preStop) => {
    expect(aPlacement({ service, environment }).preStop).toEqual(preStop);
  },
);

it('opens the ports of root, from the lowest on, and only where there are some', () => {
  const at = (...numbers: readonly number[]) =>
    aPlacement({ service: { ports: numbers.map((containerPort) => ({ name: `p${containerPort}`, containerPort })) } });

  expect(at(8080, 443, 80).security.lowestPort).toBe(80);
  expect(at(1024).security.lowestPort).toBeUndefined();
  expect(at().security.lowestPort).toBeUndefined();
});
