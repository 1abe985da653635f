import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { cleanVariables, slipwayFile } from '../../helpers/run-slipway';

/** A `synth --watch` beside a catalog. */
function aWatch(catalog: string) {
  const child = spawn(process.execPath, [slipwayFile, 'synth', '--watch'], {
    cwd: join(catalog, '..'),
    env: cleanVariables(),
  });
  let shown = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (shown += data.toString()));
  const exit = once(child, 'exit');
  return {
    says: async (text: string): Promise<void> => {
      while (!shown.includes(text)) await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]);
      shown = shown.slice(shown.indexOf(text) + text.length);
    },
    end: async () => {
      child.kill('SIGINT');
      return await exit;
    },
  };
}

test('--watch renders after an edit of whatever a catalog is rendered with: files, charts, extensions and what these load', async () => {
  const catalog = aCatalogFolder({
    'services/web/service.yaml': `${serviceYaml}files: { /etc/web: [a.conf] }\nextensions: { more: {} }\n`,
    'services/web/files/a.conf': 'one\n',
  });
  const beside = (file: string): string => join(catalog, '..', file);
  mkdirSync(beside('parts'));
  const codeOf = (name: string): string => `const { word } = require('./parts/word');
    module.exports = ({ z }) => ({ more: { schema: z.strictObject({}), extend: ({ objects }) => [...objects,
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '${name}' }, data: { word } }] } });`;
  writeFileSync(beside('parts/word.js'), "exports.word = 'one';\n");
  writeFileSync(beside('slipway.extensions.js'), codeOf('more'));
  const { says, end } = aWatch(catalog);
  const edits: readonly (readonly [file: string, text: string, written: string])[] = [
    [join(catalog, 'services/web/files/a.conf'), 'other\n', 'written services/web/overlays/dev/config-map-files.yaml'],
    [beside('parts/word.js'), "exports.word = 'other';\n", 'written services/web/overlays/dev/config-map-more.yaml'],
    [beside('slipway.extensions.js'), codeOf('others'), 'written services/web/overlays/dev/config-map-others.yaml'],
  ];

  await says('Ctrl-C ends it');
  for (const [file, text, written] of edits) {
    writeFileSync(file, text);
    await says(written);
    await says('Ctrl-C ends it');
  }

  expect(await end()).toEqual([0, null]);
}, 120_000);

test('--watch renders after each edit, says what is wrong, goes on, and ends with a signal', async () => {
  const catalog = aCatalogFolder();
  const overlay = join(catalog, 'services/web/dev.yaml');
  const { says, end } = aWatch(catalog);

  await says('1 service in 2 environments rendered into .');
  await says('Ctrl-C ends it');
  writeFileSync(overlay, `${overlayYaml}scale: { owner: fixed, replicas: 4 }\n`);
  await says('written services/web/overlays/dev/deployment.yaml');
  await says('Ctrl-C ends it');
  writeFileSync(overlay, 'release: {}\n');
  await says('nothing was written');
  await says('Ctrl-C ends it');
  writeFileSync(overlay, overlayYaml);
  await says('written services/web/overlays/dev/deployment.yaml');
  await says('watching catalog; Ctrl-C ends it');
  const added = join(catalog, 'services/api');
  mkdirSync(added);
  writeFileSync(join(added, 'service.yaml'), serviceYaml);
  await says('1 file written');
  await says('Ctrl-C ends it');
  writeFileSync(join(added, 'dev.yaml'), overlayYaml);
  await says('2 services in 2 environments rendered');
  await says('Ctrl-C ends it');
  rmSync(added, { recursive: true });
  await says('nothing was written');
  await says('Ctrl-C ends it');
  mkdirSync(added);
  writeFileSync(join(added, 'service.yaml'), `${serviceYaml}retired: true\n`);
  writeFileSync(join(added, 'dev.yaml'), overlayYaml);
  await says('2 services in 2 environments rendered');

  expect(await end()).toEqual([0, null]);
}, 60_000);
