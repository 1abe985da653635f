import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import * as fc from 'fast-check';
import { stringify } from 'yaml';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog, loadCatalogAsync } from '../../src/catalog/load';
import { textsSource } from '../../src/catalog/texts-source';
import { InputError, describeProblem } from '../../src/model/problem';
import { CommitFiles } from '../../src/gitops/commit-files';
import { Git } from '../../src/gitops/git';
import { catalogFiles, overlayYaml, serviceYaml } from '../helpers/a-catalog';
import { aBareRepository, commitFiles } from '../helpers/a-repository';
import { arbitraryBrokenCatalog } from '../helpers/arbitrary-mistake';
import { missingFiles, strayFiles, unreadableFiles, wrongFiles } from '../helpers/bad-catalogs';
import type { BadCatalog } from '../helpers/problems-of';
import { temporaryFolder } from '../helpers/temporary-folder';

type Files = Readonly<Record<string, string | Buffer>>;

it.each<BadCatalog>([...strayFiles, ...missingFiles, ...unreadableFiles, ...wrongFiles])(
  'finds the same in a folder, in texts and in a commit: %s',
  async (_, files, problems) => {
    const all = catalogFiles(files);

    const found = {
      folder: await problemsOf(() => loadCatalog(folderSource(written(all)))),
      texts: await problemsOf(() => loadCatalog(textsSource('catalog', new Map(Object.entries(all))))),
      commit: await problemsOf(async () => loadCatalogAsync(await committed(aBareRepository(), all))),
    };

    const shown = problems.map((problem) => `catalog/${problem}`);
    expect(found).toEqual({ folder: shown, texts: shown, commit: shown });
  },
);

it('finds the same in every source, whatever is wrong', async () => {
  const [folder, repository] = [join(temporaryFolder(), 'catalog'), aBareRepository()];

  await fc.assert(
    fc.asyncProperty(arbitraryBrokenCatalog(), async (broken) => {
      const files = Object.fromEntries(
        Object.entries(broken.files).map(([file, data]) => [file, stringify(data, { aliasDuplicateObjects: false })]),
      );
      rmSync(folder, { recursive: true, force: true });

      const inFolder = await problemsOf(() => loadCatalog(folderSource(written(files, folder))));
      const inTexts = await problemsOf(() => loadCatalog(textsSource('catalog', new Map(Object.entries(files)))));
      const inCommit = await problemsOf(async () => loadCatalogAsync(await committed(repository, files)));

      expect(inFolder).not.toEqual([]);
      expect(inTexts).toEqual(inFolder);
      expect(inCommit).toEqual(inFolder);
    }),
    { numRuns: 10 },
  );
});

it('loads equal catalogs, with equal hashes, from every source', async () => {
  const files = catalogFiles();

  const fromFolder = loadCatalog(folderSource(written(files)));
  const fromTexts = loadCatalog(textsSource('catalog', new Map(Object.entries(files))));
  const fromCommit = await loadCatalogAsync(await committed(aBareRepository('sha256'), files));

  expect(fromFolder.catalog.services.get('web')?.overlays.get('prod')?.release.version).toBe('v1.0.0');
  expect(fromTexts.catalog).toEqual(fromFolder.catalog);
  expect(fromCommit.catalog).toEqual(fromFolder.catalog);
  expect([fromTexts.hash, fromCommit.hash]).toEqual([fromFolder.hash, fromFolder.hash]);
});

it.each([
  ['a file', { 'services/web/prod.yaml': 'dev.yaml' }, ['services/web/prod.yaml: "prod.yaml" is a symbolic link']],
  [
    'a file of the top that leads nowhere',
    { 'platform.yaml': 'nowhere' },
    ['platform.yaml: "platform.yaml" is a symbolic link'],
  ],
  ['a folder', { environments: '.real' }, ['environments: "environments" is a symbolic link']],
  ['a service', { 'services/api': 'web' }, ['services/api: "api" is a symbolic link']],
])('finds the same link in a folder and in a commit: %s', async (_, links, problems) => {
  const replaced = Object.keys(links).map((path) => new RegExp(`^${path}(/|$)`));
  const files = Object.fromEntries(
    Object.entries(catalogFiles()).filter(([file]) => !replaced.some((pattern) => pattern.test(file))),
  );
  const folder = written(files);
  for (const [path, link] of Object.entries(links)) symlinkSync(link, join(folder, path));
  const withLinks = { ...files, ...Object.fromEntries(Object.entries(links).map(([path, link]) => [path, { link }])) };

  const inFolder = await problemsOf(() => loadCatalog(folderSource(folder)));
  const inCommit = await problemsOf(async () => loadCatalogAsync(await committed(aBareRepository(), withLinks)));

  expect(inFolder).toEqual(problems.map((problem) => `catalog/${problem}; put the file itself here`));
  expect(inCommit).toEqual(inFolder);
});

