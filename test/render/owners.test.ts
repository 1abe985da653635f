import { gitAttributes } from '../../src/render/owners';
import { renderShippedCatalog } from '../helpers/shipped-catalog';

test('owners go from the general to the special, because the last line that matches wins', () => {
  const lines = renderShippedCatalog().codeOwners;

  const platform = lines.indexOf('/catalog/ @your-org/platform-team');
  const service = lines.indexOf('/catalog/services/apm/ @your-org/observability-team');
  const environment = lines.indexOf('/catalog/services/*/prod.yaml @your-org/sre-team');
  expect(platform).toBeGreaterThanOrEqual(0);
  expect(service).toBeGreaterThan(platform);
  expect(environment).toBeGreaterThan(service);
});

test('CODEOWNERS has an owner itself, or everybody could become one', () => {
  expect(renderShippedCatalog().codeOwners).toContain('/CODEOWNERS @your-org/platform-team');
});

test('rendered files are marked as generated, files that people edit are not', () => {
  expect(gitAttributes().filter((line) => line.includes('linguist-generated'))).toEqual([
    '/services/** linguist-generated=true text eol=lf',
    '/argocd/** linguist-generated=true text eol=lf',
  ]);
});
