import { argocdRules } from '../../src/check/rules/argocd';
import { runRules } from '../../src/check/run-rules';
import { readManifestText } from '../../src/manifests/read-text';
import { renderShippedCatalog } from '../helpers/shipped-catalog';

const settings = { kubernetesVersion: '1.36' };

test('the shipped catalog has no error and no warning of the rules about Argo CD', () => {
  const { texts } = renderShippedCatalog();
  const objects = [...texts].flatMap(([path, text]) => readManifestText(text, path).objects);

  const findings = runRules({ objects }, { rules: argocdRules, settings });

  expect(objects.length).toBeGreaterThan(500);
  expect(findings).toEqual([]);
});

test('it has none in a folder of any name either', () => {
  const { texts } = renderShippedCatalog();
  const objects = [...texts].flatMap(([path, text]) => readManifestText(text, `some/where/${path}`).objects);

  const findings = runRules({ objects }, { rules: argocdRules, settings });

  expect(findings).toEqual([]);
});
