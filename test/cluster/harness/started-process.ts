import { readFileSync } from 'node:fs';

/** A process that was started, so that exactly this one can be ended later. */
export interface StartedProcess {
  readonly name: string;
  readonly pid: number;
  /** Clock ticks from the boot to its start (proc_pid_stat(5)); empty where there is no /proc. */
  readonly start: string;
}

/** When a process was started, in the words of {@link StartedProcess}; empty when that is not known. */
export function startOf(pid: number): string {
  return statOf(pid)?.[19] ?? '';
}

/** Whether a process is still the one that was started: pids are given again. `keeper.mjs` asks the same. */
export function isAlive({ pid, start }: StartedProcess): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = statOf(pid);
  // What has ended and was not waited for (Z) is no more.
  return stat === undefined ? start === '' : stat[0] !== 'Z' && (start === '' || stat[19] === start);
}

/** Memory that a process holds, in bytes; undefined where there is no /proc. */
export function residentBytes(pid: number): number | undefined {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}

/** Fields of proc_pid_stat(5) from the third one, the state: the second is a name that may have blanks. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ');
  } catch {
    return undefined;
  }
}
