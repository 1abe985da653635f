import { join } from 'node:path';

import { App } from 'cdk8s';
import * as fc from 'fast-check';
import { load } from 'js-yaml';
import { parse } from 'yaml';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { EnvironmentBaseline } from '../../src/charts/environment-baseline';
import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import type { Catalog } from '../../src/model/catalog';
import { place } from '../../src/model/place';
import type { Placements } from '../../src/model/placement';
import { codeOwners } from '../../src/render/owners';
import { arbitraryCatalog, writeCatalog } from '../helpers/arbitrary-catalog';
import type { CatalogFiles } from '../helpers/arbitrary-catalog';
import { danglingOf } from '../helpers/dangling';
import { runSlipway } from '../helpers/run-slipway';
import { renderedTexts } from '../helpers/rendered-texts';
import { objectsOf, renderShippedCatalog, shippedCatalog } from '../helpers/shipped-catalog';
import type { RenderedObject } from '../helpers/shipped-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';
import { textsBelow } from '../tree/tree-on-disk';

type Tree = ReadonlyMap<string, RenderedObject>;

const shipped = renderShippedCatalog();

/** What holds of every rendered tree. */
const laws: readonly (readonly [title: string, expectLaw: (tree: Tree, placements: Placements) => void])[] = [
  ['as many documents as objects', expectAsManyDocumentsAsObjects],
  ['a kustomization lists what lies beside it, and nothing else', expectWholeKustomizations],
  ['names and labels are as Kubernetes wants them', expectGoodNames],
  ['every reference and every selector finds what it means', expectNothingDangles],
  ['every overlay is deployed by one Application, which its project allows', expectOneApplicationEach],
  ['every namespace in use is made and bounded by the baseline', expectBoundedNamespaces],
  ['no Secret is in Git', expectNoSecrets],
];

test.each(laws)('the shipped catalog: %s', (_, expectLaw) => {
  expectLaw(shipped.objects, shipped.placements);
});

test('any valid catalog: all of that', () => {
  fc.assert(
    fc.property(arbitraryCatalog(), (files) => {
      const catalog = catalogOf(files);
      const [tree, placements] = [objectsOf(renderedTexts(catalog)), place(catalog)];

      for (const [, expectLaw] of laws) expectLaw(tree, placements);
    }),
    { numRuns: 20 },
  );
});

test.each([
  ['payment-service', 'service-account', 'its pods need ServiceAccount payment-service'],
  ['payment-service', 'config-map-config', 'its pods need ConfigMap payment-service-config'],
  ['payment-service', 'external-secret-secrets', 'its pods need key db-host of Secret payment-service-secrets'],
  ['payment-service', 'deployment', 'Service prod/payment-service: 0 workloads have its selector'],
  ['payment-service', 'service', 'HTTPRoute prod/payment-service: Service payment-service has no port 8080'],
  ['user-service', 'network-authentication', 'there is no NetworkAuthentication user-service'],
  ['blog-database', 'service-headless', 'there is no Service blog-database-headless'],
  ['apm', 'service-preview', 'there is no Service apm-preview'],
])('%s without its %s is not complete', (service, file, complaint) => {
  const tree = new Map(shipped.objects);
  tree.delete(`services/${service}/overlays/prod/${file}.yaml`);

  expect(danglingOf(tree)).toContainEqual(expect.stringContaining(complaint));
});

test('every file says the same to readers of YAML 1.1 and YAML 1.2: the object that was constructed', () => {
  fc.assert(
    fc.property(arbitraryCatalog(), (files) => {
      const catalog = catalogOf(files);
      const read: unknown[] = [];
      for (const [path, text] of renderedTexts(catalog)) {
        const object: unknown = load(text);
        expect([path, parse(text)]).toEqual([path, object]);
        expect([path, parse(text, { version: '1.1' })]).toEqual([path, object]);
        if (!path.endsWith('/kustomization.yaml')) read.push(object);
      }

      expect(read.map(canonical).sort(byCodeUnits)).toEqual(
        constructed(place(catalog)).map(canonical).sort(byCodeUnits),
      );
    }),
    { numRuns: 8 },
  );
}, 60_000);

