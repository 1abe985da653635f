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
    environment: 'dev',
    podSecurity: 'restricted',
    podSecurityVersion: 'v1.36',
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

    const [apiTeam, , webTeam] = baseline('dev').projects;

    expect(apiTeam).toMatchObject({
      name: 'api-team',
      repositoryUrl: 'https://github.com/your-org/gitops.git',
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'api' }],
      // CreateNamespace=true is refused without it.
      clusterKinds: [{ group: '', kind: 'Namespace' }],
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
    const [project] = placesOf().baseline('dev').projects;
    const kinds = project?.namespacedKinds.map(({ kind }) => kind);

    expect(kinds).toContain('Deployment');
    expect(kinds).not.toContain('Secret');
    expect(kinds).not.toContain('Role');
    expect(kinds).not.toContain('RoleBinding');
    expect(kinds).not.toContain('Application');
    expect(kinds).not.toContain('ResourceQuota');
  });

  it('show what controllers make of a service, and nothing that may do more than a Deployment', () => {
    const [project] = placesOf().baseline('dev').projects;
    const kinds = project?.namespacedKinds.map(({ kind }) => kind);

    expect(kinds).toEqual(
      expect.arrayContaining(['Pod', 'ReplicaSet', 'ControllerRevision', 'Job', 'AnalysisRun', 'Experiment']),
    );
    expect(kinds).not.toContain('Endpoints');
    expect(kinds).not.toContain('EndpointSlice');
  });

  it('are kept apart from the project of Slipway, which may deploy Applications and namespaces and no services', () => {
    const [, own] = placesOf().baseline('dev').projects;

    expect(own).toMatchObject({
      name: 'platform-dev',
      destinations: [{ namespace: 'argocd' }, { namespace: 'dev' }],
      clusterKinds: [{ group: '', kind: 'Namespace' }],
    });
    expect(own?.namespacedKinds.map(({ kind }) => kind)).not.toContain('Deployment');
  });
});

it('syncs namespaces before all else, and what is in the root by itself', () => {
  const { baseline } = placesOf({ 'environments/dev.yaml': env.replace('mode: automatic', 'mode: manual') });

  const { root, baseline: own } = baseline('dev');

  expect(own).toMatchObject({ name: 'baseline-dev', wave: -20, sync: { mode: 'manual' }, namespace: 'dev' });
  expect(root).toMatchObject({ name: 'root-dev', namespace: 'argocd', sync: { mode: 'automatic' } });
});

it('has nothing to deploy where no service is', () => {
  const { baseline } = placesOf({ 'environments/empty.yaml': env });

  expect(baseline('empty')).toMatchObject({ namespaces: [], baseline: undefined, systems: [] });
  expect(baseline('empty').projects.map(({ name }) => name)).toEqual(['platform-empty']);
});

it('deploys to another cluster, and keeps Applications where Argo CD is', () => {
  const { baseline } = placesOf({
    'environments/dev.yaml': env.replace('cluster: {', 'cluster: { server: "https://dev.example.com",'),
  });

  const { root, baseline: own, projects } = baseline('dev');

  expect(root.server).toBe('https://kubernetes.default.svc');
  expect(own?.server).toBe('https://dev.example.com');
  expect(projects[0]?.destinations).toEqual([{ server: 'https://dev.example.com', namespace: 'dev' }]);
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
