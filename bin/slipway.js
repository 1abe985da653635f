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
  const { codeFile, compileProgram } = require('./compile-program.cjs');
  // The build writes ASCII alone, and a megabyte of it is read five times faster when nobody looks for more.
  const source = readFileSync(program, 'latin1');
  const code = codeFile(program, source);
  if (existsSync(code)) {
    compileProgram(program, source, readFileSync(code)).run();
    return;
  }
  // Another Node than the one that built: Node 22 and newer keep compiled code between runs by themselves.
  require('node:module').enableCompileCache?.();
  require(program);
}
