import { overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const recreate = 'rollout: { strategy: recreate }\n';

it.each<BadCatalog>([
  [
    'steps of a canary',
    { 'services/web/service.yaml': `${web}rollout: { strategy: recreate, steps: [{ setWeight: 20 }] }\n` },
    ['services/web/service.yaml:4:32: rollout.steps: unknown key "steps"; it goes with strategy "canary"'],
  ],
  [
    'what only blue-green has',
    { 'services/web/service.yaml': `${web}rollout: { strategy: recreate, scaleDownDelaySeconds: 60 }\n` },
    [
      'services/web/service.yaml:4:32: rollout.scaleDownDelaySeconds: unknown key "scaleDownDelaySeconds"; it goes with strategy "blueGreen"',
    ],
  ],
  [
    'a pod on each node',
    { 'services/web/service.yaml': `${web}runs: everywhere\n${recreate}` },
    [
      'services/web/service.yaml:5:22: rollout.strategy: service "web" runs everywhere, and recreate is for pods that somebody counts; use the strategy rolling',
    ],
  ],
  [
    'pods with a volume each',
    { 'services/web/service.yaml': `${web}storage: { size: 1Gi, mountPath: /data }\n${recreate}` },
    [
      'services/web/service.yaml:5:22: rollout.strategy: service "web" has storage, and recreate is no way to replace the pods of a StatefulSet: each ends before the next one of its name starts; use the strategy rolling, or remove storage',
    ],
  ],
])('that all pods end at once does not go with %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

test.each([
  ['rolling, maxSurge: 1', 1],
  ['recreate', 0],
])('one pod on a volume of one node: "%s" has %i problem, as two pods may want it at once', (strategy, count) => {
  const files = {
    'services/web/service.yaml': `${web}scale: { owner: fixed, replicas: 1 }\nrollout: { strategy: ${strategy} }\nvolumes: { a: { claim: { size: 1Gi, accessMode: ReadWriteOnce }, mounts: [{ mountPath: /a }] } }\n`,
  };

  expect(problemsOf(files)).toHaveLength(count);
});

test('no pod is beside those that all end, so a quota has room for as many as there are', () => {
  const of = (strategy: string): readonly string[] =>
    problemsOf({
      'services/web/dev.yaml': `${release}scale: { owner: fixed, replicas: 20 }\nrollout: { strategy: ${strategy} }\n`,
    });

  expect(of('rolling').join('\n')).toContain('needs 21 pods at its largest');
  expect(of('recreate')).toEqual([]);
});
