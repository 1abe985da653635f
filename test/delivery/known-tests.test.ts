import { knownTests } from '../../src/delivery/known-tests';
import type { TestStatement } from '../../src/delivery/evidence-statement';
import { loadCatalog } from '../../src/catalog/load';
import { folderSource } from '../../src/catalog/folder-source';
import { describeProblem, InputError } from '../../src/model/problem';
import { aCatalogFolder, environmentYaml } from '../helpers/a-catalog';

const token = `ghp_${'aB3dE6gH9'.repeat(4)}`;
const one: TestStatement = {
  service: 'web',
  release: { version: 'v1' },
  name: 'integration',
  hasPassed: true,
  at: '2026-11-25T10:00:00Z',
};
const { catalog } = loadCatalog(
  folderSource(aCatalogFolder({ 'environments/prod.yaml': `${environmentYaml}aliases: [production]\n` })),
);

function said(more: Partial<TestStatement>): readonly string[] {
  try {
    knownTests([{ ...one, ...more }], catalog);
    return [];
  } catch (error) {
    return error instanceof InputError ? error.problems.map(describeProblem) : ['no problem of the input'];
  }
}

test('tests are of a service and an environment as they are called, by whichever name that was said', () => {
  const [found] = knownTests([{ ...one, environment: 'production', link: 'https://ci.example.com/1' }], catalog);

  expect(found).toMatchObject({ service: 'web', environment: 'prod', link: 'https://ci.example.com/1' });
  expect(knownTests([one], catalog)).toEqual([one]);
});

test.each<readonly [Partial<TestStatement>, string]>([
  [{ service: 'wep' }, 'request: service: unknown service "wep"; did you mean "web"?'],
  [{ service: '../web' }, 'request: service: unknown service "../web"'],
  [{ service: 'web.json/x' }, 'request: service: unknown service "web.json/x"'],
  [{ environment: 'produktion' }, 'request: environment: unknown environment "produktion"'],
  [{ name: `with ${token}` }, 'request: name: a token of GitHub is in it'],
  [{ link: `https://ci.example.com/${token}` }, 'request: link: a token of GitHub is in it'],
  [{ release: { version: token } }, 'request: version: a token of GitHub is in it'],
  [{ release: { version: 'v1', digest: token } }, 'request: digest: a token of GitHub is in it'],
])('%j is refused, since Git keeps it', (more, words) => {
  expect(said(more)).toEqual([expect.stringContaining(words)]);
});
