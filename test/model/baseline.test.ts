import {
  environmentYaml as env,
  overlayYaml as release,
  platformYaml as platform,
  serviceYaml as web,
} from '../helpers/a-catalog';
import { placesOf } from '../helpers/places-of';

it('bounds each namespace as the environment says', () => {
  const { baseline } = placesOf({
    'services/api/service.yaml': `${web}namespace: "{service}-{environment}"\nmesh: { provider: linkerd }\n`,
    'services/api/dev.yaml': release,
  });

  const [api, dev, ...others] = baseline('dev').namespaces;

  expect(others).toEqual([]);
  expect(dev).toEqual({
    name: 'dev',
    isFormer: false,
    environment: 'dev',
    podSecurity: 'restricted',
    podSecurityVersion: 'v1.36',
    imageVerification: undefined,
    isMeshed: false,
    quota: { requests: { cpu: '4', memory: '8Gi' }, limits: { cpu: '16', memory: '16Gi' }, pods: 20 },
    containerLimits: {
      max: { cpu: '2', memory: '4Gi' },
      default: { cpu: '500m', memory: '512Mi' },
      defaultRequest: { cpu: '100m', memory: '128Mi' },
    },
  });
  expect(api).toMatchObject({ name: 'api-dev', isMeshed: true });
});

describe('projects', () => {
  it('may deploy to the namespaces of their services, and of the cluster only make these', () => {
    const { baseline } = placesOf({
      'platform.yaml': `${platform}  api-team: { owners: ["@your-org/api"] }\nargocd: { project: "{team}" }\n`,
      'services/api/service.yaml': web.replace('web-team', 'api-team') + 'namespace: api\n',
      'services/api/dev.yaml': release,
    });

    const projects = new Map(baseline('dev').projects.map((project) => [project.name, project]));
    const [apiTeam, webTeam] = [projects.get('api-team'), projects.get('web-team')];

    expect(apiTeam).toMatchObject({
      name: 'api-team',
      repositoryUrl: 'https://github.com/your-org/gitops.git',
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'api' }],
      clusterKinds: [],
    });
    expect(webTeam).toMatchObject({
      name: 'web-team',
      destinations: [
        { server: 'https://kubernetes.default.svc', namespace: 'dev' },
        { server: 'https://kubernetes.default.svc', namespace: 'prod' },
      ],
    });
  });

  it('that several environments share are the same object in each of them', () => {
    const { baseline } = placesOf({
      'platform.yaml': `${platform}argocd: { project: services }\n`,
      'environments/prod.yaml': env,
      'services/web/prod.yaml': release,
    });

    const dev = baseline('dev').projects.find(({ name }) => name === 'services');
    const prod = baseline('prod').projects.find(({ name }) => name === 'services');

    expect(dev?.destinations.map(({ namespace }) => namespace)).toEqual(['dev', 'prod']);
    expect(prod).toEqual(dev);
  });

  it('may not have secrets, rights or Applications', () => {
    const project = placesOf()
      .baseline('dev')
      .projects.find(({ name }) => name === 'dev');
    const kinds = project?.namespacedKinds.map(({ kind }) => kind);

    expect(kinds).toContain('Deployment');
    expect(kinds).not.toContain('Secret');
    expect(kinds).not.toContain('Role');
    expect(kinds).not.toContain('RoleBinding');
    expect(kinds).not.toContain('Application');
    expect(kinds).not.toContain('ResourceQuota');
  });

  it('show what controllers make of a service, and nothing that may do more than a Deployment', () => {
    const project = placesOf()
      .baseline('dev')
      .projects.find(({ name }) => name === 'dev');
    const kinds = project?.namespacedKinds.map(({ kind }) => kind);

    expect(kinds).toEqual(
      expect.arrayContaining(['Pod', 'ReplicaSet', 'ControllerRevision', 'Job', 'AnalysisRun', 'Experiment']),
    );
    expect(kinds).not.toContain('Endpoints');
    expect(kinds).not.toContain('EndpointSlice');
  });

  it('are kept apart from the project of Slipway, which may deploy Applications and namespaces and no services', () => {
    const own = placesOf()
      .baseline('dev')
      .projects.find(({ name }) => name === 'platform-dev');

    expect(own).toMatchObject({
      name: 'platform-dev',
      destinations: [{ namespace: 'argocd' }, { namespace: 'dev' }],
      clusterKinds: [{ group: '', kind: 'Namespace' }],
    });
    expect(own?.namespacedKinds.map(({ kind }) => kind)).not.toContain('Deployment');
  });

  it('have a project that may deploy projects and the first Applications, frozen or not', () => {
    const freezes = 'freezes: [{ reason: Friday, schedule: "0 0 * * fri", duration: 24h }]\n';
    const { baseline } = placesOf({ 'environments/dev.yaml': `${env}${freezes}` });

    const projects = new Map(baseline('dev').projects.map((project) => [project.name, project]));

    expect(projects.get('bootstrap-dev')).toMatchObject({
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'argocd' }],
      namespacedKinds: [
        { group: 'argoproj.io', kind: 'AppProject' },
        { group: 'argoproj.io', kind: 'Application' },
      ],
      clusterKinds: [],
      freezes: [],
    });
    expect(projects.get('platform-dev')?.freezes).toHaveLength(1);
    expect(projects.get('dev')?.freezes).toHaveLength(1);
  });
});

