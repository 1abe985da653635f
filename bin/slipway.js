#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const program = join(__dirname, '..', 'build', 'slipway.js');
if (existsSync(program)) require(program);
else {
  process.stderr.write('slipway is not built yet: run "npm run build" in its folder\n');
  process.exitCode = 1;
}
