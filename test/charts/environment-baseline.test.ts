import { App } from 'cdk8s';

import type * as argocd from '../../imports/argocd';
import { EnvironmentBaseline } from '../../src/charts/environment-baseline';
import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import { expandApplicationSet } from '../helpers/expand-application-set';
import { placeServices } from '../helpers/place-services';
import type { ServicesOverrides } from '../helpers/place-services';

function baselineOf(overrides: ServicesOverrides): EnvironmentBaseline {
  return new EnvironmentBaseline(new App(), 'prod', placeServices(overrides).baseline);
}

const web = { services: { web: {} } };

test('what is applied once are the projects, what delivers them, and the root, which makes everything else appear', () => {
  const { projects, root, bootstrap } = baselineOf(web);

  expect([...projects, bootstrap, root].map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'AppProject bootstrap-prod',
    'AppProject platform-prod',
    'AppProject prod',
    'Application bootstrap-prod',
    'Application root-prod',
  ]);
  // A person syncs what runs in prod. Applications come and go by themselves: one that goes ends no pod.
  expect(root.toJson()).toMatchObject({
    metadata: { namespace: 'argocd' },
    spec: { source: { path: 'argocd/prod/apps' }, syncPolicy: { automated: { prune: true, selfHeal: true } } },
  });
  expect(bootstrap.toJson()).not.toHaveProperty('spec.ignoreDifferences');
});

test('a project that environments share belongs to none of the Applications that apply it', () => {
  const { bootstrap } = baselineOf({ ...web, platform: { argocd: { project: 'services' } } });

  expect(bootstrap.toJson()).toHaveProperty('spec.ignoreDifferences', [
    {
      group: 'argoproj.io',
      kind: 'AppProject',
      jsonPointers: ['/metadata/annotations/argocd.argoproj.io~1tracking-id'],
    },
  ]);
});

test('every project has the keys and the owners of its environment, and the freezes unless it delivers them', () => {
  const { projects } = baselineOf({
    ...web,
    platform: { teams: { payments: { owners: ['@your-org/payments'], groups: ['pay'] } } },
    environment: {
      owners: ['payments'],
      freezes: [{ reason: 'Friday', schedule: '0 0 * * fri', duration: '24h' }],
      signatures: { keys: ['4AEE18F83AFDEB23'] },
    },
  });

  expect(projects).toHaveLength(3);
  for (const project of projects) {
    const isFrozen = project.name !== 'bootstrap-prod';
    const window = { kind: 'deny', description: 'Friday', timeZone: 'UTC', manualSync: false };
    expect(project.toJson()).toMatchObject({
      spec: {
        ...(isFrozen ? { syncWindows: [window] } : {}),
        signatureKeys: [{ keyID: '4AEE18F83AFDEB23' }],
        roles: [{ name: 'sre-prod', groups: ['pay'] }],
      },
    });
    if (!isFrozen) expect(project.toJson()).not.toHaveProperty('spec.syncWindows');
  }
});

test('each Application says whether the catalog has it synced by itself, so that a person who turns it off is noticed', () => {
  const overrides: ServicesOverrides = {
    services: { web: {}, shop: { autoSync: false } },
    environment: { sync: { mode: 'automatic', prune: true, selfHeal: true } },
  };
  const { root, apps } = baselineOf(overrides);
  const services = Object.values(placeServices(overrides).placements).map(
    (one) => new EnvironmentOverlay(new App(), 'one', one),
  );

  const applications = [
    root,
    ...apps.map(({ manifest }) => manifest),
    ...services.map(({ application }) => application),
  ];
  const said = applications.map((one) => [one?.name, one?.toJson().metadata?.labels?.['slipway.dev/sync']]);

  expect(Object.fromEntries(said)).toEqual({
    'root-prod': 'automatic',
    'baseline-prod': 'automatic',
    'web-prod': 'automatic',
    'shop-prod': 'manual',
  });
});

test('deleting the bootstrap, the root or the baseline by mistake deletes no service', () => {
  const { projects, root, bootstrap, apps } = baselineOf(web);
  const standing = [...projects, bootstrap, root, ...apps.map(({ manifest }) => manifest)].filter(
    ({ kind }) => kind === 'Application',
  );

  expect(standing.map(({ name }) => name)).toEqual(['bootstrap-prod', 'root-prod', 'baseline-prod']);
  for (const application of standing) expect(application.toJson()).not.toHaveProperty('metadata.finalizers');
});

test('the namespaces come before the services', () => {
  const { apps } = baselineOf(web);

  expect(apps).toHaveLength(1);
  expect(apps[0]?.manifest.toJson()).toMatchObject({
    metadata: { name: 'baseline-prod', annotations: { 'argocd.argoproj.io/sync-wave': '-20' } },
  });
});

