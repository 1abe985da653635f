import type { KustomizationNode } from '../../src/manifests/kustomization';
import { partsOfKustomization, planBuilds } from '../../src/manifests/kustomize-graph';

const count = 50_000;
const node = (index: number, transforms: boolean): KustomizationNode => ({
  file: `/k${index}/kustomization.yaml`,
  folder: `/k${index}`,
  transforms,
  isComponent: false,
  parts: index + 1 < count ? [`/k${index + 1}/kustomization.yaml`] : [],
  patches: [],
});

test.each([true, false])(
  'kustomizations that use each other, thousands in a row, are planned: changing %s',
  (transforms) => {
    const chain = Array.from({ length: count }, (_, index) => node(index, transforms));
    const nodes = new Map(chain.map((one) => [one.file, one]));

    const { built, onlyForBuilds } = planBuilds(nodes);

    expect(built.map(({ file }) => file)).toEqual(transforms ? ['/k0/kustomization.yaml'] : []);
    expect(onlyForBuilds.size).toBe(transforms ? count - 1 : 0);
    expect(partsOfKustomization(node(0, transforms), nodes).size).toBe(count - 1);
  },
);

test('parts are in the order in which they are named', () => {
  const nodes = new Map([
    ['/k', { ...node(0, true), file: '/k', parts: ['/a', '/b', '/c'] }],
    ['/a', { ...node(0, false), file: '/a', parts: ['/a1', '/a2'] }],
  ]);

  expect([...partsOfKustomization({ ...node(0, true), file: '/k', parts: ['/a', '/b', '/c'] }, nodes)]).toEqual([
    '/a',
    '/a1',
    '/a2',
    '/b',
    '/c',
  ]);
});
