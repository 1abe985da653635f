// Loaded before the program (`node --require`): says which calls of the file system and of other programs it makes, or
// lets one of them fail as the machine would let it fail. Calls are told apart by the way that led to them.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { appendFileSync } = fs;
const { syncBuiltinESMExports } = require('node:module');
const { errno } = require('node:os').constants;
const { dirname, join } = require('node:path');
const programs = require('node:child_process');

/**
 * What is to fail; it may be another one for each run of a process.
 *
 * @returns {{ program?: string, record?: string, fault?: { at: string, code: string } }}
 */
function told() {
  return JSON.parse(process.env.FAILING_CALLS ?? '{}');
}

Error.stackTraceLimit = 40;

/** Calls that look, and the name that the system has for each. */
const looking = {
  accessSync: 'access',
  lstatSync: 'lstat',
  openSync: 'open',
  opendirSync: 'opendir',
  readFileSync: 'open',
  readdirSync: 'scandir',
  readlinkSync: 'readlink',
  realpathSync: 'lstat',
  statSync: 'stat',
  watch: 'watch',
};

/** Calls that change something. */
const changing = {
  appendFileSync: 'open',
  chmodSync: 'chmod',
  copyFileSync: 'copyfile',
  cpSync: 'cp',
  fsyncSync: 'fsync',
  linkSync: 'link',
  mkdirSync: 'mkdir',
  mkdtempSync: 'mkdtemp',
  renameSync: 'rename',
  rmSync: 'rm',
  rmdirSync: 'rmdir',
  symlinkSync: 'symlink',
  unlinkSync: 'unlink',
  utimesSync: 'utime',
  writeFileSync: 'open',
  writeSync: 'write',
};

/** What a call cannot meet before it has opened its file: the system names no path any more. */
const afterOpening = { EISDIR: 'read', EIO: 'read', ENOSPC: 'write', EDQUOT: 'write' };

/** The code of the failure, if this call is the one that fails; it is recorded otherwise. */
function chosenCode(kind, name, path) {
  const { program, record, fault } = told();
  // To record a call is one, too: Node appends by what is replaced here.
  if (program === undefined || path === record || isOfProgram(program, path)) return undefined;
  const way = String(new Error().stack)
    .split('\n')
    .filter((line) => line.includes(dirname(program)));
  if (way.length === 0) return undefined;
  const at = `${name} ${createHash('sha256').update(way.join('\n')).digest('hex').slice(0, 12)}`;
  if (fault === undefined) appendFileSync(record, `${JSON.stringify({ at, kind, path: String(path) })}\n`);
  return at === fault?.at ? fault.code : undefined;
}

/** What the program consists of was read before, and the outputs are no files. */
function isOfProgram(program, path) {
  if (typeof path === 'number') return path < 3;
  return [dirname(program), join(program, '..', '..', 'bin')].some((folder) => String(path).startsWith(folder));
}

function failure(syscall, path, code) {
  const later = syscall === 'open' || syscall === 'write' ? afterOpening[code] : undefined;
  const hasPath = typeof path === 'string' && later === undefined;
  const message = `${code}: injected, ${later ?? syscall}${hasPath ? ` '${path}'` : ''}`;
  const error = Object.assign(new Error(message), { errno: -errno[code], code, syscall: later ?? syscall });
  return hasPath ? Object.assign(error, { path }) : error;
}

function failSometimes(kind, name, syscall) {
  const real = fs[name];
  const failing = (path, ...more) => {
    const isWriting = kind === 'changing' || (name === 'openSync' && more[0] !== undefined && more[0] !== 'r');
    const code = chosenCode(isWriting ? 'changing' : kind, name, path);
    if (code === undefined) return real(path, ...more);
    throw failure(syscall, path, code);
  };
  fs[name] = Object.assign(failing, real);
}

for (const [name, syscall] of Object.entries(looking)) failSometimes('looking', name, syscall);
for (const [name, syscall] of Object.entries(changing)) failSometimes('changing', name, syscall);

const { spawn, spawnSync } = programs;

programs.spawnSync = (file, ...more) => {
  const code = chosenCode('starting', 'spawnSync', file);
  if (code === undefined) return spawnSync(file, ...more);
  const error = failure(`spawnSync ${file}`, file, code);
  return { pid: 0, output: null, stdout: null, stderr: null, status: null, signal: null, error };
};

// A program that cannot be started is told after `spawn` has returned; the working directory makes it so.
programs.spawn = (file, ...more) => {
  const code = chosenCode('starting', 'spawn', file);
  if (code === undefined) return spawn(file, ...more);
  const child = spawn('/nowhere/at/all', [], more.at(-1));
  const { emit } = child;
  child.emit = (event, ...told) =>
    event === 'error'
      ? emit.call(child, event, failure(`spawn ${file}`, file, code))
      : emit.call(child, event, ...told);
  return child;
};

syncBuiltinESMExports();
