import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { load } from 'js-yaml';

import { extensionsBeside } from '../../src/cli/extensions-beside';
import type { Programs } from '../../src/manifests/programs';
import type { ExtensionDoor } from '../../src/model/extension-door';
import { InputError, describeProblem } from '../../src/model/problem';
import { synthesize } from '../../src/render/synthesize';
import { aCatalogFolder, overlayYaml, serviceYaml } from '../helpers/a-catalog';
import { keptInMemory } from '../helpers/kept-in-memory';
import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { letTimePass } from '../helpers/tree';

const sleeper = `module.exports = ({ z }) => ({
  sleeper: {
    description: 'Sends pods to sleep.',
    schema: z.strictObject({ seconds: z.int().min(1), word: z.string().default('zzz') }),
    extend({ settings, placement, objects }) {
      const own = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: placement.service + '-sleep' },
        data: { seconds: String(settings.seconds), word: settings.word },
      };
      return [...objects.map((one) => (one.kind === 'Service' ? { ...one, spec: { ...one.spec, type: 'NodePort' } } : one)), own];
    },
  },
});
`;

const doors: (ExtensionDoor | undefined)[] = [];

afterEach(() => {
  for (const door of doors.splice(0)) door?.close?.();
});

/** A repository with an extension, and the service "web" in "dev", which names it. */
function aRepository(
  code: string,
  said = 'extensions: { sleeper: { seconds: 5 } }\n',
  overlay = overlayYaml,
  name = 'slipway.extensions.js',
) {
  const catalog = aCatalogFolder({
    'services/web/service.yaml': serviceYaml + said,
    'services/web/dev.yaml': overlay,
    'services/web/prod.yaml': null,
  });
  const root = dirname(catalog);
  const out = join(temporaryFolder(), 'out');
  const memory = { file: join(temporaryFolder(), 'memory'), program: 'this one' };
  const writeCode = (text: string, file = name): void => writeFileSync(join(root, file), text);
  writeCode(code);
  const run = (mayRun = true) => {
    const programs: Programs = { helm: () => 'not installed', kustomize: () => 'not installed' };
    const extensions = extensionsBeside(catalog, { packageRoot }, mayRun);
    doors.push(extensions);
    return synthesize({ catalog, out, memory, tools: { programs, kept: keptInMemory(), extensions } });
  };
  return {
    root,
    run,
    writeCode,
    object: (file: string): unknown => load(readFileSync(join(out, 'services/web/overlays/dev', file), 'utf8')),
    objectAt: (file: string): unknown => load(readFileSync(join(out, file), 'utf8')),
    problems: (): readonly string[] => {
      try {
        run();
      } catch (error) {
        if (error instanceof InputError) return error.problems.map(describeProblem);
        throw error;
      }
      return [];
    },
  };
}

/** An extension whose function has this body. */
function extending(body: string, above = ''): string {
  return `${above}\nmodule.exports = ({ z }) => ({ sleeper: { schema: z.any(), extend({ settings, placement, objects }) { ${body} } } });\n`;
}

const configMap = (data: string): string =>
  `return [...objects, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made' }, data: { a: String(${data}) } }];`;

test('an extension adds objects, which get a namespace and labels, and changes others', () => {
  const { run, object } = aRepository(sleeper);
  run();

  expect(object('config-map-sleep.yaml')).toMatchObject({
    metadata: { name: 'web-sleep', namespace: 'dev', labels: { app: 'web', team: 'web-team' } },
    data: { seconds: '5', word: 'zzz' },
  });
  expect(object('service.yaml')).toMatchObject({ spec: { type: 'NodePort' } });
});

test('an overlay says more, and null tells an extension nothing', () => {
  const more = aRepository(sleeper, undefined, `${overlayYaml}extensions: { sleeper: { word: hush } }\n`);
  more.run();
  const none = aRepository(sleeper, undefined, `${overlayYaml}extensions: { sleeper: null }\n`);
  none.run();

  expect(more.object('config-map-sleep.yaml')).toMatchObject({ data: { seconds: '5', word: 'hush' } });
  expect(() => none.object('config-map-sleep.yaml')).toThrow('ENOENT');
});

