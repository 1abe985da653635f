import { overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const group = `${web}runs: variants\nvariants: [web]\n`;

test('what runs nothing of its own needs no release, and may have one', () => {
  expect(problemsOf({ 'services/all/service.yaml': group, 'services/all/dev.yaml': '{}\n' })).toEqual([]);
  expect(problemsOf({ 'services/all/service.yaml': group, 'services/all/dev.yaml': release })).toEqual([]);
});

test('a kustomization names a release where it has an image of which there are several', () => {
  const files = (kustomization: string) => ({
    'services/all/service.yaml': `team: web-team\nports: []\nkustomization: ${kustomization}\n`,
    'services/all/kustomization/kustomization.yaml': 'resources: []\n',
    'services/all/dev.yaml': '{}\n',
  });

  expect(problemsOf(files('{}'))).toEqual([]);
  expect(problemsOf(files('{ image: ghcr.io/acme/all }'))).toEqual([
    'services/all/dev.yaml:1:1: release: "release" is missing; add it: what runs here',
  ]);
});

test('everything else runs a release', () => {
  expect(problemsOf({ 'services/web/dev.yaml': 'env: { A: a }\n' })).toEqual([
    'services/web/dev.yaml:1:1: release: "release" is missing; add it: what runs here',
  ]);
  expect(problemsOf({ 'services/web/dev.yaml': 'release: { version: latest }\n' })).toEqual([
    'services/web/dev.yaml:1:21: release.version: "latest" must not be "latest": a release names one build for good; write the version that runs',
  ]);
});