test('the order in which a catalog is read does not matter', () => {
  fc.assert(
    fc.property(arbitraryCatalog(), (files) => {
      const catalog = catalogOf(files);
      const turned: Catalog = {
        platform: {
          ...catalog.platform,
          teams: Object.fromEntries(Object.entries(catalog.platform.teams).reverse()),
          systems: Object.fromEntries(Object.entries(catalog.platform.systems).reverse()),
        },
        environments: new Map([...catalog.environments].reverse()),
        services: new Map(
          [...catalog.services]
            .reverse()
            .map(([name, { service, overlays }]) => [name, { service, overlays: new Map([...overlays].reverse()) }]),
        ),
      };

      expect([...renderedTexts(turned)]).toEqual([...renderedTexts(catalog)]);
      expect(codeOwners(turned)).toEqual(codeOwners(catalog));
    }),
    { numRuns: 12 },
  );
}, 60_000);

test('time zone, language and folder of a machine do not matter', () => {
  const out = temporaryFolder();
  const variables = { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };

  const { exitCode, stderr } = runSlipway(['synth', '--catalog', shippedCatalog, '--out', out], { variables });

  expect([exitCode, stderr]).toEqual([0, '']);
  const { CODEOWNERS, '.gitattributes': attributes, ...rendered } = textsBelow(out);
  expect(rendered).toEqual(Object.fromEntries(shipped.texts));
  expect(CODEOWNERS).toContain(shipped.codeOwners.join('\n'));
  expect(attributes).toContain('/services/** text eol=lf');
});

test('the longest names that the catalog allows still fit', () => {
  const environment = 'e'.repeat(12);
  const amounts = { cpu: '1', memory: '1Gi' };
  const most = { cpu: '100', memory: '100Gi' };
  const service = (length: number, data: object): CatalogFiles => ({
    [`services/${'s'.repeat(length)}/service.yaml`]: {
      team: 'a',
      ports: [{ name: 'p'.repeat(15), containerPort: 8080 }],
      public: true,
      mesh: { provider: 'linkerd' },
      monitoring: { alerts: true, dashboard: true },
      ...data,
    },
    [`services/${'s'.repeat(length)}/${environment}.yaml`]: { release: { version: 'v'.repeat(63) } },
  });
  const files: CatalogFiles = {
    'platform.yaml': {
      catalogVersion: 1,
      repository: { url: 'https://github.com/your-org/gitops.git' },
      registry: 'ghcr.io/your-org',
      teams: { a: { owners: ['@a'] } },
    },
    [`environments/${environment}.yaml`]: {
      cluster: { kubernetesVersion: '1.36' },
      namespace: '{environment}',
      sync: { mode: 'manual' },
      gateway: { name: 'public', namespace: 'gateway-system', host: '{service}.example.com' },
      secretStore: { name: 'vault' },
      quota: { requests: most, limits: most, pods: 100 },
      containerLimits: { max: most, default: amounts, defaultRequest: amounts },
    },
    ...service(50, { rollout: { strategy: 'blueGreen' } }),
    ...service(45, {
      storage: { size: '1Gi', mountPath: '/data' },
      backup: { schedule: '0 2 * * *', retentionDays: 1, size: '1Gi', command: ['true'] },
    }),
  };

  const tree = objectsOf(renderedTexts(catalogOf(files)));

  // A StatefulSet labels its pods with its name and a hash of ten characters.
  const tooLong = [...tree.values()].filter(
    ({ kind, metadata }) => kind === 'StatefulSet' && metadata.name.length > 52,
  );
  expect(tooLong).toEqual([]);
  expectGoodNames(tree);
  expect(danglingOf(tree)).toEqual([]);
});

function catalogOf(files: CatalogFiles): Catalog {
  const folder = join(temporaryFolder(), 'catalog');
  writeCatalog(folder, files);
  return loadCatalog(folderSource(folder)).catalog;
}

function expectAsManyDocumentsAsObjects(tree: Tree, placements: Placements): void {
  const kustomizations = [...tree.values()].filter(({ kind }) => kind === 'Kustomization');

  expect(tree.size - kustomizations.length).toBe(constructed(placements).length);
}

function expectWholeKustomizations(tree: Tree): void {
  for (const [path, { kind, resources }] of tree) {
    if (kind !== 'Kustomization') continue;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const beside = [...tree.keys()].filter((other) => other.startsWith(folder) && other !== path);

    expect(resources).toEqual(beside.map((other) => other.slice(folder.length)).sort());
  }
}

function expectNothingDangles(tree: Tree): void {
  expect(danglingOf(tree)).toEqual([]);
}

