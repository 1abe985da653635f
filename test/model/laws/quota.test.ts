import { environmentYaml as env, overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

it.each<BadCatalog>([
  [
    'more pods than it allows',
    { 'services/web/dev.yaml': release + 'scale: { owner: hpa, minReplicas: 2, maxReplicas: 50 }\n' },
    [
      'environments/dev.yaml:7:20: quota.requests.cpu: namespace "dev" of environment "dev" needs 5100m of requests.cpu at its largest, above its quota of 4; raise quota.requests.cpu, or lower replicas or resources of its service',
      'environments/dev.yaml:8:18: quota.limits.cpu: namespace "dev" of environment "dev" needs 25500m of limits.cpu at its largest, above its quota of 16; raise quota.limits.cpu, or lower replicas or resources of its service',
      'environments/dev.yaml:8:32: quota.limits.memory: namespace "dev" of environment "dev" needs 26112Mi of limits.memory at its largest, above its quota of 16Gi; raise quota.limits.memory, or lower replicas or resources of its service',
      'environments/dev.yaml:9:9: quota.pods: namespace "dev" of environment "dev" needs 51 pods at its largest, above its quota of 20; raise quota.pods, or lower replicas or resources of its service',
    ],
  ],
  [
    'what blue-green keeps beside the preview',
    {
      'services/web/dev.yaml': release + 'scale: { owner: fixed, replicas: 7 }\nrollout: { strategy: blueGreen }\n',
    },
    [
      'environments/dev.yaml:9:9: quota.pods: namespace "dev" of environment "dev" needs 21 pods at its largest, above its quota of 20; raise quota.pods, or lower replicas or resources of its service',
    ],
  ],
  [
    'the stable release beside a canary that has all requests',
    {
      'environments/dev.yaml': `${env}canaryWeights: routes\n`,
      'services/web/service.yaml': `${web}public: true\n`,
      'services/web/dev.yaml':
        release + 'scale: { owner: fixed, replicas: 11 }\nrollout: { strategy: canary, steps: [{ setWeight: 20 }] }\n',
    },
    [
      'environments/dev.yaml:9:9: quota.pods: namespace "dev" of environment "dev" needs 22 pods at its largest, above its quota of 20; raise quota.pods, or lower replicas or resources of its service',
    ],
  ],
  [
    'two services together, by a little',
    {
      'services/web/dev.yaml': release + 'scale: { owner: fixed, replicas: 9 }\n',
      'services/api/service.yaml': web,
      'services/api/dev.yaml':
        release + 'scale: { owner: keda, minReplicas: 0, maxReplicas: 10, triggers: [{ type: cron, metadata: {} }] }\n',
    },
    [
      'environments/dev.yaml:9:9: quota.pods: namespace "dev" of environment "dev" needs 21 pods at its largest, above its quota of 20; raise quota.pods, or lower replicas or resources of its 2 services',
    ],
  ],
])('refuses what does not fit into the quota of its namespace: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});
