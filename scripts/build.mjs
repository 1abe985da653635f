// Bundles the command line and the library into build/, so that starting `slipway` costs Node's start and little more.
// Running the TypeScript through a loader costs four times as much (docs/decisions has the figures).
import { build } from 'esbuild';

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'linked',
  packages: 'external',
  logLevel: 'warning',
};

await build({ ...shared, entryPoints: ['src/cli/main.ts'], outfile: 'build/slipway.js' });
await build({ ...shared, entryPoints: ['src/index.ts'], outfile: 'build/index.js' });
