import { codeOwners, gitAttributes } from '../../src/render/owners';
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

const { platform } = renderShippedCatalog().catalog;

test('forges show rendered files in reviews, unless the platform wants them folded', () => {
  const folding = { ...platform, repository: { ...platform.repository, foldRendered: true } };

  expect(gitAttributes(platform)).toEqual([
    '/services/** text eol=lf',
    '/argocd/** text eol=lf',
    '/catalog/** text eol=lf',
    '/catalog/services/*/files/** -text',
    '/catalog/services/*/chart/** -text',
    '/catalog/services/*/kustomization/** -text',
    '/catalog/charts/** -text',
  ]);
  expect(gitAttributes(folding)).toEqual([
    '/services/** linguist-generated=true text eol=lf',
    '/argocd/** linguist-generated=true text eol=lf',
    '/catalog/** text eol=lf',
    '/catalog/services/*/files/** -text',
    '/catalog/services/*/chart/** -text',
    '/catalog/services/*/kustomization/** -text',
    '/catalog/charts/** -text',
  ]);
});

test('a tree says of which catalog it is, where that lies in it', () => {
  const lines = gitAttributes(platform, 'clusters/shop');

  expect(lines[0]).toBe('# The tree of clusters/shop');
  expect(lines.slice(3)).toEqual([
    '/clusters/shop/** text eol=lf',
    '/clusters/shop/services/*/files/** -text',
    '/clusters/shop/services/*/chart/** -text',
    '/clusters/shop/services/*/kustomization/** -text',
    '/clusters/shop/charts/** -text',
  ]);
});

test('owners of a tree in a folder go by paths from the root of the repository', () => {
  const { catalog } = renderShippedCatalog();
  const inFolder = { ...platform, repository: { ...platform.repository, path: 'teams/shop' } };

  const lines = codeOwners({ ...catalog, platform: inFolder });

  expect(lines).toContain('/CODEOWNERS @your-org/platform-team');
  expect(lines).toContain('/teams/shop/.gitattributes @your-org/platform-team');
  expect(lines).toContain('/teams/shop/catalog/services/apm/ @your-org/observability-team');
  expect(lines).toContain('/teams/shop/services/apm/ @your-org/observability-team');
  expect(lines.filter((line) => !/^\/(?:teams\/shop\/|CODEOWNERS |\.github\/ )/.test(line))).toEqual([]);
});
