// Keeps what V8 compiles of the program while it renders one service: started by scripts/build.mjs as
// `node keep-compiled-code.cjs PROGRAM`, with the words of that command line behind.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { resolve } = require('node:path');

const { codeFile, compileProgram } = require('../bin/compile-program.cjs');

const file = resolve(process.argv.splice(2, 1)[0]);
const source = readFileSync(file, 'utf8');
const program = compileProgram(file, source);
process.on('exit', (status) => {
  if (status !== 0) return;
  const target = codeFile(file, source);
  writeFileSync(`${target}.${process.pid}`, program.code());
  renameSync(`${target}.${process.pid}`, target);
});
program.run();
