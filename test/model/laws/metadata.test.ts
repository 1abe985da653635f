import { environmentYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const said = (text: string): BadCatalog[1] => ({ 'services/web/service.yaml': `${serviceYaml}${text}\n` });

it.each<BadCatalog>([
  [
    'labels by which pods are found, and others of Slipway',
    said('metadata: { pods: { labels: { app: other, version: v2, team: ops } } }'),
    [
      'services/web/service.yaml:4:36: metadata.pods.labels.app: service "web" says the label "app", by which its pods are found; it never changes; set "selector" of the service',
      'services/web/service.yaml:4:52: metadata.pods.labels.version: service "web" says the label "version", which Slipway writes itself; choose another name',
      'services/web/service.yaml:4:62: metadata.pods.labels.team: service "web" says the label "team", which Slipway writes itself; choose another name',
    ],
  ],
  [
    'order and owner of objects',
    said(
      'metadata: { all: { annotations: { argocd.argoproj.io/sync-wave: "1", checksum/config: a, checksum/files: b } } }',
    ),
    [
      'services/web/service.yaml:4:65: metadata.all.annotations["argocd.argoproj.io/sync-wave"]: service "web" says the annotation "argocd.argoproj.io/sync-wave", by which Argo CD knows order and owner of objects; leave it out; how one object is synced is for a patch to say',
      'services/web/service.yaml:4:87: metadata.all.annotations["checksum/config"]: service "web" says the annotation "checksum/config", which Slipway writes itself; choose another name',
      'services/web/service.yaml:4:106: metadata.all.annotations["checksum/files"]: service "web" says the annotation "checksum/files", which Slipway writes itself; choose another name',
    ],
  ],
  [
    'what another setting decides',
    said(
      'metrics: { annotations: true }\nmesh: { provider: linkerd }\nmetadata: { pods: { annotations: { prometheus.io/port: "1", linkerd.io/inject: disabled } } }',
    ),
    [
      'services/web/service.yaml:6:56: metadata.pods.annotations["prometheus.io/port"]: service "web" says the annotation "prometheus.io/port", which metrics.annotations decides; set metrics.path and metrics.port',
      'services/web/service.yaml:6:80: metadata.pods.annotations["linkerd.io/inject"]: service "web" says the annotation "linkerd.io/inject", which mesh.provider decides; set mesh.provider',
    ],
  ],
  [
    'a label that is too long once names are filled in',
    said(`metadata: { all: { labels: { stage: "${'a'.repeat(60)}-{environment}" } } }`),
    ['dev', 'prod'].map(
      (name) =>
        `services/web/service.yaml:4:37: metadata.all.labels.stage: the label "stage" of service "web" would be "${'a'.repeat(60)}-${name}" in "${name}", which is no value of a label; it may have at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends`,
    ),
  ],
  [
    'labels of a further Service',
    said('moreServices: { web-more: { labels: { app: other }, annotations: { slipway.dev/a: b } } }'),
    [
      'services/web/service.yaml:4:44: moreServices.web-more.labels.app: service "web" says the label "app", which Slipway writes itself; choose another name',
      'services/web/service.yaml:4:83: moreServices.web-more.annotations["slipway.dev/a"]: service "web" says the annotation "slipway.dev/a", which Slipway writes itself; choose another name',
    ],
  ],
  [
    'what an environment says of all its services',
    { 'environments/dev.yaml': `${environmentYaml}defaults: { metadata: { all: { labels: { tier: a } } } }\n` },
    [
      'environments/dev.yaml:14:48: defaults.metadata.all.labels.tier: service "web" in "dev" says the label "tier", which Slipway writes itself; choose another name',
    ],
  ],
  [
    'what the platform says of all monitors',
    { 'platform.yaml': `${platformYaml}monitoring: { labels: { app: prometheus } }\n` },
    [
      'platform.yaml:6:30: monitoring.labels.app: the platform says the label "app", which Slipway writes itself; choose another name',
    ],
  ],
])('refuses %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it('lets whoever has not adopted labels say its own', () => {
  expect(
    problemsOf(
      said('unadopted: [labels]\nmetadata: { service: { labels: { app.kubernetes.io/name: shop, tier: a } } }'),
    ),
  ).toEqual([]);
});
