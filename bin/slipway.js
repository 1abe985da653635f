#!/usr/bin/env node
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const program = join(__dirname, '..', 'build', 'slipway.js');
if (existsSync(program)) start();
else {
  process.stderr.write('slipway is not built yet: run "npm run build" in its folder\n');
  process.exitCode = 1;
}

function start() {
  const { codeFile, runProgram } = require('./compile-program.cjs');
  if (existsSync(codeFile(program, readFileSync(program, 'latin1')))) {
    runProgram(program);
    return;
  }
  // Another Node than the one that built: Node 22 and newer keep compiled code between runs by themselves.
  require('node:module').enableCompileCache?.();
  require(program);
}
