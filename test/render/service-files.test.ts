import { join } from 'node:path';
import { rmSync, writeFileSync } from 'node:fs';

import { load } from 'js-yaml';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog, loadCatalogAsync } from '../../src/catalog/load';
import { textsSource } from '../../src/catalog/texts-source';
import { effectsOf } from '../../src/effects/effects-of';
import { CommitFiles } from '../../src/gitops/commit-files';
import { Git } from '../../src/gitops/git';
import { InputError } from '../../src/model/problem';
import { codeOwners, gitAttributes } from '../../src/render/owners';
import { synthesize } from '../../src/render/synthesize';
import { aCatalogFolder, catalogFiles, serviceYaml } from '../helpers/a-catalog';
import { aBareRepository, commitFiles } from '../helpers/a-repository';
import { renderedTexts } from '../helpers/rendered-texts';
import { temporaryFolder } from '../helpers/temporary-folder';
import { letTimePass } from '../helpers/tree';
import { textsBelow } from '../tree/tree-on-disk';

const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x00, 0xff]);
const files = {
  'services/web/service.yaml': `${serviceYaml}files:\n  /etc/web: [logo.png, site.conf]\n  /etc/app/limits: limits\n`,
  'services/web/files/site.conf': 'listen = 80\r\n',
  'services/web/files/prod/site.conf': 'listen = 443\n',
  'services/web/files/logo.png': bytes,
  'services/web/files/limits': '',
};

interface PodOfFiles {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: {
    readonly volumes: readonly unknown[];
    readonly containers: readonly { readonly volumeMounts: readonly unknown[] }[];
  };
}

function podIn(texts: ReadonlyMap<string, string>, environment: string): PodOfFiles {
  const deployment = load(texts.get(`services/web/overlays/${environment}/deployment.yaml`) ?? '');
  // As the file was rendered in this test.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (deployment as { spec: { template: PodOfFiles } }).spec.template;
}

function configMapIn(texts: ReadonlyMap<string, string>, environment: string): unknown {
  return load(texts.get(`services/web/overlays/${environment}/config-map-files.yaml`) ?? '');
}

function rendered(of: Readonly<Record<string, string | Buffer | null>>): ReadonlyMap<string, string> {
  return renderedTexts(loadCatalog(folderSource(aCatalogFolder(of))).catalog);
}

test('files are entries of a ConfigMap, byte by byte: a text as such, and what is none in base64', () => {
  const texts = rendered(files);

  expect(configMapIn(texts, 'dev')).toMatchObject({
    metadata: { name: 'web-files', namespace: 'dev' },
    data: { 'site.conf': 'listen = 80\r\n', limits: '' },
    binaryData: { 'logo.png': bytes.toString('base64') },
  });
  expect(configMapIn(texts, 'prod')).toMatchObject({ data: { 'site.conf': 'listen = 443\n', limits: '' } });
});

test('a list is a folder of nothing else, and one name a file in a folder of the image', () => {
  const { spec } = podIn(rendered(files), 'dev');

  expect(spec.volumes).toEqual(
    expect.arrayContaining([
      {
        name: 'files-etc-web',
        configMap: {
          name: 'web-files',
          items: [
            { key: 'logo.png', path: 'logo.png' },
            { key: 'site.conf', path: 'site.conf' },
          ],
        },
      },
      { name: 'files', configMap: { name: 'web-files' } },
    ]),
  );
  expect(spec.containers[0]?.volumeMounts).toEqual(
    expect.arrayContaining([
      { name: 'files-etc-web', mountPath: '/etc/web', readOnly: true },
      { name: 'files', mountPath: '/etc/app/limits', subPath: 'limits', readOnly: true },
    ]),
  );
});

test('pods are replaced when one of their files changes, and only in its environment', () => {
  const changed = { ...files, 'services/web/files/prod/site.conf': 'listen = 8443\n' };
  const checksum = (of: typeof files, environment: string) =>
    podIn(rendered(of), environment).metadata.annotations['checksum/files'];

  expect(checksum(changed, 'prod')).not.toBe(checksum(files, 'prod'));
  expect(checksum(changed, 'dev')).toBe(checksum(files, 'dev'));
});

test('a folder, texts and a commit have the same files', async () => {
  const all = catalogFiles(files);
  const repository = aBareRepository();
  const commit = commitFiles(
    repository,
    Object.fromEntries(Object.entries(all).map(([file, one]) => [`catalog/${file}`, one])),
  );
  const inFolder = loadCatalog(folderSource(aCatalogFolder(files)));
  const inTexts = loadCatalog(textsSource('catalog', new Map(Object.entries(all))));
  const inCommit = await loadCatalogAsync(
    await CommitFiles.open(await Git.open(repository, process.env), commit, 'catalog'),
  );

  expect(inFolder.catalog.services.get('web')?.files?.size).toBe(4);
  expect(inTexts.catalog).toEqual(inFolder.catalog);
  expect(inCommit.catalog).toEqual(inFolder.catalog);
});

test('a run that remembers sees a file that changes, and one that is gone', () => {
  const catalog = aCatalogFolder(files);
  const out = join(temporaryFolder(), 'out');
  const memory = { file: join(temporaryFolder(), 'memory.json'), program: 'this one' };
  const run = () => synthesize({ catalog, out, memory });
  letTimePass();
  run();
  letTimePass();
  run();

  writeFileSync(join(catalog, 'services/web/files/site.conf'), 'listen = 90\n');
  run();

  const texts = new Map(Object.entries(textsBelow(out)));
  expect(configMapIn(texts, 'dev')).toMatchObject({ data: { 'site.conf': 'listen = 90\n' } });
  rmSync(join(catalog, 'services/web/files/logo.png'));
  expect(run).toThrow(InputError);
});

test('a file that changes is an effect where it is read, by its name, and its bytes are in it', () => {
  const [before, after] = [files, { ...files, 'services/web/files/site.conf': 'listen = 81\n' }].map(
    (of) => loadCatalog(folderSource(aCatalogFolder(of))).catalog,
  );
  if (before === undefined || after === undefined) throw new Error('both were loaded');

  const { effects } = effectsOf(before, after, new Map());

  expect(effects).toMatchObject([
    {
      kind: 'setting',
      service: 'web',
      environment: 'dev',
      document: 'services/web/files/site.conf',
      before: 'listen = 80\r\n',
      after: 'listen = 81\n',
      words: 'the file site.conf of web in dev: changed',
    },
  ]);
});

test('Git leaves their bytes as they are, and whoever owns an environment owns what is only for it', () => {
  const { catalog } = loadCatalog(
    folderSource(
      aCatalogFolder({
        ...files,
        'environments/prod.yaml': `${catalogFiles()['environments/prod.yaml']?.toString() ?? ''}owners: [web-team]\n`,
      }),
    ),
  );

  expect(gitAttributes(catalog.platform)).toContain('/catalog/services/*/files/** -text');
  expect(codeOwners(catalog)).toContain('/catalog/services/*/files/prod/ @your-org/web-team');
});
