import * as fc from 'fast-check';

import { environmentOf, isIndex, pathInTree, placeInTree } from '../../src/model/tree-layout';
import type { TreePlace } from '../../src/model/tree-layout';
import { renderShippedCatalog } from '../helpers/shipped-catalog';

// As names of the catalog are; words of the layout are names, too.
const name = fc.oneof(
  fc.stringMatching(/^[a-z]([-a-z0-9]{0,20}[a-z0-9])?$/),
  fc.constantFrom('services', 'overlays', 'argocd', 'apps', 'systems', 'bootstrap', 'baseline', 'kustomization'),
);
const file = fc.oneof(
  name.map((text) => `${text}.yaml`),
  fc.constant('kustomization.yaml'),
);

const anyPlace: fc.Arbitrary<TreePlace> = fc.oneof(
  fc.record({ kind: fc.constant('overlay'), service: name, environment: name, file }),
  fc.record({ kind: fc.constant('bootstrap'), environment: name, file }),
  fc.record({ kind: fc.constant('application'), environment: name, entry: name }),
  fc.record({ kind: fc.constant('application'), environment: name, system: name, entry: name }),
  fc.record({ kind: fc.constant('baseline'), environment: name, file }),
  fc.record({ kind: fc.constant('baseline'), environment: name, namespace: name, file }),
);

test('a path that was written is read as what it was written from', () => {
  fc.assert(fc.property(anyPlace, (place) => expect(placeInTree(pathInTree(place))).toEqual(place)));
});

test('the environment of a path is the one that it was written for, in whatever folder its tree lies', () => {
  const folder = fc.constantFrom('', 'dist/', '/home/ada/gitops/', '../services/');
  // Where a folder above has a name of the layout, and names of the catalog do too, a path may be read in two ways.
  const isPlain = (place: TreePlace): boolean => !Object.values(place).includes('overlays');
  fc.assert(
    fc.property(anyPlace.filter(isPlain), folder, (place, above) =>
      expect(environmentOf(`${above}${pathInTree(place)}`)).toBe(place.environment),
    ),
  );
  expect(environmentOf('../argocd/services/web/overlays/dev/deployment.yaml')).toBe('dev');
});

test('every file of the shipped tree has a place, and is where it says', () => {
  const paths = [...renderShippedCatalog().texts.keys()];

  expect(paths.length).toBeGreaterThan(500);
  expect(paths.map((path) => [path, placeInTree(path)]).filter(([, place]) => place === undefined)).toEqual([]);
  for (const path of paths) {
    const place = placeInTree(path);
    expect(place && pathInTree(place)).toBe(path);
  }
});

test.each([
  'services/web/service.yaml',
  'services/web/overlays/dev',
  'services/web/overlays/dev/more/deployment.yaml',
  'argocd/dev/other/web.yaml',
  'argocd/dev/apps/web.json',
  'argocd/apps/web.yaml',
  'dist/services/web/overlays/dev/deployment.yaml',
  'CODEOWNERS',
])('nothing is rendered to %s', (path) => {
  expect(placeInTree(path)).toBeUndefined();
});

test('a list of files is no object, an Application of that name is', () => {
  expect(isIndex('services/web/overlays/dev/kustomization.yaml')).toBe(true);
  expect(isIndex('argocd/dev/baseline/kustomization.yaml')).toBe(true);
  expect(isIndex('argocd/dev/apps/kustomization.yaml')).toBe(false);
  expect(isIndex('services/web/overlays/dev/deployment.yaml')).toBe(false);
});
