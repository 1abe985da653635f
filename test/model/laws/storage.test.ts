import { environmentYaml as environment, overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const storage = 'storage: { size: 1Gi, mountPath: /data }\n';
const scaled = (scale: string): string => `${environment}defaults:\n  scale: ${scale}\n`;
const hint =
  'add "scale: { owner: fixed, replicas: 1 }" to the service, or a scale of more pods if they copy their data to each other';

it.each([
  ['{ owner: fixed, replicas: 3 }', 3],
  ['{ owner: hpa, minReplicas: 1, maxReplicas: 2 }', 2],
])('refuses several volumes that only an environment wants: %s', (scale, pods) => {
  const files = { 'environments/prod.yaml': scaled(scale), 'services/web/service.yaml': web + storage };

  expect(problemsOf(files)).toEqual([
    `services/web/service.yaml:4:10: storage: service "web" has storage, and the defaults of "prod" give it ${pods} pods: each has a volume of its own, and one Service leads to all of them; ${hint}`,
  ]);
});

it.each([
  ['an environment that wants one', scaled('{ owner: fixed, replicas: 1 }'), web + storage, release],
  [
    'a service that wants several',
    scaled('{ owner: fixed, replicas: 3 }'),
    web + storage + 'scale: { owner: fixed, replicas: 2 }\n',
    release,
  ],
  [
    'an overlay that wants several',
    scaled('{ owner: fixed, replicas: 3 }'),
    web + storage,
    release + 'scale: { owner: fixed, replicas: 2 }\n',
  ],
  ['a service without storage', scaled('{ owner: fixed, replicas: 3 }'), web, release],
])('takes %s', (_, prod, service, overlay) => {
  const files = {
    'environments/prod.yaml': prod,
    'services/web/service.yaml': service,
    'services/web/prod.yaml': overlay,
  };

  expect(problemsOf(files)).toEqual([]);
});

it('members without storage are of one version, and as many as an environment wants', () => {
  const members = `${web}runs: members\n`;
  const rollout = 'rollout: { strategy: canary, maxSurge: 1, maxUnavailable: 0, steps: [{ setWeight: 50 }] }\n';

  expect(
    problemsOf({
      'environments/prod.yaml': scaled('{ owner: fixed, replicas: 3 }'),
      'services/web/service.yaml': `${members}podManagement: parallel\n`,
    }),
  ).toEqual([]);
  expect(problemsOf({ 'services/web/service.yaml': members + rollout })).toEqual([
    'services/web/service.yaml:5:22: rollout.strategy: service "web" runs members, of which each has one name, and canary would run two versions of them; use the strategy rolling, or remove "runs: members"',
  ]);
  expect(problemsOf({ 'services/web/service.yaml': `${members}names: { workload: web.v1 }\n` })).toEqual([
    'services/web/service.yaml:5:20: names.workload: service "web" has members, and the name "web.v1" of its StatefulSet has a dot, which the names of its pods must not have; write "-" for each dot',
  ]);
});

it('refuses a name of a StatefulSet that its pods cannot have as hosts', () => {
  expect(problemsOf({ 'services/web/service.yaml': `${web}${storage}names: { workload: web.v1 }\n` })).toEqual([
    'services/web/service.yaml:5:20: names.workload: service "web" has storage, and the name "web.v1" of its StatefulSet has a dot, which the names of its pods must not have; write "-" for each dot',
  ]);
  expect(problemsOf({ 'services/web/service.yaml': `${web}names: { workload: web.v1 }\n` })).toEqual([]);
});
