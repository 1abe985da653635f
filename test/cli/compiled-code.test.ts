import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

test('the build keeps what V8 compiled of this very program', () => {
  const lastLine = readFileSync(join(packageRoot, 'build', 'slipway.js'), 'utf8').slice(-20);
  const hash = /^\/\/ ([0-9a-f]{16})\n$/.exec(lastLine)?.[1];

  expect(compiledCode(packageRoot)).toContain(`slipway-${hash}-${process.versions.v8}-${process.arch}.code`);
});

test.each<[string, (file: string) => void]>([
  ['is missing', (file) => rmSync(file)],
  ['is empty', (file) => writeFileSync(file, '')],
  ['is cut off', (file) => writeFileSync(file, readFileSync(file).subarray(0, 10_000))],
  ['is of something else', (file) => writeFileSync(file, Buffer.alloc(100_000, 'x'))],
])('a program whose compiled code %s runs all the same', (_, damage) => {
  const root = aPackage();
  damage(compiledCode(root));

  const { status, stdout } = spawnSync(process.execPath, [join(root, 'bin', 'slipway.js'), '--version'], {
    encoding: 'utf8',
  });

  expect(status).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('a program that was built anew does not run the code of the one before', () => {
  const root = aPackage();
  const code = compiledCode(root);
  const file = join(root, 'build', 'slipway.js');
  writeFileSync(file, "process.stdout.write('the new one\\n');\n// 0123456789abcdef\n");
  const { stdout } = spawnSync(process.execPath, [join(root, 'bin', 'slipway.js')], { encoding: 'utf8' });

  expect(existsSync(code)).toBe(true);
  expect(stdout).toBe('the new one\n');
});

/** A package as it is installed. */
function aPackage(): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'build'));
  const code = relative(packageRoot, compiledCode(packageRoot));
  for (const path of ['package.json', 'bin', 'build/slipway.js', code]) {
    cpSync(join(packageRoot, path), join(root, path), { recursive: true });
  }
  symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  return root;
}

function compiledCode(root: string): string {
  const name = readdirSync(join(root, 'build')).find((file) => file.endsWith('.code'));
  if (name === undefined) throw new Error(`no compiled code in ${root}/build`);
  return join(root, 'build', name);
}
