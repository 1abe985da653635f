import { serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const said = (text: string): BadCatalog[1] => ({
  'services/web/service.yaml': `${serviceYaml}runs: everywhere\n${text}`,
});

it.each<BadCatalog>([
  [
    'what counts pods, and what each of them has for itself',
    said(
      'scale: { owner: fixed, replicas: 2 }\ndisruption: { maxUnavailable: 1 }\nstorage: { size: 1Gi, mountPath: /a }\n',
    ),
    [
      'services/web/service.yaml:5:8: scale: service "web" runs everywhere, and has no use for "scale": each node has one pod; remove it, or remove "runs: everywhere"',
      'services/web/service.yaml:6:13: disruption: service "web" runs everywhere, and has no use for "disruption": each node has one pod; remove it, or remove "runs: everywhere"',
      'services/web/service.yaml:7:10: storage: service "web" runs everywhere, and has no use for "storage"; use a volume that all nodes share (volumes.<name>.claim), or remove "runs: everywhere"',
    ],
  ],
  [
    'both ways to replace pods',
    said('rollout: { strategy: rolling, maxUnavailable: 2 }\n'),
    [
      'services/web/service.yaml:5:1: rollout.maxSurge: service "web" runs everywhere, and has both rollout.maxSurge 1 and rollout.maxUnavailable 2: Kubernetes takes one of them; write "maxSurge: 0", and pods are replaced on so many nodes at once; or "maxUnavailable: 0"',
    ],
  ],
  [
    'another strategy',
    said('rollout: { strategy: canary, steps: [{ setWeight: 20 }] }\n'),
    [
      'services/web/service.yaml:5:22: rollout.strategy: service "web" runs everywhere, and canary is for pods that somebody counts; use the strategy rolling',
    ],
  ],
])('%s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});
