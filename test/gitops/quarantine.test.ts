import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

import { quarantineOf } from '../../src/gitops/git-variables';
import { addHook, aDraft, aRemote, aWriter, headOf } from '../helpers/a-remote';
import { temporaryFolder } from '../helpers/temporary-folder';

/** What a hook of ours does: it reads what was pushed, and before that tries to do so without the quarantine. */
const program = `
import { writeFileSync } from 'node:fs';
import { CommitFiles } from './src/gitops/commit-files';
import { Git } from './src/gitops/git';
import { quarantineOf } from './src/gitops/git-variables';
async function read(quarantine) {
  try {
    const files = await CommitFiles.open(await Git.openBare('.', process.env, quarantine), process.argv[2], '');
    return String((await files.read(['x'])).get('x'));
  } catch (error) {
    return error.name;
  }
}
const answers = [await read(undefined), await read(quarantineOf(process.env))];
writeFileSync(process.argv[3], JSON.stringify(answers));
`;

test('a pre-receive hook reads what was pushed where Git keeps it until then', async () => {
  const folder = temporaryFolder();
  const [outfile, answers] = [join(folder, 'hook.mjs'), join(folder, 'answers')];
  buildSync({
    stdin: { contents: program, resolveDir: join(__dirname, '..', '..'), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
  });
  const remote = aRemote();
  addHook(remote, 'pre-receive', `read old new name; '${process.execPath}' '${outfile}' $new '${answers}' && exit 1`);
  const writer = await aWriter(remote);
  const base = await writer.fetch();
  const [head = ''] = await writer.commit(base, [aDraft('x', 'pushed')]);

  const { kind } = await writer.push(base, head);

  expect([kind, headOf(remote)]).toEqual(['refused', base]);
  expect(JSON.parse(readFileSync(answers, 'utf8'))).toEqual(['Refusal', 'pushed']);
});

test('outside of such a hook there is no quarantine, whatever the variables say', () => {
  expect(quarantineOf({ GIT_OBJECT_DIRECTORY: '/x', GIT_ALTERNATE_OBJECT_DIRECTORIES: '/y' })).toBeUndefined();
  expect(
    quarantineOf({
      GIT_QUARANTINE_PATH: '/x',
      GIT_OBJECT_DIRECTORY: '/x',
      GIT_DIR: '/z',
      PATH: '/bin',
      GIT_TRACE: '1',
    }),
  ).toEqual({ GIT_QUARANTINE_PATH: '/x', GIT_OBJECT_DIRECTORY: '/x' });
});
