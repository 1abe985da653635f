import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { trustedExtensions } from '../../../src/cli/changes/trusted-extensions';
import { LocalRepository } from '../../../src/gitops/local-repository';
import type { ExtensionDoor } from '../../../src/model/extension-door';
import { aPlacement } from '../../helpers/a-placement';
import { git } from '../../helpers/a-repository';
import { packageRoot } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

const code = 'const { word } = require("words");\nconst own = require("./lib/word");\nmodule.exports = {};\n';

/** Code of the branch that the extension loads, and code that it does not. */
const beside = { 'platform/lib/word.js': '', 'scripts/word.js': '// 1\n', 'scripts/clean-up.js': '// 2\n' };

/** A clone whose branch has an extension, in a folder of the repository; what a pull request changes is on another branch. */
async function trustedIn(
  onBranch: Readonly<Record<string, string>>,
  propose: (root: string) => void,
): Promise<ExtensionDoor | undefined> {
  const root = temporaryFolder();
  git(root, ['init', '--quiet', '--initial-branch=main']);
  write(root, { '.gitignore': 'node_modules/\n', 'platform/slipway.extensions.js': code, ...beside, ...onBranch });
  mkdirSync(join(root, 'platform', 'catalog'));
  git(root, ['add', '--all', '--force']);
  git(root, ['commit', '--quiet', '--message=a']);
  const head = git(root, ['rev-parse', 'HEAD']).trim();
  propose(root);
  const repository = await LocalRepository.open(root, { PATH: process.env['PATH'] });
  const writer = {
    fetch: () => Promise.resolve(head),
    hash: repository.hash,
    idsAt: (commit: string, paths: readonly string[]) => repository.idsAt(commit, paths),
  };
  return await trustedExtensions({ catalog: join(root, 'platform', 'catalog'), root, writer }, { packageRoot });
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const committed = (root: string, files: Readonly<Record<string, string>>): void => {
  write(root, files);
  git(root, ['add', '--all', '--force']);
  git(root, ['commit', '--quiet', '--message=proposed']);
};
const whyRefused = (door: ExtensionDoor | undefined): string =>
  door?.isClosed === true ? JSON.stringify(door.run('words', {}, aPlacement(), [])) : 'it may run';

test('packages that are installed, and Git does not keep, are of whoever runs this', async () => {
  const door = await trustedIn({}, (root) => {
    write(root, { 'node_modules/words/index.js': 'exports.word = "one";\n', 'platform/node_modules/a/index.js': '' });
  });

  expect(whyRefused(door)).toBe('it may run');
});

test('packages that the branch has are trusted as its code is', async () => {
  const door = await trustedIn({ 'node_modules/words/index.js': 'exports.word = "one";\n' }, (root) => {
    committed(root, { 'README.md': 'x\n' });
  });

  expect(whyRefused(door)).toBe('it may run');
});

test.each<[string, (root: string) => void]>([
  ['node_modules/words/index.js', (root) => committed(root, { 'node_modules/words/index.js': 'process.exit();\n' })],
  ['platform/node_modules/words/index.js', (root) => committed(root, { 'platform/node_modules/words/index.js': '' })],
  [
    'node_modules',
    (root) => {
      write(root, { 'vendor/words/index.js': 'process.exit();\n' });
      symlinkSync('vendor', join(root, 'node_modules'));
      committed(root, {});
    },
  ],
  ['platform/slipway.extensions.js', (root) => committed(root, { 'platform/slipway.extensions.js': `${code}// x\n` })],
  [
    'platform/slipway.extensions.js',
    (root) => {
      rmSync(join(root, 'platform/slipway.extensions.js'));
      symlinkSync('../scripts/clean-up.js', join(root, 'platform/slipway.extensions.js'));
      committed(root, {});
    },
  ],
  [
    'platform/lib/word.js',
    (root) => {
      rmSync(join(root, 'platform/lib'), { recursive: true });
      symlinkSync('../scripts', join(root, 'platform/lib'));
      committed(root, {});
    },
  ],
  ['platform/package.json', (root) => committed(root, { 'platform/package.json': '{ "type": "module" }\n' })],
])('"%s" that a pull request brings runs nowhere', async (path, propose) => {
  const door = await trustedIn({}, propose);

  expect(whyRefused(door)).toContain(`\\"${path}\\" here is not what the branch has`);
});

test('a package that the branch has, and a pull request changes, runs nowhere', async () => {
  const door = await trustedIn({ 'node_modules/words/index.js': 'exports.word = "one";\n' }, (root) => {
    committed(root, { 'node_modules/words/index.js': 'process.exit();\n' });
  });

  expect(whyRefused(door)).toContain('\\"node_modules/words/index.js\\" here is not what the branch has');
});
