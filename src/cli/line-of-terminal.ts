import { readSync } from 'node:fs';

/** Waits for a line of the terminal: what is asked for in the middle of work is answered before it goes on. */
export function lineOfTerminal(): string {
  const bytes = Buffer.alloc(1);
  const line: number[] = [];
  // The terminal gives a line when it has one.
  while (readOne(bytes) === 1) {
    if (bytes[0] === newLine) break;
    line.push(bytes[0] ?? 0);
  }
  return Buffer.from(line).toString('utf8');
}

const newLine = 10;

function readOne(bytes: Buffer): number {
  try {
    return readSync(0, bytes, 0, 1, null);
  } catch {
    // A terminal that was closed says nothing any more.
    return 0;
  }
}
