// Runs commands of the program one after the other in this process, each in a fresh copy of a scene and with its own failing
// call: a process for each would take ten times as long. Reads what to do from a file, and writes a line of JSON for each.
const { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const [program, jobsFile, answersFile] = process.argv.slice(2);
const { runProgram } = require(join(program, '..', '..', 'bin', 'compile-program.cjs'));

/** @type {{ scene: string, folder: string, jobs: { words: string[], fault?: { at: string, code: string } }[] }} */
const { scene, folder, jobs } = JSON.parse(readFileSync(jobsFile, 'utf8'));

const own = { argv: process.argv, env: { ...process.env } };
const limitMilliseconds = 60_000;

async function run({ words, fault }) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(scene, folder, { recursive: true });
  const record = join(folder, 'record');
  writeFileSync(record, '');
  process.chdir(join(folder, 'clone'));
  process.argv = [...own.argv.slice(0, 1), program, ...words];
  // What threads of the program are told, too.
  process.env.FAILING_CALLS = JSON.stringify({ program, record, fault });
  process.env.SLIPWAY_CACHE_DIR = join(folder, 'cache');
  const said = capture();
  const exitCode = await ended(said);
  said.release();
  process.env.FAILING_CALLS = '{}';
  const calls = readFileSync(record, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { exitCode, stdout: said.stdout.join(''), stderr: said.stderr.join(''), calls };
}

/** The exit code of the program; undefined when it does not end. */
function ended(said) {
  return new Promise((resolve) => {
    process.exitCode = undefined;
    const begun = Date.now();
    // Node lets nobody hear of an exit code that is set.
    const timer = setInterval(() => {
      if (process.exitCode !== undefined || Date.now() - begun > limitMilliseconds) end(process.exitCode);
    }, 1);
    const fly = (error) => {
      // As Node shows what nobody catches.
      said.stderr.push(String(error?.stack ?? error));
      end(1);
    };
    const end = (code) => {
      clearInterval(timer);
      process.off('uncaughtException', fly);
      process.off('unhandledRejection', fly);
      // What is done when the event loop is free: listeners of signals go.
      setImmediate(() => setImmediate(() => resolve(code)));
    };
    process.on('uncaughtException', fly);
    process.on('unhandledRejection', fly);
    try {
      runProgram(program);
    } catch (error) {
      fly(error);
    }
  });
}

/** Keeps what is written to the outputs. */
function capture() {
  const { write } = process.stdout;
  const kept = { stdout: [], stderr: [] };
  for (const name of ['stdout', 'stderr']) {
    process[name].write = (text) => kept[name].push(String(text)) > 0;
  }
  const release = () => {
    for (const name of ['stdout', 'stderr']) {
      process[name].write = write;
      process[name].removeAllListeners('error');
    }
  };
  return { ...kept, release };
}

async function main() {
  for (const job of jobs) appendFileSync(answersFile, `${JSON.stringify(await run(job))}\n`);
  process.exit(0);
}

void main();
