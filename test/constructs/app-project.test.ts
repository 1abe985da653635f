import { AppProject } from '../../src/constructs/app-project';
import { aChart } from '../helpers/a-chart';

test('an AppProject allows what it lists: no kind outside namespaces, unless it says so', () => {
  const { spec } = new AppProject(aChart(), 'project', {
    name: 'prod',
    namespace: 'argocd',
    labels: {},
    description: 'Services of the environment prod',
    repositoryUrls: ['https://github.com/your-org/gitops.git'],
    destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'prod' }],
    namespacedKinds: [{ group: 'apps', kind: 'Deployment' }],
  }).toJson();

  expect(spec).toEqual({
    description: 'Services of the environment prod',
    sourceRepos: ['https://github.com/your-org/gitops.git'],
    destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'prod' }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [{ group: 'apps', kind: 'Deployment' }],
    orphanedResources: { warn: true },
  });
});

const project = {
  name: 'services',
  namespace: 'argocd',
  labels: {},
  description: 'Services',
  repositoryUrls: ['https://github.com/your-org/gitops.git'],
  destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'prod' }],
  namespacedKinds: [{ group: 'apps', kind: 'Deployment' }],
};

test('a freeze denies syncs of what goes to namespaces of one cluster, or of Applications by name', () => {
  const friday = {
    reason: 'Friday',
    schedule: '0 0 * * fri',
    duration: '24h',
    timeZone: 'Europe/Berlin',
    allowsManualSync: true,
  };
  const server = 'https://kubernetes.default.svc';
  const { spec } = new AppProject(aChart(), 'project', {
    ...project,
    freezes: [
      { ...friday, of: { server, namespaces: ['prod', 'web'] } },
      { ...friday, of: { applications: ['*'] } },
    ],
  }).toJson();

  const deny = { kind: 'deny', description: 'Friday', schedule: '0 0 * * fri', duration: '24h' };
  const window = { ...deny, timeZone: 'Europe/Berlin', manualSync: true };
  expect(spec.syncWindows).toEqual([
    // Argo CD would take one of the two for enough without "andOperator".
    { ...window, andOperator: true, clusters: [server], namespaces: ['prod', 'web'] },
    { ...window, applications: ['*'] },
  ]);
});

test('a role may do in the project what it lists, and nothing elsewhere', () => {
  const { spec } = new AppProject(aChart(), 'project', {
    ...project,
    roles: [
      {
        name: 'sre-prod',
        description: 'Owners of prod',
        groups: ['sre-eu', 'sre-us'],
        applications: ['*-prod'],
        rights: [
          { resource: 'applications', action: 'sync' },
          { resource: 'logs', action: 'get' },
        ],
      },
    ],
  }).toJson();

  expect(spec.roles).toEqual([
    {
      name: 'sre-prod',
      description: 'Owners of prod',
      groups: ['sre-eu', 'sre-us'],
      policies: [
        'p, proj:services:sre-prod, applications, sync, services/*-prod, allow',
        'p, proj:services:sre-prod, logs, get, services/*-prod, allow',
      ],
    },
  ]);
});

test('a project that wants signatures names the keys', () => {
  const { spec } = new AppProject(aChart(), 'project', { ...project, signatureKeys: ['4AEE18F83AFDEB23'] }).toJson();

  expect(spec.signatureKeys).toEqual([{ keyID: '4AEE18F83AFDEB23' }]);
});