test('an object of a kind that another one defines for the cluster gets no namespace, and one of another namespace is a new one', () => {
  const definition = `{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'caches.example.com' }, spec: {
    group: 'example.com', scope: 'Cluster', names: { kind: 'Cache', plural: 'caches', singular: 'cache' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }] } }`;
  const { run, object } = aRepository(
    extending(`return [...objects, { apiVersion: 'example.com/v1', kind: 'Cache', metadata: { name: 'a' } }, ${definition},
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'elsewhere' }, spec: { ports: [{ port: 80 }] } }];`),
  );
  run();

  expect(object('cache-a.yaml')).toEqual({
    apiVersion: 'example.com/v1',
    kind: 'Cache',
    metadata: { name: 'a', labels: expect.objectContaining({ team: 'web-team' }) },
  });
  expect(object('service.elsewhere.yaml')).toMatchObject({
    metadata: { namespace: 'elsewhere', labels: expect.objectContaining({ team: 'web-team' }) },
  });
});

test('the AppProject permits the kinds that an extension makes', () => {
  const { run, objectAt } = aRepository(
    extending("return [...objects, { apiVersion: 'example.com/v1', kind: 'Cache', metadata: { name: 'a' } }];"),
  );
  run();

  expect(objectAt('argocd/dev/bootstrap/app-project-dev.yaml')).toMatchObject({
    spec: { namespaceResourceWhitelist: expect.arrayContaining([{ group: 'example.com', kind: 'Cache' }]) },
  });
});

const at = 'catalog/services/web/service.yaml:4:';
test.each<[what: string, code: string, expected: string]>([
  ['the time', extending(configMap('Date.now()')), '"data.a" of ConfigMap "made" in namespace'],
  ['the time in another way', extending(configMap('new Date().getTime()')), '"data.a" of ConfigMap "made"'],
  ['a clock', extending(configMap('performance.now() + process.hrtime()[0]')), '"data.a" of ConfigMap "made"'],
  ['chance', extending(configMap('Math.random()')), '"data.a" of ConfigMap "made"'],
  [
    'chance at the top',
    extending(configMap('word'), 'const word = require("crypto").randomUUID();'),
    '"data.a" of ConfigMap',
  ],
  [
    'bytes of chance',
    extending(configMap("require('node:crypto').randomBytes(4).toString('hex')")),
    '"data.a" of ConfigMap',
  ],
  ['the machine', extending(configMap("require('os').hostname() + process.pid")), '"data.a" of ConfigMap'],
  ['what it did before', extending(configMap('(count += 1)'), 'let count = 0;'), '"data.a" of ConfigMap'],
])('what depends on %s is refused', (_, code, where) => {
  const expected = `${at}24: extensions.sleeper: the extension "sleeper" makes ${where}`.replace(' in namespace', '');
  const { problems } = aRepository(code);

  expect(problems()).toEqual([expect.stringContaining(expected)]);
  expect(problems()[0]).toContain(
    'of the time, of chance, of the machine or of what it did before; make its objects of nothing',
  );
});

test.each<[what: string, code: string, expected: string]>([
  [
    'the network',
    extending("require('net').connect(80, 'example.com'); return objects;"),
    'an extension reaches no network: connect (slipway.extensions.js:2)',
  ],
  ['fetch', extending("fetch('http://example.com'); return objects;"), 'an extension reaches no network: fetch'],
  [
    'a program',
    extending("require('child_process').execSync('date'); return objects;"),
    'an extension reaches no other programs: execSync',
  ],
  [
    'a file',
    extending("require('fs').readFileSync('/etc/hostname'); return objects;"),
    'an extension reaches no files, but what it is told: readFileSync',
  ],
  ['a promise', extending('return Promise.resolve(objects);'), '"extend" must return a list, and not a promise'],
  ['nothing', extending(''), '"extend" must return the list of all objects'],
])('who asks for %s fails', (_, code, expected) => {
  const { problems } = aRepository(code);

  expect(problems()).toEqual([expect.stringContaining(`the extension "sleeper" fails: ${expected}`)]);
});

