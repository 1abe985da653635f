import { overlayYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const chart = {
  'services/made/dev.yaml': overlayYaml,
  'services/made/chart/Chart.yaml': 'apiVersion: v2\nname: made\nversion: 1.0.0\n',
};
const said = (text: string): BadCatalog[1] => ({
  ...chart,
  'services/made/service.yaml': `team: web-team\nports: []\nchart: { source: folder }\n${text}\n`,
});

it.each<BadCatalog>([
  [
    'a chart that would be a Service of variants',
    said('runs: variants\nvariants: [web]'),
    [
      'services/made/service.yaml:4:7: runs: service "made" would be a Service that leads to its variants, and others make what it is; remove it',
    ],
  ],
  [
    'a chart that would be a pod on each node',
    said('runs: everywhere'),
    [
      'services/made/service.yaml:4:7: runs: service "made" would be a pod on each node, and others make what it is; remove it',
    ],
  ],
  [
    'a kustomization that would be nothing but jobs',
    {
      'services/made/service.yaml': 'team: web-team\nports: []\nkustomization: {}\nruns: jobs\n',
      'services/made/dev.yaml': overlayYaml,
      'services/made/kustomization/kustomization.yaml': 'resources: []\n',
    },
    [
      'services/made/service.yaml:4:7: runs: service "made" would be nothing but jobs, and others make what it is; remove it',
    ],
  ],
])('refuses %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});
