import { environmentYaml, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const group = (text: string): BadCatalog[1] => ({
  'services/web/prod.yaml': null,
  'services/all/service.yaml': `${serviceYaml}runs: variants\n${text}\n`,
  'services/all/dev.yaml': overlayYaml,
});

it.each<BadCatalog>([
  [
    'a variant that is released blue-green, by itself or by its environment',
    {
      ...group('variants: [web]'),
      'environments/dev.yaml': `${environmentYaml}defaults: { rollout: { strategy: blueGreen } }\n`,
    },
    [
      'environments/dev.yaml:14:34: defaults.rollout.strategy: service "web" is released blue-green in "dev", and the Service "all" leads to its pods of both colours at once; give "web" another rollout there, or take it out of the variants of "all"',
    ],
  ],
  [
    'a chart whose pods get no label of Slipway',
    {
      ...group('variants: [made]'),
      'services/made/service.yaml':
        'team: web-team\nports: [{ name: http, containerPort: 8080 }]\nchart: { source: folder }\n',
      'services/made/dev.yaml': overlayYaml,
      'services/made/chart/Chart.yaml': 'apiVersion: v2\nname: made\nversion: 1.0.0\n',
    },
    [
      'services/all/service.yaml:5:12: variants[0]: pods of service "made" in "dev" have no labels variants.slipway.dev/all=true, by which "all" finds its variants; give "all" a selector of labels that pods of all variants have',
    ],
  ],
  [
    'variants of nothing, and nothing of variants',
    { ...group(''), 'services/web/service.yaml': `${serviceYaml}variants: [all]\n` },
    [
      'services/all/service.yaml:4:7: runs: service "all" leads to variants, and names none; add variants: the services whose pods it leads to',
      'services/web/service.yaml:4:11: variants: service "web" names variants, and runs pods; add "runs: variants", or remove variants',
    ],
  ],
  [
    'services that are not there, have no pods, no such port, or another namespace',
    {
      ...group('variants: [wep, job, other, far, late]'),
      'services/job/service.yaml':
        'team: web-team\nruns: jobs\nports: []\njobs: { job: { when: once, command: [a] } }\n',
      'services/job/dev.yaml': overlayYaml,
      'services/other/service.yaml': 'team: web-team\nports: [{ name: htp, containerPort: 80 }]\n',
      'services/other/dev.yaml': overlayYaml,
      'services/far/service.yaml': `${serviceYaml}namespace: far\n`,
      'services/far/dev.yaml': overlayYaml,
      'services/late/service.yaml': serviceYaml,
      'services/late/prod.yaml': overlayYaml,
    },
    [
      'services/all/service.yaml:5:12: variants[0]: unknown service "wep"; did you mean "web"?',
      'services/all/service.yaml:5:17: variants[1]: service "job" has no pods that go on, and "all" leads to it; name services with pods',
      'services/all/service.yaml:5:22: variants[2]: service "other" has no port "http", to which "all" leads; did you mean "htp"?',
      'services/all/service.yaml:5:29: variants[3]: service "far" is in the namespace "far", and the Service "all" in "dev" finds pods of its own namespace; give them one namespace',
      'services/all/service.yaml:5:34: variants[4]: service "late" is not deployed in environment "dev", where "all" leads to it; add catalog/services/late/dev.yaml, or remove this entry',
    ],
  ],
  [
    'labels that a variant has not, and that another service has',
    {
      ...group('variants: [web]\nselector: { app: shop }'),
      'services/shop/service.yaml': serviceYaml,
      'services/shop/dev.yaml': overlayYaml,
    },
    [
      'services/all/service.yaml:6:11: selector: pods of service "shop" in "dev" have the labels app=shop as well, and are no variants of "all"; add it to variants, or choose labels that it has not',
      'services/all/service.yaml:6:11: selector: pods of service "web" in "dev" have no labels app=shop, by which "all" finds its variants; say labels that all variants have, or leave selector out',
    ],
  ],
  [
    'a variant that has none of our labels',
    { ...group('variants: [web]'), 'services/web/service.yaml': `${serviceYaml}unadopted: [labels]\n` },
    [
      'services/all/service.yaml:5:12: variants[0]: pods of service "web" in "dev" have no labels variants.slipway.dev/all=true, by which "all" finds its variants; give "all" a selector of labels that pods of all variants have',
    ],
  ],
  [
    'what is of pods',
    group(
      'variants: [web]\nscale: { owner: fixed, replicas: 2 }\nstorage: { size: 1Gi, mountPath: /data }\nenv: { A: b }',
    ),
    [
      'services/all/service.yaml:6:8: scale: service "all" leads to its variants, has no pods of its own, and no use for "scale"; say it of the variants',
      'services/all/service.yaml:7:10: storage: service "all" leads to its variants, has no pods of its own, and no use for "storage"; say it of the variants',
      'services/all/service.yaml:8:6: env: service "all" leads to its variants, has no pods of its own, and no use for "env"; say it of the variants',
    ],
  ],
])('refuses %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it('takes variants side by side, found by what they have in common', () => {
  expect(
    problemsOf({
      ...group('variants: [web, next]\nselector: { track: shop }'),
      'services/web/service.yaml': `${serviceYaml}metadata: { pods: { labels: { track: shop } } }\n`,
      'services/next/service.yaml': `${serviceYaml}selector: { app: next, track: shop }\n`,
      'services/next/dev.yaml': overlayYaml,
    }),
  ).toEqual([]);
});
