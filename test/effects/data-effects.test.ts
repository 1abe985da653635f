import { createHash } from 'node:crypto';

import { loadCatalog } from '../../src/catalog/load';
import { textsSource } from '../../src/catalog/texts-source';
import { effectsOf } from '../../src/effects/effects-of';
import { catalogFiles } from '../helpers/a-catalog';
import { aHelmChart, besideService, packed } from '../helpers/a-helm-chart';

type Files = Readonly<Record<string, string | Buffer | null>>;

/** Kinds, documents and words of the effects that one set of files has over another. */
function effects(before: Files, after: Files): readonly string[] {
  const base = { 'services/web/prod.yaml': null };
  const load = (files: Files) =>
    loadCatalog(textsSource('catalog', new Map(Object.entries(catalogFiles({ ...base, ...files })))));
  const [from, to] = [load(before), load({ ...before, ...after })];
  return effectsOf(from.catalog, to.catalog, new Map()).effects.map(
    ({ kind, document = '', words }) => `${kind} ${document}: ${words}`,
  );
}

const ofFolder = {
  'services/cache/service.yaml':
    'team: web-team\nchart: { source: folder }\nports: []\nvalues: { a: { b: 1, c: 2 } }\n',
  'services/cache/dev.yaml': 'release: { version: 1.2.3 }\n',
  ...besideService('cache', aHelmChart()),
};

test('another value of a chart is a setting, told where it is decided', () => {
  expect(
    effects(ofFolder, { 'services/cache/dev.yaml': 'release: { version: 1.2.3 }\nvalues: { a: { b: 5 }, d: x }\n' }),
  ).toEqual([
    'setting services/cache/dev.yaml: values.a.b of cache in dev: 1 -> 5',
    'setting services/cache/dev.yaml: values.d of cache in dev: added, x',
  ]);
  expect(
    effects(ofFolder, {
      'services/cache/service.yaml': ofFolder['services/cache/service.yaml'].replace('c: 2', 'c: 3'),
    }),
  ).toEqual(['setting services/cache/service.yaml: values.a.c of cache in dev: 2 -> 3']);
});

test('another file of a chart beside its service may do anything: it is about access', () => {
  expect(effects(ofFolder, { 'services/cache/chart/templates/more.yaml': 'kind: A\n' })).toEqual([
    'access services/cache/chart/templates/more.yaml: chart of cache in dev: the file services/cache/chart/templates/more.yaml changed',
  ]);
});

test('another version of a chart from elsewhere is a release', () => {
  const archive = (version: string): Buffer =>
    packed('cache', aHelmChart({ 'Chart.yaml': `name: cache\nversion: ${version}\n` }));
  const release = (version: string): string => {
    const digest = createHash('sha256').update(archive(version)).digest('hex');
    return `release: { version: ${version}, digest: "sha256:${digest}" }\n`;
  };
  const before = {
    'services/cache/service.yaml': 'team: web-team\nchart: { source: "oci://example.com/cache" }\nports: []\n',
    'services/cache/dev.yaml': release('1.0.0'),
    'charts/cache-1.0.0.tgz': archive('1.0.0'),
  };
  const after = {
    'services/cache/dev.yaml': release('2.0.0'),
    'charts/cache-1.0.0.tgz': null,
    'charts/cache-2.0.0.tgz': archive('2.0.0'),
  };

  expect(effects(before, after)).toEqual([
    expect.stringMatching(/^release services\/cache\/dev\.yaml: release of cache in dev: .*1\.0\.0.* -> .*2\.0\.0/),
  ]);
});

test('what an extension is told may do anything: it is about access', () => {
  const service = (seconds: number): string =>
    `team: web-team\nports: [{ name: http, containerPort: 8080 }]\nextensions: { sleeper: { seconds: ${seconds} } }\n`;

  expect(effects({ 'services/web/service.yaml': service(1) }, { 'services/web/service.yaml': service(2) })).toEqual([
    'access services/web/service.yaml: extensions.sleeper.seconds of web in dev: 1 -> 2',
  ]);
});

test('a service that is new brings its chart along, which is about access', () => {
  expect(effects({}, ofFolder).filter((words) => words.startsWith('access'))).toEqual([
    'access services/cache/service.yaml: chart of cache in dev: added, {"source":"folder","lookup":"refused"}',
  ]);
});
