#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// Node 22 and newer keep compiled code between runs.
require('node:module').enableCompileCache?.();

const program = join(__dirname, '..', 'build', 'slipway.js');
if (existsSync(program)) require(program);
else {
  process.stderr.write('slipway is not built yet: run "npm run build" in its folder\n');
  process.exitCode = 1;
}
