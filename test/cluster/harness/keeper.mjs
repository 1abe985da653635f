// Ends processes and removes folders when whoever asked for them is gone.
//
// It runs beside the tests and reads lines of JSON: {"process": {"pid": 1, "start": "2"}}, {"folder": "/tmp/x"}, and
// {"release": true}, after which nothing is ended. Its input ends when the tests close it, fail, or are killed: a pipe
// is the one thing that the system closes in every case. Everything that it was told of is then ended and removed.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const processes = [];
const folders = [];
const complaints = [];
let isReleased = false;

// Whoever ends a whole session, such as a CI job, means the tests; this one goes on until its input ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
// Nobody may be left to read a complaint.
process.stderr.on('error', () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const wish = read(line);
  if (wish.process) processes.push(wish.process);
  if (wish.folder) folders.push(wish.folder);
  if (wish.release) isReleased = true;
}

if (!isReleased) {
  // Nothing of a throw-away cluster is worth a tidy end. The last one started depends on the others: it goes first.
  for (const one of processes.toReversed()) if (isAlive(one)) kill(-one.pid);
  for (let tries = 0; tries < 100; tries++) {
    const strays = findStrays();
    for (const pid of strays) kill(pid);
    if (strays.length === 0 && !processes.some(isAlive)) break;
    await sleep(50);
  }
  for (const folder of folders) remove(folder);
  const left = processes.filter(isAlive).map(({ name, pid }) => `${name} (${pid})`);
  if (left.length > 0) complaints.push(`these processes do not end: ${left.join(', ')}`);
  if (complaints.length > 0) {
    process.stderr.write(`${complaints.join('\n')}\n`);
    process.exitCode = 1;
  }
}

function read(line) {
  try {
    return JSON.parse(line);
  } catch {
    // Whoever wrote it was killed in the middle of the line.
    return {};
  }
}

/** A negative pid is a group: each process was started as the leader of one. */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/**
 * Processes that have one of the folders in their environment: children that made a group of their own, or whose parent
 * is gone, and what was started in the moment in which the tests were killed.
 */
function findStrays() {
  const marks = folders.map((folder) => `\0SLIPWAY_CLUSTER_FOLDER=${folder}\0`);
  return pids().filter((pid) => {
    try {
      const environment = `\0${readFileSync(`/proc/${pid}/environ`, 'utf8')}\0`;
      return marks.some((mark) => environment.includes(mark));
    } catch {
      // It ended, or belongs to somebody else.
      return false;
    }
  });
}

function pids() {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Whether a process is still the one that was started: pids are given again. */
function isAlive({ pid, start }) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1).split(' ');
    // What has ended and was not waited for (Z) is no more.
    return fields[0] !== 'Z' && (start === '' || fields[19] === start);
  } catch {
    return start === '';
  }
}

function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch (error) {
    complaints.push(`${folder} is left: ${error.message}`);
  }
}