test.each<[what: string, said: string, overlay: string, expected: string]>([
  [
    'the service',
    'extensions:\n  sleeper: { seconds: 0 }\n',
    overlayYaml,
    'catalog/services/web/service.yaml:5:23: extensions.sleeper.seconds: ',
  ],
  [
    'the overlay',
    'extensions:\n  sleeper: { seconds: 5 }\n',
    `${overlayYaml}extensions:\n  sleeper:\n    words: a\n`,
    'catalog/services/web/dev.yaml:4:12: extensions.sleeper.words: unknown key "words"; did you mean "word"?',
  ],
  [
    'a name',
    'extensions: { sleepr: {} }\n',
    overlayYaml,
    `${at}23: extensions.sleepr: there is no extension "sleepr"; did you mean "sleeper"?`,
  ],
])('what %s says wrongly is said with its place', (_, said, overlay, expected) => {
  const { problems } = aRepository(sleeper, said, overlay);

  expect(problems()).toEqual([expect.stringContaining(expected)]);
});

test('what an API server would not take is refused', () => {
  const { problems } = aRepository(
    extending("return [...objects, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made' }, dat: {} }];"),
  );

  expect(problems()).toEqual([
    expect.stringMatching(/unknown field "dat".*in ConfigMap "made".*of the extension "sleeper"/),
  ]);
});

test('other code is another input: what it makes is rendered again', () => {
  const { run, writeCode, object } = aRepository(sleeper);
  run();
  letTimePass();
  const again = run();
  writeCode(sleeper.replaceAll('zzz', 'snore'));
  const changed = run();

  expect(again.written).toEqual([]);
  expect(changed.written).toEqual(['services/web/overlays/dev/config-map-sleep.yaml']);
  expect(object('config-map-sleep.yaml')).toMatchObject({ data: { word: 'snore' } });
});

test('a file beside it is its code, too; one that is not found by reading is refused', () => {
  const own = aRepository(extending(configMap('require("./word")')));
  own.writeCode('module.exports = "one";\n', 'word.js');
  own.run();
  letTimePass();
  own.writeCode('module.exports = "two";\n', 'word.js');
  own.run();
  const hidden = aRepository(extending(configMap('require("./wo" + "rd")')));
  hidden.writeCode('module.exports = 1;\n', 'word.js');
  const elsewhere = join(temporaryFolder(), 'word.js');
  writeFileSync(elsewhere, 'module.exports = 1;\n');
  const outside = aRepository(extending(configMap(`require(${JSON.stringify(elsewhere)})`)));

  expect(own.object('config-map-made.yaml')).toMatchObject({ data: { a: 'two' } });
  expect(hidden.problems()).toEqual([expect.stringContaining('"./word" is not found by reading the file')]);
  expect(outside.problems()).toEqual([expect.stringContaining('is not found by reading the file')]);
});

test('constructs of cdk8s and cdk8s-plus make objects in it', () => {
  const { run, root, object } = aRepository(
    extending(
      `const chart = new Chart(new App(), 'x', { disableResourceNameHashes: true });
       new kplus.Secret(chart, 'own', { metadata: { name: 'own' }, stringData: {} });
       return [...objects, ...chart.toJson()];`,
      "const { App, Chart } = require('cdk8s'); const kplus = require('cdk8s-plus-28');",
    ),
  );
  symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  run();

  expect(object('secret-own.yaml')).toMatchObject({ kind: 'Secret', metadata: { namespace: 'dev' } });
});

test('TypeScript is read where the repository has esbuild', () => {
  const code = extending(
    `const told: number = settings.seconds;
     return [...objects, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made' }, data: { a: String(told) } }];`,
    'interface Told { readonly settings: object }',
  );
  const { run, root, object } = aRepository(code, undefined, overlayYaml, 'slipway.extensions.ts');
  symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  run();

  expect(object('config-map-made.yaml')).toMatchObject({ data: { a: '5' } });
});
