import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

test('the build keeps what V8 compiled of these very files, but for those that only rare commands load', () => {
  const codes = filesOf('.code');
  const withCode = filesOf('.js').filter((file) => {
    const hash = /^\/\/ ([0-9a-f]{16})\n$/.exec(textOf(file).slice(-20))?.[1];
    return codes.includes(`${file.slice(0, -3)}-${hash}-${process.versions.v8}-${process.arch}.code`);
  });

  expect(withCode).toEqual([
    'slipway-check.js',
    'slipway-diff.js',
    'slipway-others.js',
    'slipway-synth.js',
    'slipway.js',
  ]);
});

test('the first file names all others, so that who knows it knows the program', () => {
  const files = filesOf('.js');
  const contents = new Map(files.map((file) => [file, textOf(file).replace(/\/\/ [0-9a-f]{16}\n$/, '')]));
  const named = /([0-9a-f]{16})\n$/.exec(textOf('slipway.js'))?.[1];
  const nameOf = (texts: Iterable<string>): string => {
    const hash = createHash('sha256');
    for (const text of texts) hash.update(text);
    return hash.digest('hex').slice(0, 16);
  };

  expect(nameOf(contents.values())).toBe(named);
  for (const file of files) {
    const others = new Map([...contents, [file, `${contents.get(file)} `]]);
    expect(nameOf(others.values())).not.toBe(named);
  }
});

test.each(['--help', 'completion bash'])(
  '"slipway %s" loads no file but the first and those of rare commands',
  (words) => {
    const root = aPackage();
    for (const file of ['slipway-synth.js', 'slipway-diff.js', 'slipway-check.js', 'slipway-changes.js'])
      writeFileSync(join(root, 'build', file), 'throw new Error("loaded");\n');

    const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'slipway.js'), ...words.split(' ')], {
      encoding: 'utf8',
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  },
);

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
  const built = [...filesOf('.js'), ...filesOf('.code')].map((file) => `build/${file}`);
  for (const path of ['package.json', 'bin', ...built]) {
    cpSync(join(packageRoot, path), join(root, path), { recursive: true });
  }
  symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  return root;
}

/** Files of the program, by what their names end with. */
function filesOf(end: string, root = packageRoot): readonly string[] {
  return readdirSync(join(root, 'build'))
    .filter((file) => file.startsWith('slipway') && file.endsWith(end))
    .sort();
}

function textOf(file: string): string {
  return readFileSync(join(packageRoot, 'build', file), 'utf8');
}

/** What V8 compiled of the first file. */
function compiledCode(root: string): string {
  const name = filesOf('.code', root).find((file) => /^slipway-[0-9a-f]{16}-/.test(file));
  if (name === undefined) throw new Error(`no compiled code in ${root}/build`);
  return join(root, 'build', name);
}
