// Bundles the command line and the library into build/, so that starting `slipway` costs Node's start and little more.
// Running the TypeScript through a loader costs four times as much (docs/decisions/one-bundle-with-its-compiled-code.md).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { build } from 'esbuild';

import { codeFile } from '../bin/compile-program.cjs';

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'linked',
  logLevel: 'warning',
  write: false,
};

// cdk8s loads its YAML library at once and would use it for its own output only: loading it takes longer than rendering
// one service. `__esModule` makes cdk8s take the module as it is instead of copying what it exports.
const yamlWhenUsed = {
  name: 'yaml-when-used',
  setup(build) {
    build.onResolve({ filter: /^yaml$/ }, ({ importer }) =>
      /[\\/]node_modules[\\/]cdk8s[\\/]/.test(importer) ? { path: 'yaml', namespace: 'lazy' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
      contents: "module.exports = new Proxy({}, { get: (_, key) => key === '__esModule' || require('yaml')[key] });",
      resolveDir: process.cwd(),
    }));
  },
};

const results = [
  // Everything comes along: one file is read faster than hundreds, and zod as a package also loads the messages of forty
  // languages.
  await build({
    ...shared,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'build/slipway.js',
    external: ['yaml'],
    plugins: [yamlWhenUsed],
    // Node reads all of it at each start, and most commands use a little of it. The source map has the names.
    minify: true,
    // bin/slipway.js reads it as such.
    charset: 'ascii',
  }),
  // The library must share cdk8s and constructs with the app that uses it.
  await build({ ...shared, entryPoints: ['src/index.ts'], outfile: 'build/index.js', packages: 'external' }),
];

// Tests build while `slipway` may be running: a file is replaced in one step, and only when it is another.
for (const { path, contents: built } of results.flatMap((result) => result.outputFiles)) {
  const contents = basename(path) === 'slipway.js' ? withHash(built) : built;
  if (existsSync(path) && readFileSync(path).equals(contents)) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
}

keepCompiledCode();

// Declarations of the library: whoever uses it checks these with options of his own, not our sources with ours.
execFileSync(process.execPath, ['node_modules/@typescript/native/lib/tsc.js', '--project', 'tsconfig.types.json'], {
  stdio: 'inherit',
});

// The last line names all before it: bin/compile-program.cjs finds the compiled code by it.
function withHash(contents) {
  if (contents.some((byte) => byte > 127)) throw new Error('build/slipway.js has a character that is not ASCII');
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 16);
  return Buffer.concat([contents, Buffer.from(`// ${hash}\n`)]);
}

// Renders the shipped catalog twice, the second time one service of it, as most runs do. A program that cannot do that is
// built all the same: it starts more slowly, and its developer wants to see why it fails.
function keepCompiledCode() {
  if (existsSync(codeFile('build/slipway.js', readFileSync('build/slipway.js', 'utf8')))) return;
  for (const file of readdirSync('build')) if (file.endsWith('.code')) rmSync(join('build', file));
  const folder = mkdtempSync(join(tmpdir(), 'slipway-build-'));
  const render = ['build/slipway.js', 'synth', '--catalog', 'catalog', '--out', join(folder, 'tree')];
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, SLIPWAY_CACHE_DIR: folder } };
  try {
    execFileSync(process.execPath, render, options);
    const keep = ['scripts/keep-compiled-code.cjs', ...render, '--service', 'payment-service'];
    execFileSync(process.execPath, keep, options);
  } catch {
    process.stderr.write('build: the program did not render the shipped catalog, so its compiled code was not kept\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
