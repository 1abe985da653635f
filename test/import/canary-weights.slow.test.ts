import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load, loadAll } from 'js-yaml';

import { runSlipway } from '../helpers/run-slipway';
import { differencesBetween } from '../helpers/same-objects';
import { temporaryFolder } from '../helpers/temporary-folder';
import { filesBelow, write } from '../helpers/tree';

/** A Rollout as people write it by the documentation of the plugin: two Services, and a route that leads to both. */
const rollout = (
  names: { stable: string; canary: string },
  routing: string,
): string => `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web }
spec:
  replicas: 3
  strategy:
    canary:
      stableService: ${names.stable}
      canaryService: ${names.canary}
      trafficRouting:
        plugins:
          argoproj-labs/gatewayAPI: ${routing}
      steps: [{ setWeight: 20 }, { pause: { duration: 10m } }]
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: "registry.example.com/shop/web:1.2.3", ports: [{ name: http, containerPort: 8080 }] }]
`;

const serviceOf = (name: string): string => `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }] }
`;

const outside = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: public }
spec:
  parentRefs: [{ name: shared, namespace: gateways, sectionName: https }]
  hostnames: [web.example.com]
  rules:
    - matches: [{ path: { type: PathPrefix, value: / } }]
      backendRefs: [{ name: web, port: 80, weight: 100 }, { name: web-next, port: 80, weight: 0 }]
    - matches: [{ path: { type: PathPrefix, value: /old } }]
      filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /new } } }]
      backendRefs: [{ name: web, port: 80, weight: 100 }, { name: web-next, port: 80, weight: 0 }]
`;

/** A route of the mesh, which no setting of a service without a mesh says. */
const inMesh = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: in-mesh }
spec:
  parentRefs: [{ kind: Service, group: "", name: web, port: 80 }]
  rules:
    - backendRefs: [{ name: web-stable, port: 80, weight: 90 }, { name: web-canary, port: 80, weight: 10 }]
`;

/** A canary that is divided by its pods, in the same environment. */
const other = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: worker }
spec:
  strategy: { canary: { steps: [{ setWeight: 50 }] } }
  selector: { matchLabels: { app: worker } }
  template:
    metadata: { labels: { app: worker } }
    spec: { containers: [{ name: worker, image: "registry.example.com/shop/worker:1.2.3" }] }
`;

function imported(texts: readonly string[]) {
  const folder = temporaryFolder();
  write(folder, 'k8s/all.yaml', texts.join('---\n'));
  const run = runSlipway(['import', 'k8s'], { workingDirectory: folder });
  const synth = runSlipway(['synth'], { workingDirectory: folder });
  expect({ ...synth, stdout: '' }).toMatchObject({ exitCode: 0, stderr: '' });
  const rendered = filesBelow(folder)
    .filter((path) => /^services\/.*\.yaml$/.test(path) && !path.endsWith('kustomization.yaml'))
    .map((path) => load(readFileSync(join(folder, path), 'utf8')));
  const read = (file: string): unknown => load(readFileSync(join(folder, 'catalog', file), 'utf8'));
  const objects = texts.flatMap((text) => loadAll(text));
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect(differencesBetween(objects, rendered)).toEqual([]);
  expect(rendered).toHaveLength(objects.length);
  return { folder, run, read };
}

test('weights of a route are words: the Rollout, its two Services, the route and the environment, without a patch', () => {
  const names = { stable: 'web', canary: 'web-next' };
  const { read, folder } = imported([
    rollout(names, '{ httpRoutes: [{ name: public }] }'),
    serviceOf('web'),
    serviceOf('web-next'),
    outside,
    other,
  ]);

  const service = read('services/web/service.yaml');
  expect(service).toMatchObject({
    public: true,
    rollout: { strategy: 'canary', weights: 'routes', steps: [{ setWeight: 20 }, { pause: { duration: '10m' } }] },
    exposure: {
      hosts: ['web.example.com'],
      listener: 'https',
      routes: { 'route-02': { path: '/old', rewrite: '/new' } },
    },
    names: { stable: 'web', canary: 'web-next', route: 'public' },
    unadopted: expect.arrayContaining(['service']),
  });
  expect(service).not.toHaveProperty('patches');
  expect(service).not.toHaveProperty('moreServices');
  expect(read('environments/live.yaml')).toMatchObject({
    canaryWeights: 'routes',
    gateway: { name: 'shared', namespace: 'gateways' },
  });
  expect(read('services/worker/service.yaml')).toMatchObject({ rollout: { strategy: 'canary', weights: 'pods' } });
  expect(filesBelow(folder).filter((file) => file.startsWith('catalog/services/web/manifests'))).toEqual([]);
});

test('a route of the mesh stays a manifest, and the Rollout divides requests by it all the same', () => {
  const { read } = imported([
    rollout({ stable: 'web-stable', canary: 'web-canary' }, '{ httpRoutes: [{ name: in-mesh }] }'),
    serviceOf('web'),
    serviceOf('web-stable'),
    serviceOf('web-canary'),
    inMesh,
  ]);

  const service = read('services/web/service.yaml');
  expect(service).toMatchObject({ rollout: { strategy: 'canary', weights: 'routes' } });
  expect(service).not.toHaveProperty('patches');
  expect(read('services/web/manifests/httproute-in-mesh.yaml')).toMatchObject({ kind: 'HTTPRoute' });
});

test('services of blue and green keep their names', () => {
  const { read } = imported([
    rollout({ stable: 'web', canary: 'x' }, '{}').replace(
      /canary:\n[\s\S]*?(?= {2}selector)/,
      'blueGreen: { activeService: web-live, previewService: web-next, autoPromotionEnabled: false }\n',
    ),
    serviceOf('web-next'),
    serviceOf('web-live'),
  ]);

  expect(read('services/web/service.yaml')).toMatchObject({
    rollout: { strategy: 'blueGreen' },
    names: { service: 'web-live', preview: 'web-next' },
  });
});

test('explain says what the weights of a canary are of, and which file decides it', () => {
  const { folder } = imported([
    rollout({ stable: 'web-stable', canary: 'web-canary' }, '{ httpRoutes: [{ name: in-mesh }] }'),
    serviceOf('web-stable'),
    serviceOf('web-canary'),
    inMesh,
  ]);
  const explained = (): string =>
    runSlipway(['explain', 'web', 'live', 'rollout.weights'], { workingDirectory: folder }).stdout;
  const service = join(folder, 'catalog/services/web/service.yaml');
  const text = readFileSync(service, 'utf8');

  expect(explained()).toMatch(/rollout\.weights: routes +catalog\/services\/web\/service\.yaml:\d+/);
  write(folder, 'catalog/services/web/service.yaml', text.replace('  weights: routes\n', ''));
  expect(explained()).toMatch(/rollout\.weights: routes +catalog\/environments\/live\.yaml:\d+/);
  write(folder, 'catalog/services/web/service.yaml', text.replace('weights: routes', 'weights: pods'));
  expect(explained()).toMatch(/rollout\.weights: pods +catalog\/services\/web\/service\.yaml:\d+/);
});
