import { withExample } from '../../../../scripts/reference/example-files';
import { patchWithoutTarget } from '../../../../src/check/rules/kustomize/patch-without-target';
import { runRules } from '../../../../src/check/run-rules';

const web = `
---
# web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { tier: front } }
`;
const base = `
---
# base/kustomization.yaml
resources: [web.yaml]
labels: [{ pairs: { app: web } }]
---
# base/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, annotations: { a: b } }
`;
const patchFor = (target: string): string =>
  `patches: [{ target: { ${target} }, patch: '[{ "op": "add", "path": "/spec/replicas", "value": 3 }]' }]`;

/** What is said, and what to do about it. */
function said(manifests: string): readonly (readonly [string, string | undefined])[] {
  return withExample(manifests, (example) =>
    runRules(example, { rules: [patchWithoutTarget], settings: { kubernetesVersion: '1.36' } }).map(
      ({ message, hint }) => [message, hint] as const,
    ),
  );
}

const late = (what: string): string =>
  `the kustomization gives its objects what "${what}" asks for after its patches: ask for what they have before, or patch them in a kustomization above`;

test.each([
  ['labels', 'labels: [{ pairs: { app: web } }]', 'labelSelector: app=web', late('labelSelector app=web')],
  ['old labels', 'commonLabels: { app: web }', 'labelSelector: app=web', late('labelSelector app=web')],
  ['annotations', 'commonAnnotations: { app: web }', 'annotationSelector: app=web', late('annotationSelector app=web')],
  ['a namespace', 'namespace: shop', 'kind: Deployment, namespace: shop', late('namespace shop')],
  ['a prefix', 'namePrefix: dev-', 'kind: Deployment, name: dev-web', late('name dev-web')],
  ['a suffix', 'nameSuffix: -dev', 'kind: Deployment, name: web-dev', late('name web-dev')],
])('a patch does not find %s that its own kustomization adds', (_, field, target, hint) => {
  const shown = target.replace(/: /g, ' ');

  expect(said(`# kustomization.yaml\nresources: [web.yaml]\n${field}\n${patchFor(target)}${web}`)).toEqual([
    [`the patch for ${shown} matches no object`, hint],
  ]);
});

test.each([
  'labelSelector: tier=front',
  'labelSelector: "tier in (front, back), !legacy"',
  'kind: Deployment, namespace: default',
  'name: web',
  'name: w.*',
  'group: apps, version: v1, kind: Deployment',
])('what an object has in its file is found: %s', (target) => {
  const fields = 'namespace: shop\nnamePrefix: dev-\nlabels: [{ pairs: { app: web } }]';

  expect(said(`# kustomization.yaml\nresources: [web.yaml]\n${fields}\n${patchFor(target)}${web}`)).toEqual([]);
});

test.each(['labelSelector: app=web', 'namespace: shop', 'annotationSelector: a=b'])(
  'what a kustomization below has added is found: %s',
  (target) => {
    expect(said(`# kustomization.yaml\nresources: [base]\n${patchFor(target)}${base}`)).toEqual([]);
  },
);

test('a JSON patch of the old field comes after namespace and labels', () => {
  const patch = `patchesJson6902: [{ target: { version: v1, group: apps, kind: Deployment, name: web, namespace: shop }, patch: '[]' }]`;

  expect(said(`# kustomization.yaml\nresources: [web.yaml]\nnamespace: shop\n${patch}${web}`)).toEqual([]);
});

test.each([
  ['group: extensions, kind: Deployment', 'what fits the rest has group "apps": correct it, or remove the patch'],
  ['group: app, kind: Deployment', 'did you mean group "apps"?'],
  ['kind: Deploymnt, name: web', 'did you mean kind "Deployment"?'],
  ['kind: Deployment, name: wbe', 'did you mean name "web"?'],
  [
    'version: v1beta1, kind: Deployment, name: web',
    'what fits the rest has version "v1": correct it, or remove the patch',
  ],
  [
    'kind: Deployment, labelSelector: tier=back',
    'what fits the rest has no such labels: correct them, or remove the patch',
  ],
  ['kind: Service, name: api', 'correct its target, or remove the patch'],
])('what is wrong is named: %s', (target, hint) => {
  const found = said(`# kustomization.yaml\nresources: [web.yaml]\n${patchFor(target)}${web}`);

  expect(found.map(([, one]) => one)).toEqual([hint]);
});

test.each([
  [
    'a patch',
    `patches: [{ target: { kind: Deployment }, patch: '[{ "op": "add", "path": "/metadata/labels/x", "value": "y" }]' }, { target: { labelSelector: x=y }, patch: '[]' }]`,
  ],
  ['a replacement', `replacements: [{ path: r.yaml }]\n${patchFor('labelSelector: x=y')}`],
  ['a component', `components: [c]\n${patchFor('labelSelector: x=y')}`],
])('nothing is said of labels that %s may have set', (_, fields) => {
  expect(said(`# kustomization.yaml\nresources: [web.yaml]\n${fields}${web}`)).toEqual([]);
});

test('a generator has the labels of its options, and those of all generators', () => {
  const generators = `generatorOptions: { labels: { of: all } }
configMapGenerator: [{ name: a, literals: [x=y], options: { labels: { app: web } } }]`;
  const targets = ['app=web', 'of=all', 'app=web,of=all'].map(
    (selector) => `{ target: { labelSelector: "${selector}" }, patch: '[]' }`,
  );

  expect(said(`# kustomization.yaml\n${generators}\npatches: [${targets.join(', ')}]${web}`)).toEqual([]);
});