it('says of a submodule that it has no meaning', async () => {
  const files = { ...catalogFiles(), 'services/api': { submodule: '1'.repeat(40) } };

  const problems = await problemsOf(async () => loadCatalogAsync(await committed(aBareRepository(), files)));

  expect(problems).toEqual([
    'catalog/services/api: "api" has no meaning here; what may be here: <service>/service.yaml',
  ]);
});

it('names files of a catalog at the root of a repository by their paths', async () => {
  const repository = aBareRepository();
  const commit = commitFiles(repository, catalogFiles({ 'services/web/service.yaml': null }));
  const files = await CommitFiles.open(await Git.open(repository, process.env), commit, '.');

  const problems = await problemsOf(() => loadCatalogAsync(files));

  expect(problems).toEqual([
    'services/web/service.yaml: the file is missing; add it, or remove the folder services/web',
  ]);
});

describe('with the documents of an earlier commit', () => {
  it('never takes the earlier content for one that its source does not give', async () => {
    const repository = aBareRepository();
    const first = await loadCatalogAsync(await committed(repository, catalogFiles()));
    const source = await committed(repository, catalogFiles({ 'services/web/dev.yaml': 'release: { version: v2 }\n' }));
    const forgetful = {
      name: source.name,
      list: (folder: string) => source.list(folder),
      identityOf: (file: string) => source.identityOf(file),
      read: async () => new Map<string, Buffer>(),
    };

    await expect(loadCatalogAsync(forgetful, first.parsed)).rejects.toThrow(
      'the source listed "services/web/dev.yaml", and has no content of it',
    );
  });

  it('reads what differs, and nothing else', async () => {
    const repository = aBareRepository();
    const first = await loadCatalogAsync(await committed(repository, catalogFiles()));
    const source = await committed(
      repository,
      catalogFiles({ 'services/web/dev.yaml': 'release: { version: v2.0.0 }\n', 'README.md': '# more\n' }),
    );
    const asked: string[] = [];
    const counting = {
      name: source.name,
      list: (folder: string) => source.list(folder),
      identityOf: (file: string) => source.identityOf(file),
      read: (files: readonly string[]) => {
        asked.push(...files);
        return source.read(files);
      },
    };

    const { catalog, parsed } = await loadCatalogAsync(counting, first.parsed);

    expect(asked).toEqual(['services/web/dev.yaml']);
    expect(catalog.services.get('web')?.overlays.get('dev')?.release.version).toBe('v2.0.0');
    expect(parsed.get('services/web/prod.yaml')).toBe(first.parsed.get('services/web/prod.yaml'));
  });

  it('says where a law is broken in a file that was not read', async () => {
    const repository = aBareRepository();
    const api = {
      'services/api/service.yaml': serviceYaml,
      'services/api/dev.yaml': overlayYaml,
      'services/api/prod.yaml': overlayYaml,
    };
    const web = { 'services/web/service.yaml': `${serviceYaml}dependsOn: [api]\n` };
    const first = await loadCatalogAsync(await committed(repository, catalogFiles({ ...api, ...web })));
    const second = await committed(repository, catalogFiles(web));

    const problems = await problemsOf(() => loadCatalogAsync(second, first.parsed));

    expect(problems).toEqual([
      'catalog/services/web/service.yaml:4:13: dependsOn[0]: unknown service "api"; there is none yet',
    ]);
  });
});

/** Writes files into a folder called `catalog`. */
function written(files: Files, folder = join(temporaryFolder(), 'catalog')): string {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

/** A commit that has these files in the folder `platform/catalog`. */
async function committed(repository: string, files: Parameters<typeof commitFiles>[1]): Promise<CommitFiles> {
  const below = Object.entries(files).map(([file, content]) => [`platform/catalog/${file}`, content]);
  const commit = commitFiles(repository, { 'README.md': '# x', ...Object.fromEntries(below) });
  return CommitFiles.open(await Git.open(repository, process.env), commit, 'platform/catalog');
}

async function problemsOf(load: () => unknown): Promise<readonly string[]> {
  try {
    await load();
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(describeProblem);
  }
}
