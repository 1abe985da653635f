import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, overlayYaml } from '../../helpers/a-catalog';
import { cleanVariables, slipwayFile } from '../../helpers/run-slipway';

test('--watch renders after each edit, says what is wrong, goes on, and ends with a signal', async () => {
  const catalog = aCatalogFolder();
  const overlay = join(catalog, 'services/web/dev.yaml');
  const child = spawn(process.execPath, [slipwayFile, 'synth', '--watch'], {
    cwd: join(catalog, '..'),
    env: cleanVariables(),
  });
  let shown = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (shown += data.toString()));
  const says = async (text: string): Promise<void> => {
    while (!shown.includes(text)) await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]);
    shown = shown.slice(shown.indexOf(text) + text.length);
  };
  const exit = once(child, 'exit');

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
  child.kill('SIGINT');

  expect(await exit).toEqual([0, null]);
}, 60_000);
