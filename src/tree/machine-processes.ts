import { readFileSync } from 'node:fs';
import type { Processes } from './lock';
import { errorCode } from './tree-error';

/**
 * The processes of this machine. On Linux an identity carries the start time of proc_pid_stat(5), because containers give
 * the same small pids again and again: a restarted controller must not take its own dead lock for a live one.
 */
export const machineProcesses: Processes = {
  current: `${process.pid} ${startOf(process.pid)}`.trim(),

  isAlive(identity) {
    const [pidText = '', start = ''] = identity.split(' ');
    const pid = Number(pidText);
    if (!Number.isSafeInteger(pid) || pid <= 0 || !exists(pid)) return false;
    return start === '' || startOf(pid) === start;
  },
};

/** Clock ticks from the boot to the start of a process; empty where there is no /proc. */
function startOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the command in parentheses and may contain anything; start time is field 22.
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function exists(pid: number): boolean {
  try {
    // Signal 0 checks without sending (kill(2)).
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    return errorCode(error) === 'EPERM';
  }
}
