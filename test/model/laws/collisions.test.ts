import {
  environmentYaml as env,
  overlayYaml as release,
  platformYaml as platform,
  serviceYaml as web,
} from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

it.each<BadCatalog>([
  [
    'namespace of Kubernetes',
    { 'services/web/service.yaml': web + 'namespace: kube-system\n', 'services/web/prod.yaml': null },
    [
      'services/web/service.yaml:4:12: namespace: service "web" in "dev" would be in the namespace "kube-system", which is that of Kubernetes; choose another namespace, or say in environments/dev.yaml that namespaces are left as they are: "unadopted: [namespace, pod-security, quota, container-limits, default-deny]"',
    ],
  ],
  [
    'namespace of Argo CD',
    { 'environments/dev.yaml': env.replace('"{environment}"', 'argocd') },
    [
      'environments/dev.yaml:2:12: namespace: service "web" in "dev" would be in the namespace "argocd", which is that of Argo CD; choose another namespace, or say in environments/dev.yaml that namespaces are left as they are: "unadopted: [namespace, pod-security, quota, container-limits, default-deny]"',
    ],
  ],
  [
    'AppProject of Slipway',
    { 'platform.yaml': platform + 'argocd: { project: "platform-{environment}" }\n' },
    [
      'platform.yaml:6:20: argocd.project: the AppProject of service "web" in "dev" would be called "platform-dev", which is that of Slipway itself; choose another pattern, such as "{environment}"',
      'platform.yaml:6:20: argocd.project: the AppProject of service "web" in "prod" would be called "platform-prod", which is that of Slipway itself; choose another pattern, such as "{environment}"',
    ],
  ],
  [
    'Application of Slipway',
    { 'services/root/service.yaml': web, 'services/root/dev.yaml': release, 'services/root/prod.yaml': release },
    [
      'services/root/service.yaml: the name "root" is used by Slipway itself for the Application "root-<environment>"; rename the folder of the service',
    ],
  ],
  [
    'Application of Slipway, by a system',
    { 'platform.yaml': platform + 'systems: { baseline: {} }\n' },
    [
      'platform.yaml:6:22: systems.baseline: the name "baseline" is used by Slipway itself for the Application "baseline-<environment>"; rename the system',
    ],
  ],
  [
    'file that lists others',
    {
      'services/kustomization/service.yaml': web,
      'services/kustomization/dev.yaml': release,
      'services/kustomization/prod.yaml': release,
    },
    [
      'services/kustomization/service.yaml: the name "kustomization" would make a file "kustomization.yaml" of its Application, which Argo CD takes for the list of the files beside it; rename the folder of the service',
    ],
  ],
  [
    'file that lists others, by a system',
    { 'platform.yaml': platform + 'systems: { kustomization: {} }\n' },
    [
      'platform.yaml:6:27: systems.kustomization: the name "kustomization" would make a file "kustomization.yaml" of its Application, which Argo CD takes for the list of the files beside it; rename the system',
    ],
  ],
  [
    'system',
    { 'platform.yaml': platform + 'systems: { web: {} }\n' },
    [
      'services/web/service.yaml: "web" is the name of a service and of a system: both would have the Application "web-<environment>"; rename one of them',
    ],
  ],
  [
    'namespace of another environment on the cluster',
    { 'environments/prod.yaml': env.replace('"{environment}"', 'dev') },
    [
      'environments/prod.yaml:2:12: namespace: environments "dev" and "prod" would both have the namespace "dev" on the cluster https://kubernetes.default.svc; put "{environment}" into the pattern, or set cluster.server of the environments to different clusters',
    ],
  ],
  [
    'namespace of another environment on the cluster, by a service',
    { 'services/web/service.yaml': web + 'namespace: "{service}"\n' },
    [
      'services/web/service.yaml:4:12: namespace: environments "dev" and "prod" would both have the namespace "web" on the cluster https://kubernetes.default.svc; put "{environment}" into the pattern, or set cluster.server of the environments to different clusters',
    ],
  ],
  [
    'Application of another service',
    {
      'environments/eu.yaml': env,
      'environments/dev-eu.yaml': env,
      'services/web/dev-eu.yaml': release,
      'services/web-dev/service.yaml': web,
      'services/web-dev/eu.yaml': release,
    },
    [
      'services/web-dev/eu.yaml: the Application of service "web-dev" in "eu" would be called "web-dev-eu", as that of service "web" in "dev-eu" is; rename the service or the environment',
    ],
  ],
  [
    'Service of a preview',
    {
      'services/web/service.yaml': web + 'rollout: { strategy: blueGreen }\n',
      'services/web-preview/service.yaml': web,
      'services/web-preview/dev.yaml': release,
      'services/web-preview/prod.yaml': release,
    },
    [
      'services/web-preview/service.yaml: the name "web-preview" is also made from that of service "web", for an object in the same namespace; rename the folder of one of the services, or give one a namespace of its own',
    ],
  ],
  [
    'Services of the two releases of a canary',
    {
      'environments/dev.yaml': `${env}canaryWeights: routes\n`,
      'services/web/service.yaml': web + 'public: true\nrollout: { strategy: canary, steps: [{ setWeight: 20 }] }\n',
      'services/web-stable/service.yaml': web,
      'services/web-stable/dev.yaml': release,
      'services/web-canary/service.yaml': web,
      'services/web-canary/prod.yaml': release,
    },
    [
      'services/web-stable/service.yaml: the name "web-stable" is also made from that of service "web", for an object in the same namespace; rename the folder of one of the services, or give one a namespace of its own',
    ],
  ],
  [
    'host and path of another service',
    {
      'services/web/service.yaml': web + 'public: true\n',
      'services/api/service.yaml': web + 'public: true\nexposure:\n  hosts: [web.dev.example.com]\n',
      'services/api/dev.yaml': release,
    },
    [
      'services/web/dev.yaml: service "web" would have the address "web.dev.example.com/", which already leads to service "api" in "dev"; set exposure.hosts or exposure.path of one of them',
    ],
  ],
  [
    'host and path of another service, by the pattern',
    {
      'environments/dev.yaml': env.replace('{service}.', ''),
      'services/api/service.yaml': web + 'public: true\n',
      'services/api/dev.yaml': release,
      'services/web/service.yaml': web + 'public: true\n',
      'services/web/prod.yaml': null,
    },
    [
      'services/web/dev.yaml: service "web" would have the address "dev.example.com/", which already leads to service "api" in "dev"; set exposure.hosts or exposure.path of one of them',
    ],
  ],
])('refuses a name that belongs to somebody else: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it('lets add-ons into a namespace of others where the environment owns and closes none', () => {
  const unadopted = 'unadopted: [namespace, pod-security, quota, container-limits, default-deny]\n';
  const addOn = { 'services/web/service.yaml': web + 'namespace: kube-system\n', 'services/web/prod.yaml': null };

  expect(problemsOf({ ...addOn, 'environments/dev.yaml': env + unadopted })).toEqual([]);
  expect(problemsOf({ ...addOn, 'environments/dev.yaml': env + 'unadopted: [namespace]\n' })).toHaveLength(1);
});
