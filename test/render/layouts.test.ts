import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { load } from 'js-yaml';

import { synthesize } from '../../src/render/synthesize';
import { aCatalogFolder, environmentYaml, platformYaml } from '../helpers/a-catalog';
import { commitAll, git, makeRepository } from '../helpers/a-git-repository';
import { filesBelow } from '../helpers/tree';

test('R2-06: one branch: every Application follows it', () => {
  expect(followed(aRepository({}))).toEqual({ dev: ['main'], prod: ['main'] });
});

test('R2-06: a branch for an environment: all of it follows that branch, also its root', () => {
  const root = aRepository({ 'environments/prod.yaml': `${environmentYaml}targetRevision: env/prod\n` });

  expect(followed(root)).toEqual({ dev: ['main'], prod: ['env/prod'] });
});

test('R2-06: GitFlow: the repository has its branch, and prod follows another', () => {
  const root = aRepository({
    'platform.yaml': platformYaml.replace('gitops.git }', 'gitops.git, branch: develop }'),
    'environments/prod.yaml': `${environmentYaml}targetRevision: main\n`,
  });

  expect(followed(root)).toEqual({ dev: ['develop'], prod: ['main'] });
});

test('R2-06: a change of prod is on its branch when it is merged, and a change of dev moves nothing there', () => {
  const root = aRepository({ 'environments/prod.yaml': `${environmentYaml}targetRevision: env/prod\n` });
  makeRepository(root);
  git(root, 'branch', 'env/prod');

  release(root, 'dev', 'v1.1.0');
  expect(changedIn(root)).toEqual(['services/web/overlays/dev/deployment.yaml']);
  release(root, 'prod', 'v1.1.0');
  expect(changedIn(root)).toContain('services/web/overlays/prod/deployment.yaml');

  git(root, 'push', '--quiet', '.', 'main:env/prod');
  expect(git(root, 'show', 'env/prod:services/web/overlays/prod/deployment.yaml')).toContain(':v1.1.0');
});

function aRepository(files: Readonly<Record<string, string>>): string {
  const catalog = aCatalogFolder(files);
  const root = dirname(catalog);
  synthesize({ catalog, out: root });
  return root;
}

function release(root: string, environment: string, version: string): void {
  writeFileSync(join(root, 'catalog/services/web', `${environment}.yaml`), `release: { version: ${version} }\n`);
  synthesize({ catalog: join(root, 'catalog'), out: root });
  commitAll(root);
}

function changedIn(root: string): readonly string[] {
  return git(root, 'diff', '--name-only', 'env/prod', 'main', '--', 'services', 'argocd').trimEnd().split('\n');
}

/** What the Applications of each environment follow, each once. What says which commit counts is read from the repository's branch. */
function followed(root: string): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, Set<string>> = {};
  for (const path of filesBelow(join(root, 'argocd'))) {
    const object = load(readFileSync(join(root, 'argocd', path), 'utf8'));
    const revision = revisionOf(object);
    if (revision !== undefined) (found[path.split('/')[0] ?? ''] ??= new Set()).add(revision);
  }
  return Object.fromEntries(Object.entries(found).map(([name, revisions]) => [name, [...revisions]]));
}

function revisionOf(object: unknown): string | undefined {
  const { kind, metadata, spec } = (object ?? {}) as ReadObject;
  return kind === 'Application' && metadata?.name?.startsWith('bootstrap-') !== true
    ? spec?.source?.targetRevision
    : undefined;
}

interface ReadObject {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly source?: { readonly targetRevision?: string } };
}
