// Keeps what V8 compiles of files of the program while it does something: started by scripts/build.mjs as
// `node keep-compiled-code.cjs PROGRAM`, with the words of that command line behind. A file that has its code is left alone.
const { existsSync, renameSync, writeFileSync } = require('node:fs');
const { resolve } = require('node:path');

const { codeFile, runProgram } = require('../bin/compile-program.cjs');

const loaded = [];
process.on('exit', (status) => {
  if (status !== 0) return;
  for (const { target, script } of loaded) {
    writeFileSync(`${target}.${process.pid}`, script.createCachedData());
    renameSync(`${target}.${process.pid}`, target);
  }
});
runProgram(resolve(process.argv.splice(2, 1)[0]), (file, source, script) => {
  const target = codeFile(file, source);
  if (!existsSync(target)) loaded.push({ target, script });
});
