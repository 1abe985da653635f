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
