import { statfsSync } from 'node:fs';

/** An own cluster writes about this much: what etcd keeps, logs, and Git. */
const neededMegabytes = 500;
/** With less than this left, whatever failed did so for want of space. */
const fullMegabytes = 8;

/**
 * Whether something failed because a disk is full: it says so, or nothing is left where it wrote. A program that could not
 * even write its log says nothing.
 *
 * @param folder that was written to
 */
export function isDiskFull(error: unknown, folder: string): boolean {
  const message = error instanceof Error ? error.message : String(error);
  return /ENOSPC|no space left on device/i.test(message) || (freeMegabytes(folder) ?? Infinity) < fullMegabytes;
}

/** What to do about a full disk. */
export function adviceForFullDisk(folder: string): string {
  const free = freeMegabytes(folder);
  const state = free === undefined ? 'is full' : `has ${free} MB left`;
  return `the disk of ${folder} ${state}, and a cluster needs about ${neededMegabytes} MB: make room, or set TMPDIR to a folder of another disk`;
}

function freeMegabytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.floor((bavail * bsize) / 1_000_000);
  } catch {
    return undefined;
  }
}