function expectOneApplicationEach(tree: Tree): void {
  const overlays = new Set([...tree.keys()].flatMap((path) => /^services\/[^/]+\/overlays\/[^/]+/.exec(path) ?? []));
  const applications = applicationsOf(tree);

  const paths = applications.map(({ path }) => path);
  expect(paths.filter((path) => path.startsWith('services/')).sort()).toEqual([...overlays].sort());
  for (const { environment, path, project, namespace } of applications) {
    const objects = [...tree].filter(([file, { kind }]) => file.startsWith(`${path}/`) && kind !== 'Kustomization');
    const allowed = tree.get(`argocd/${environment}/bootstrap/app-project-${project}.yaml`)?.['spec'];
    const kinds = [...allowed.namespaceResourceWhitelist, ...allowed.clusterResourceWhitelist];
    const namespaces: readonly string[] = allowed.destinations.map((to: { namespace: string }) => to.namespace);

    // The root of an environment without services waits for the first one.
    expect(objects.length > 0 || ![...overlays].some((overlay) => overlay.endsWith(`/${environment}`))).toBe(true);
    expect(namespaces).toContain(namespace);
    for (const [, object] of objects) {
      expect(kinds).toContainEqual({ group: groupOf(object), kind: object.kind });
      expect([undefined, ...namespaces]).toContain(object.metadata.namespace);
    }
  }
}

function expectBoundedNamespaces(tree: Tree): void {
  for (const [path, { metadata }] of tree) {
    const environment = /^services\/[^/]+\/overlays\/([^/]+)\//.exec(path)?.[1];
    if (environment === undefined || metadata?.namespace === undefined) continue;
    const files = [
      'namespace',
      'resource-quota',
      'limit-range',
      'network-policy-default-deny',
      'network-policy-allow-dns',
    ];

    expect(
      files.filter((file) => !tree.has(`argocd/${environment}/baseline/${metadata.namespace}/${file}.yaml`)),
    ).toEqual([]);
  }
}

function expectNoSecrets(tree: Tree): void {
  expect([...tree.values()].filter(({ kind }) => kind === 'Secret')).toEqual([]);
}

function expectGoodNames(tree: Tree): void {
  const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
  const subdomain = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
  const value = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
  // Their names become host names or values of labels.
  const labels =
    /^(Service|Namespace|Deployment|StatefulSet|Rollout|CronJob|Application|ApplicationSet|ServiceAccount)$/;

  for (const [path, { kind, metadata }] of tree) {
    if (kind === 'Kustomization') continue;
    expect([path, metadata.name]).toEqual([path, expect.stringMatching(labels.test(kind) ? label : subdomain)]);
    if (kind === 'CronJob') expect([path, metadata.name.length <= 52]).toEqual([path, true]);
    for (const one of Object.values(metadata.labels ?? {}))
      expect([path, one]).toEqual([path, expect.stringMatching(value)]);
  }
}

/** Every object that the charts construct. */
function constructed({ placements, baselines }: Placements): readonly unknown[] {
  const manifests = [
    ...placements.flatMap((placement) => {
      const { objects, application } = new EnvironmentOverlay(new App(), 'overlay', placement);
      return application === undefined ? objects : [...objects, application];
    }),
    ...baselines.flatMap((baseline) => {
      const { projects, root, bootstrap, apps, namespaces } = new EnvironmentBaseline(new App(), 'baseline', baseline);
      return [
        ...projects,
        root,
        bootstrap,
        ...apps.map(({ manifest }) => manifest),
        ...[...namespaces.values()].flat(),
      ];
    }),
  ];
  return manifests.map((manifest) => manifest.toJson());
}

/** JSON with sorted keys: two objects are equal if their texts are. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, child: unknown) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => byCodeUnits(a, b)))
      : child,
  );
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Deployed {
  readonly environment: string;
  readonly path: string;
  readonly project: string;
  readonly namespace: string;
}

/** Applications, also those that an ApplicationSet makes. */
function applicationsOf(tree: Tree): readonly Deployed[] {
  return [...tree].flatMap(([file, { kind, ...object }]) => {
    const environment = /^argocd\/([^/]+)\//.exec(file)?.[1] ?? '';
    if (kind === 'ApplicationSet') {
      const elements: readonly Omit<Deployed, 'environment'>[] = object['spec'].generators[0].list.elements;
      return elements.map(({ path, project, namespace }) => ({ environment, path, project, namespace }));
    }
    if (kind !== 'Application') return [];
    const { source, project, destination } = object['spec'];
    return [{ environment, path: source.path, project, namespace: destination.namespace }];
  });
}

function groupOf({ apiVersion }: RenderedObject): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
