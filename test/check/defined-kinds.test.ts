import { findingsInFiles } from '../helpers/findings-in-files';

const definition = (versions: string, group = 'acme.io') => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.${group} }
spec:
  group: ${group}
  scope: Namespaced
  names: { kind: Widget, plural: widgets, singular: widget, listKind: WidgetList }
  versions:
${versions}`;

const v1 = `    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: { type: object, required: [size], properties: { size: { type: integer }, name: { type: string, pattern: '^(a+)+$' } } }
`;
const widget = (spec: string, version = 'v1', group = 'acme.io') =>
  `apiVersion: ${group}/${version}\nkind: Widget\nmetadata: { name: a, namespace: shop }\nspec: ${spec}\n`;

const ids = ['unknown-kind', 'unknown-field', 'missing-field', 'wrong-type', 'value-not-allowed', 'deprecated-api'];
const found = (files: Readonly<Record<string, string>>) =>
  findingsInFiles(files, ids)
    .filter((line) => line.startsWith('widget'))
    .map((line) => line.replace(/^\S+ /, ''));

test('an object is checked against the definition beside it', () => {
  expect(found({ 'crd.yaml': definition(v1), 'widget.yaml': widget('{ sise: "3" }') })).toEqual([
    'error missing-field: spec has no "size", which is required; "sise" is unknown there: is it meant?',
    'error unknown-field: unknown field "sise" in spec of a Widget (acme.io/v1); did you mean "size"?',
  ]);
  expect(found({ 'crd.yaml': definition(v1), 'widget.yaml': widget('{ size: 3, name: aaa }') })).toEqual([]);
});

test('a definition is used wherever it lies, also one that a kustomization lists', () => {
  const files = {
    'operator/crds/crd.yaml': definition(v1),
    'operator/kustomization.yaml': 'resources: [crds/crd.yaml]\n',
    'widget.yaml': widget('{ size: large }'),
  };

  expect(found(files)).toEqual(['error wrong-type: "large" in spec.size is text, but must be a whole number']);
});

test('a version that is not served is not known, and one that is deprecated is said to be so', () => {
  const old = v1.replace('name: v1', 'name: v1beta1').replace('storage: true', 'storage: false, deprecated: true');
  const alpha = old.replace('v1beta1', 'v1alpha1').replace('served: true', 'served: false');
  const crd = definition(
    `${v1}${old.replace('storage: false, deprecated: true', 'storage: false\n      deprecated: true')}${alpha.replace('storage: false, deprecated: true', 'storage: false')}`,
  );

  expect(found({ 'crd.yaml': crd, 'widget.yaml': widget('{ size: 1 }', 'v1beta1') })).toEqual([
    expect.stringMatching(/^warning deprecated-api: a Widget \(acme\.io\/v1beta1\) is deprecated/),
  ]);
  expect(found({ 'crd.yaml': crd, 'widget.yaml': widget('{ size: 1 }', 'v1alpha1') })).toEqual([
    expect.stringMatching(/^warning unknown-kind: acme\.io\/v1alpha1 Widget is not known/),
  ]);
});

test('a newer definition of a kind that is shipped wins', () => {
  const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: applications.argoproj.io }
spec:
  group: argoproj.io
  scope: Namespaced
  names: { kind: Application, plural: applications, singular: application, listKind: ApplicationList }
  versions:
    - name: v1alpha1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { newest: { type: string } } } } } }
`;
  const application =
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a, namespace: argocd }\nspec: { newest: a }\n';

  expect(found({ 'widget.yaml': application })).not.toEqual([]);
  expect(found({ 'crd.yaml': crd, 'widget.yaml': application })).toEqual([]);
});

test.each([
  ['has no versions', definition('').replace('versions:\n', 'versions: []\n')],
  ['has a schema that is none', definition(v1.replace('type: integer', 'type: [integer]'))],
  ['is of a group that Kubernetes reads itself', definition(v1, 'apps')],
])('a definition that %s defines nothing', (_, crd) => {
  expect(found({ 'crd.yaml': crd, 'widget.yaml': widget('{ sise: 1 }') })).toEqual([
    expect.stringMatching(/^warning unknown-kind/),
  ]);
});