test('each namespace is bounded, denies by default and may ask DNS', () => {
  const { namespaces } = baselineOf({
    services: { web: {}, users: {} },
    environment: { namespace: '{service}-{environment}' },
  });

  expect([...namespaces.keys()]).toEqual(['users-prod', 'web-prod']);
  expect(namespaces.get('web-prod')?.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'Namespace web-prod',
    'ResourceQuota web-prod',
    'LimitRange web-prod',
    'NetworkPolicy default-deny',
    'NetworkPolicy allow-dns',
  ]);
});

test('an environment without services has a baseline, which removes the namespaces of those that it had', () => {
  const automatic = { sync: { mode: 'automatic' } } as const;
  const { projects, root, apps, namespaces } = baselineOf({ services: {}, environment: automatic });

  expect([...projects, root].map(({ name }) => name)).toEqual(['bootstrap-prod', 'platform-prod', 'root-prod']);
  expect(apps.map(({ entry }) => entry)).toEqual(['baseline']);
  expect(apps[0]?.manifest.toJson()).toMatchObject({ spec: { syncPolicy: { automated: { allowEmpty: true } } } });
  expect(namespaces.size).toBe(0);
});

test('a retired environment has no namespaces, and projects that still permit to remove them', () => {
  const { projects, apps, namespaces } = baselineOf({ ...web, environment: { retired: true } });

  expect(namespaces.size).toBe(0);
  expect(apps[0]?.manifest.toJson()).toMatchObject({ metadata: { annotations: { 'slipway.dev/retired': 'true' } } });
  expect(projects.map((project) => project.toJson())).toContainEqual(
    expect.objectContaining({
      spec: expect.objectContaining({
        destinations: expect.arrayContaining([expect.objectContaining({ namespace: 'prod' })]),
      }),
    }),
  );
});

test('a parent is compared anew with each commit: of a file that moves Git says the new name only', () => {
  const { root, apps } = baselineOf({
    services: { web: { system: 'shop' } },
    platform: { systems: { shop: { delivery: 'app-of-apps' } } },
  });

  const parents = [root, ...apps.map(({ manifest }) => manifest)];

  expect(parents.map(({ name }) => name)).toEqual(['root-prod', 'baseline-prod', 'shop-prod']);
  for (const parent of parents)
    expect(parent.toJson()).not.toHaveProperty([
      'metadata',
      'annotations',
      'argocd.argoproj.io/manifest-generate-paths',
    ]);
});

test('an app of apps deletes its Applications with itself, and no service', () => {
  const { apps } = baselineOf({
    services: { web: { system: 'shop' } },
    platform: { systems: { shop: { delivery: 'app-of-apps' } } },
  });

  expect(apps.at(-1)?.entry).toBe('shop');
  expect(apps.at(-1)?.manifest.toJson()).toMatchObject({
    kind: 'Application',
    metadata: { name: 'shop-prod', finalizers: ['resources-finalizer.argocd.argoproj.io'] },
    spec: { source: { path: 'argocd/prod/systems/shop' } },
  });
  const [placement] = Object.values(placeServices(web).placements);
  expect(placement?.application.deletion).toBe('orphan');
});

test('an ApplicationSet makes the Applications that each service would have had', () => {
  const services = {
    web: { system: 'shop', wave: 5 },
    orders: { system: 'shop', team: 'orders', scale: { owner: 'hpa', minReplicas: 2, maxReplicas: 5 } },
  } as const;
  const environment = { cluster: { kubernetesVersion: '1.36', server: 'https://prod.example.com' } };
  const set = applicationSetOf({
    services,
    environment,
    platform: { systems: { shop: { delivery: 'application-set' } } },
  });

  const made = expandApplicationSet(set);

  const own = Object.values(placeServices({ services, environment, platform: { systems: { shop: {} } } }).placements);
  expect(made).toEqual(
    own.map((placement) => new EnvironmentOverlay(new App(), placement.service, placement).application?.toJson()),
  );
  expect(made).toHaveLength(2);
});

test('the Applications of an ApplicationSet are found by the system that they are part of', () => {
  const { spec } = applicationSetOf({
    services: { web: { system: 'shop' }, orders: { system: 'shop' } },
    platform: { systems: { shop: { delivery: 'application-set' } } },
  });

  expect(spec.template.metadata.labels?.['app.kubernetes.io/part-of']).toBe('shop');
});

function applicationSetOf(overrides: ServicesOverrides): argocd.ApplicationSet {
  const manifest = baselineOf(overrides).apps.find(({ entry }) => entry === 'shop')?.manifest;
  expect(manifest?.kind).toBe('ApplicationSet');
  return JSON.parse(JSON.stringify(manifest?.toJson()));
}
