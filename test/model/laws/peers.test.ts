import { serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

it.each<BadCatalog>([
  [
    'a port that the service has not',
    { 'services/web/service.yaml': `${web}peers: [http, gosip]\n` },
    [
      'services/web/service.yaml:4:15: peers[1]: service "web" has no port "gosip"; known are http; what pods reach each other at is a port of theirs',
    ],
  ],
  [
    'peers without pods that go on',
    {
      'services/web/service.yaml': `team: web-team\nports: []\npeers: [http]\nruns: jobs\njobs: { clean: { when: once, command: [clean] } }\n`,
    },
    [
      'services/web/service.yaml:3:8: peers: service "web" runs jobs, and has no pods that go on and could reach each other; remove it',
    ],
  ],
  [
    'an order of pods that have none',
    { 'services/web/service.yaml': `${web}podManagement: parallel\n` },
    [
      'services/web/service.yaml:4:16: podManagement: service "web" says in which order its pods start, and only pods that keep their names have one; add "runs: members" or storage, or remove podManagement',
    ],
  ],
  [
    "Kubernetes' own word for the order of pods",
    { 'services/web/service.yaml': `${web}podManagementPolicy: Parallel\n` },
    [
      'services/web/service.yaml:4:1: podManagementPolicy: unknown key "podManagementPolicy"; in a catalog it is "podManagement": "ordered" or "parallel"',
    ],
  ],
])('refuses what peers cannot be: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});
