const { existsSync, readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');

/**
 * Where the code lies that V8 compiled of a file of the program when it was built. Compiling takes a fifth of the time of a
 * short run.
 *
 * The name says of which source, since V8 compares no more than its length, and for which V8 and processor.
 *
 * @param {string} file file of the program; its last line is a comment with the hash of all before it
 * @param {string} source what is in that file
 * @returns {string}
 */
exports.codeFile = (file, source) => {
  const [hash] = /[0-9a-f]+\n?$/.exec(source.slice(-40)) ?? ['unknown'];
  const name = basename(file, '.js');
  return join(dirname(file), `${name}-${hash.trim()}-${process.versions.v8}-${process.arch}.code`);
};

/**
 * Runs the program: its first file, and each other one when that is asked for. They are compiled as Node compiles modules,
 * with the code that V8 compiled of them before; what does not fit (other flags of V8) is not used.
 *
 * @param {string} program its first file; the others lie beside it, and their names begin as this one's does
 * @param {(file: string, source: string, script: Script) => void} [onLoaded] hears of every file that is loaded
 */
exports.runProgram = (program, onLoaded) => {
  const folder = dirname(program);
  const ofNode = createRequire(program);
  const modules = new Map();
  const load = (file) => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    // The build writes ASCII alone, and a megabyte of it is read five times faster when nobody looks for more.
    const source = readFileSync(file, 'latin1');
    const code = exports.codeFile(file, source);
    const script = new Script(`(function (exports, require, module, __filename, __dirname) { ${source}\n})`, {
      filename: file,
      cachedData: existsSync(code) ? readFileSync(code) : undefined,
    });
    onLoaded?.(file, source, script);
    script.runInThisContext()(module.exports, requireHere, module, file, folder);
    return module.exports;
  };
  const requireHere = (name) => (name.startsWith('./slipway') ? load(join(folder, name)) : ofNode(name));
  load(program);
};
