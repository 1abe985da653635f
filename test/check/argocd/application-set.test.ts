import { applicationsOf } from '../../../src/check/argocd/applications';
import { Inventory } from '../../../src/check/inventory';
import { readManifestText } from '../../../src/manifests/read-text';

const setOf = (elements: readonly object[], text: string): string =>
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'shop', namespace: 'argocd' },
    spec: {
      generators: [{ list: { elements } }],
      template: { metadata: { name: '{{name}}', annotations: { text } }, spec: { project: 'shop' } },
    },
  });

const applicationsIn = (text: string) =>
  applicationsOf(new Inventory(readManifestText(text, 'set.yaml').objects, { kubernetesVersion: '1.36' }));

test('each element of a list makes an Application, with its fields filled in', () => {
  const applications = applicationsIn(
    setOf(
      [
        { name: 'a', v: 1 },
        { name: 'b', v: 2 },
      ],
      '{{v}} {{ .v }} {{unknown}}',
    ),
  );

  expect(applications.map(({ name, metadata }) => [name, metadata['annotations']])).toEqual([
    ['a', { text: '1 1 {{unknown}}' }],
    ['b', { text: '2 2 {{unknown}}' }],
  ]);
});

test.each([
  ['many elements', 20_000, 1000, 50],
  ['few elements', 3, 100_000, 1000],
])('%s of large texts fill in no more than there is room for', (_, count, fields, length) => {
  const elements = Array.from({ length: count }, (_, index) => ({ name: `app-${index}`, v: 'x'.repeat(length) }));

  const applications = applicationsIn(setOf(elements, '{{v}}'.repeat(fields)));

  // All of them would be gigabytes.
  expect(JSON.stringify(applications.map(({ metadata }) => metadata)).length).toBeLessThan(60_000_000);
  expect(applications.length).toBeLessThan(count);
});
