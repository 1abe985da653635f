// Bundles the command line and the library into build/, so that starting `slipway` costs Node's start and little more.
// Running the TypeScript through a loader costs four times as much (docs/decisions has the figures).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { build } from 'esbuild';

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'linked',
  logLevel: 'warning',
  write: false,
};

const results = [
  // zod comes along, because loading it as a package also loads the messages of forty languages.
  await build({
    ...shared,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'build/slipway.js',
    external: ['cdk8s', 'constructs', 'yaml', 'commander'],
  }),
  // The library must share cdk8s and constructs with the app that uses it.
  await build({ ...shared, entryPoints: ['src/index.ts'], outfile: 'build/index.js', packages: 'external' }),
];

// Tests build while `slipway` may be running: a file is replaced in one step, and only when it is another.
for (const { path, contents } of results.flatMap((result) => result.outputFiles)) {
  if (existsSync(path) && readFileSync(path).equals(contents)) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
}

// Declarations of the library: whoever uses it checks these with options of his own, not our sources with ours.
execFileSync(process.execPath, ['node_modules/@typescript/native/lib/tsc.js', '--project', 'tsconfig.types.json'], {
  stdio: 'inherit',
});
