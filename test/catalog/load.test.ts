import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import {
  aCatalogFolder,
  environmentYaml as env,
  overlayYaml as release,
  platformYaml as platform,
  serviceYaml as web,
} from '../helpers/a-catalog';
import { unreadableFiles } from '../helpers/bad-catalogs';
import { problemsOf } from '../helpers/problems-of';
import type { BadCatalog } from '../helpers/problems-of';
import { temporaryFolder } from '../helpers/temporary-folder';

it('reads a catalog', () => {
  const { catalog } = loadCatalog(folderSource(aCatalogFolder()));

  expect(Object.keys(catalog.platform.teams)).toEqual(['web-team']);
  expect([...catalog.environments.keys()]).toEqual(['dev', 'prod']);
  expect([...catalog.services.keys()]).toEqual(['web']);
  expect(catalog.services.get('web')?.service.ports).toEqual([{ name: 'http', containerPort: 8080, protocol: 'http' }]);
  expect(catalog.services.get('web')?.overlays.get('prod')).toEqual({ release: { version: 'v1.0.0' }, retired: false });
});

it('finds nothing wrong with the catalog that is shipped', () => {
  const { catalog, resolved } = loadCatalog(folderSource('catalog'));

  expect([...catalog.environments.keys()]).toEqual(['dev', 'prod', 'staging']);
  expect(resolved).toHaveLength(16 * 3);
});

it('resolves in the order of names, whatever the order of files', () => {
  const { resolved } = loadCatalog(
    folderSource(
      aCatalogFolder({
        'environments/dev-eu.yaml': env,
        'services/web/dev-eu.yaml': release,
        'services/web-api/service.yaml': web,
        'services/web-api/dev.yaml': release,
      }),
    ),
  );

  // As files, "dev-eu.yaml" comes before "dev.yaml".
  expect(resolved.map(({ service, environment }) => `${service} ${environment}`)).toEqual([
    'web dev',
    'web dev-eu',
    'web prod',
    'web-api dev',
  ]);
});

it('reports every problem of every file at once, by file and place, and nothing twice', () => {
  const problems = problemsOf({
    'todo.txt': '',
    'environments/prod.yaml': env.replace('"4"', '"0"'),
    'platform.yaml': `${platform}registri: x\n`,
    'services/web/service.yaml': 'team: Web\nport: 8080\n',
    'services/web/dev.yaml': 'release: { version: v1.0+x, digest: x }\n',
    'services/web/prod.yaml': 'a: &a b\n',
  });

  expect(problems.map((problem) => problem.split(': ')[0])).toEqual([
    'environments/prod.yaml:7:20',
    'platform.yaml:6:1',
    'services/web/dev.yaml:1:21',
    'services/web/dev.yaml:1:37',
    'services/web/prod.yaml:1:4',
    'services/web/service.yaml:1:1',
    'services/web/service.yaml:1:7',
    'services/web/service.yaml:2:1',
    'todo.txt',
  ]);
});

it('says what is wrong between files only when each file is right', () => {
  const problems = problemsOf({
    'services/web/service.yaml': `${web}dependsOn: [nobody]\nreplica: 1\n`,
  });

  expect(problems.map((problem) => problem.split(': ')[0])).toEqual(['services/web/service.yaml:5:1']);
});

it('gives a problem to programs in parts', () => {
  const load = () =>
    loadCatalog(folderSource(aCatalogFolder({ 'services/web/dev.yaml': 'release: { version: 1.10 }\n' })));

  expect(load).toThrow(
    expect.objectContaining({
      name: 'InputError',
      problems: [
        {
          file: 'catalog/services/web/dev.yaml',
          line: 1,
          column: 21,
          path: ['release', 'version'],
          message: '1.10 is a number, must be text',
          hint: 'put it in quotes: "1.10"',
        },
      ],
    }),
  );
});

it('refuses a folder that is not there', () => {
  expect(() => loadCatalog(folderSource('/nowhere/catalog'))).toThrow(
    '/nowhere/catalog: there is no such folder; name the catalog with --catalog, or make one with "slipway init"',
  );
});

it('leaves hidden files and Markdown alone', () => {
  expect(
    problemsOf({ 'README.md': '# x', '.gitkeep': '', 'services/web/NOTES.md': '', 'services/.hidden': '' }),
  ).toEqual([]);
});

it('says that a symbolic link is one', () => {
  const folder = aCatalogFolder({ 'services/web/prod.yaml': null });
  symlinkSync('dev.yaml', join(folder, 'services/web/prod.yaml'));

  expect(() => loadCatalog(folderSource(folder))).toThrow(
    'catalog/services/web/prod.yaml: "prod.yaml" is a symbolic link; put the file itself here',
  );
});

it.each(['services/web/files/a', 'services/web/manifests/a.yaml', 'services/web/service.yaml', 'charts/a-1.0.0.tgz'])(
  'waits for no pipe: %s',
  (file) => {
    const folder = aCatalogFolder(file === 'services/web/service.yaml' ? { [file]: null } : {});
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    execFileSync('mkfifo', [join(folder, file)]);

    expect(() => loadCatalog(folderSource(folder))).toThrow(/a" is no file|has no meaning here/);
  },
);

it('names files by the folder that people named', () => {
  const folder = join(temporaryFolder(), 'my-catalog');
  mkdirSync(folder);

  expect(() => loadCatalog(folderSource(folder))).toThrow(/^my-catalog\/platform\.yaml: the file is missing/);
});

describe('with the documents of an earlier load', () => {
  it('does not read a file again that has not changed', () => {
    const folder = aCatalogFolder();
    const first = loadCatalog(folderSource(folder));

    const second = loadCatalog(folderSource(folder), first.parsed);

    expect(second.parsed.get('services/web/dev.yaml')).toBe(first.parsed.get('services/web/dev.yaml'));
    expect(second.resolved).toEqual(first.resolved);
  });

  it('reads a file again that was written, even with the same size and time', () => {
    const folder = aCatalogFolder();
    const file = join(folder, 'services/web/dev.yaml');
    utimesSync(file, 1, 1);
    const first = loadCatalog(folderSource(folder));
    rmSync(file);
    writeFileSync(file, release.replace('v1', 'v2'));
    utimesSync(file, 1, 1);

    const { catalog } = loadCatalog(folderSource(folder), first.parsed);

    expect(catalog.services.get('web')?.overlays.get('dev')?.release.version).toBe('v2.0.0');
  });

  it('forgets a file that is gone', () => {
    const folder = aCatalogFolder();
    const first = loadCatalog(folderSource(folder));
    rmSync(join(folder, 'services/web/dev.yaml'));

    const { catalog, parsed } = loadCatalog(folderSource(folder), first.parsed);

    expect([...(catalog.services.get('web')?.overlays.keys() ?? [])]).toEqual(['prod']);
    expect(parsed.has('services/web/dev.yaml')).toBe(false);
  });
});

it.each<BadCatalog>(unreadableFiles)('reads files as carefully as any: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});
