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
import { forgetSources, noteSources } from './built-from.cjs';
import { splitProgram } from './split-program.mjs';

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

// What only the controller loads stays outside: it has code for each processor, and nobody else has to read it.
const external = ['yaml', 'fastify', 'libsql'];
const program = withHashes(await splitProgram({ external, plugins: [yamlWhenUsed], target: 'node20' }));
// The library must share cdk8s and constructs with the app that uses it.
const library = await build({
  entryPoints: ['src/index.ts'],
  outfile: 'build/index.js',
  packages: 'external',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'linked',
  logLevel: 'warning',
  write: false,
});

forgetSources();
// Tests build while `slipway` may be running: a file is replaced in one step, and only when it is another. The first one
// says what the others are, so it comes last.
for (const { path, contents } of [...library.outputFiles, ...program.toReversed()]) {
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
noteSources();

// The last line names all before it: bin/compile-program.cjs finds the compiled code by it. The first file also names all
// others, so that who knows it knows the program.
function withHashes(files) {
  const isCode = ({ path }) => path.endsWith('.js');
  for (const { path, contents } of files.filter(isCode))
    if (contents.some((byte) => byte > 127)) throw new Error(`${path} has a character that is not ASCII`);
  const hashOf = (texts) => texts.reduce((hash, text) => hash.update(text), createHash('sha256')).digest('hex');
  return files.map((file) => {
    if (!isCode(file)) return file;
    const isFirst = basename(file.path) === 'slipway.js';
    const named = isFirst ? files.filter(isCode).sort((a, b) => (a.path < b.path ? -1 : 1)) : [file];
    const hash = hashOf(named.map(({ contents }) => contents)).slice(0, 16);
    return { path: file.path, contents: Buffer.concat([file.contents, Buffer.from(`// ${hash}\n`)]) };
  });
}

// Renders the shipped catalog, then does once more what is done most often, and keeps what V8 compiled for that. A program
// that cannot do that is built all the same: it starts more slowly, and its developer wants to see why it fails.
function keepCompiledCode() {
  const files = program.map(({ path }) => path).filter((path) => path.endsWith('.js'));
  const codes = files.map((path) => codeFile(path, readFileSync(path, 'latin1')));
  if (codes.every((path) => existsSync(path))) return;
  for (const file of readdirSync('build')) if (file.endsWith('.code')) rmSync(join('build', file));
  const folder = mkdtempSync(join(tmpdir(), 'slipway-build-'));
  const tree = join(folder, 'tree');
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, SLIPWAY_CACHE_DIR: folder } };
  const run = (...words) => execFileSync(process.execPath, words, options);
  const keep = (...words) => run('scripts/keep-compiled-code.cjs', 'build/slipway.js', ...words);
  const synth = ['synth', '--catalog', 'catalog', '--out', tree];
  try {
    run('build/slipway.js', ...synth);
    keep(...synth, '--service', 'payment-service');
    keep('diff', '--catalog', 'catalog', '--against', tree);
    keep('check', '--catalog', 'catalog', tree);
    keep('rules');
  } catch {
    process.stderr.write('build: the program did not do what it is built for, so its compiled code was not kept\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
