const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const { isBuilt } = require('../scripts/built-from.cjs');

// Tests of the command line run the bundle that people run; it is built once, before all of them, unless it is there.
module.exports = () => {
  if (isBuilt()) return;
  const root = join(__dirname, '..');
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('scripts/build.mjs failed');
};