it('delivers projects, root and itself from the branch that people edit, and never prunes them', () => {
  const { baseline } = placesOf({ 'environments/dev.yaml': `${env}targetRevision: v1.2.0\n` });

  const { root, bootstrap } = baseline('dev');

  expect(root.targetRevision).toBe('v1.2.0');
  expect(bootstrap).toMatchObject({
    name: 'bootstrap-dev',
    path: 'argocd/dev/bootstrap',
    project: 'bootstrap-dev',
    targetRevision: 'main',
    namespace: 'argocd',
    sync: { mode: 'automatic', prune: false, selfHeal: true },
    ignoresTrackingOfProjects: false,
  });
});

it('leaves a project that environments share to whoever applied it last', () => {
  const { baseline } = placesOf({ 'platform.yaml': `${platform}argocd: { project: services }\n` });

  expect(baseline('dev').bootstrap.ignoresTrackingOfProjects).toBe(true);
});

it('syncs namespaces before all else, and what is in the root by itself', () => {
  const { baseline } = placesOf({ 'environments/dev.yaml': env.replace('mode: automatic', 'mode: manual') });

  const { root, baseline: own } = baseline('dev');

  expect(own).toMatchObject({ name: 'baseline-dev', wave: -20, sync: { mode: 'manual' }, namespace: 'argocd' });
  expect(root).toMatchObject({ name: 'root-dev', namespace: 'argocd', sync: { mode: 'automatic' } });
});

it('has nothing to deploy where no service is', () => {
  const { baseline } = placesOf({ 'environments/empty.yaml': env });

  expect(baseline('empty')).toMatchObject({ namespaces: [], baseline: { isEmpty: true }, systems: [] });
  expect(baseline('empty').projects.map(({ name }) => name)).toEqual(['bootstrap-empty', 'platform-empty']);
});

it('deploys to another cluster, and keeps Applications where Argo CD is', () => {
  const { baseline } = placesOf({
    'environments/dev.yaml': env.replace('cluster: {', 'cluster: { server: "https://dev.example.com",'),
  });

  const { root, baseline: own, projects } = baseline('dev');

  expect(root.server).toBe('https://kubernetes.default.svc');
  expect(own?.server).toBe('https://dev.example.com');
  const destinations = new Map(projects.map((project) => [project.name, project.destinations]));
  expect(destinations.get('dev')).toEqual([{ server: 'https://dev.example.com', namespace: 'dev' }]);
  expect(destinations.get('platform-dev')).toContainEqual({ server: own?.server, namespace: own?.namespace });
});

it('keeps the destination of the baseline, whatever namespaces there are', () => {
  const before = placesOf().baseline('dev').baseline;
  const after = placesOf({
    'services/api/service.yaml': `${web}namespace: "{service}-{environment}"\n`,
    'services/api/dev.yaml': release,
  }).baseline('dev').baseline;

  expect(after).toEqual(before);
});

it('delivers systems as they say', () => {
  const { baseline } = placesOf({
    'platform.yaml': `${platform}systems:
  shop: { delivery: application-set }
  blog: { delivery: app-of-apps }
  plain: {}
  nobody: { delivery: app-of-apps }
`,
    'services/web/service.yaml': `${web}system: plain\n`,
    'services/cart/service.yaml': `${web}system: shop\n`,
    'services/cart/dev.yaml': release,
    'services/order/service.yaml': `${web}system: shop\n`,
    'services/order/dev.yaml': release,
    'services/pages/service.yaml': `${web}system: blog\n`,
    'services/pages/dev.yaml': release,
  });

  const systems = baseline('dev').systems.map(({ name, delivery, application, members }) => ({
    name,
    delivery,
    application: application.name,
    members: members.map((member) => member.name),
  }));

  expect(systems).toEqual([
    { name: 'blog', delivery: 'app-of-apps', application: 'blog-dev', members: ['pages-dev'] },
    { name: 'shop', delivery: 'application-set', application: 'shop-dev', members: ['cart-dev', 'order-dev'] },
  ]);
  expect(baseline('prod').systems).toEqual([]);
});

it('has names of its own where the catalog has a prefix, and the same files', () => {
  const { baseline, placement } = placesOf({ 'platform.yaml': `${platform}argocd: { prefix: shop }\n` });

  const { root, baseline: own, projects } = baseline('dev');

  expect([root.name, own.name, placement('web', 'dev').application.name]).toEqual([
    'shop-root-dev',
    'shop-baseline-dev',
    'shop-web-dev',
  ]);
  expect(projects.map(({ name }) => name)).toEqual(['shop-bootstrap-dev', 'shop-dev', 'shop-platform-dev']);
  expect([root.project, own.project, placement('web', 'dev').application.project]).toEqual([
    'shop-platform-dev',
    'shop-platform-dev',
    'shop-dev',
  ]);
  expect(root.path).toBe('argocd/dev/apps');
  expect(placement('web', 'dev').application.path).toBe('services/web/overlays/dev');
});
