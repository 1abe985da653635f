import { signed } from './a-controller';

/** A request, a little different from one that was signed. */
export interface MutatedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** What was done to it. */
  readonly what: string;
}

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Part = 'body' | 'x-port-timestamp' | 'x-port-signature';

const parts: readonly Part[] = ['body', 'x-port-timestamp', 'x-port-signature'];
const edits = ['flip', 'cut', 'insert', 'remove', 'double', 'case'] as const;

/**
 * Changes a signed request: a byte of its body, of its time or of its signature is flipped, cut off, put in, taken out, doubled or
 * written in another case.
 */
export function mutated(body: string, random: () => number, now = Date.now()): MutatedRequest {
  const headers = signed(body, undefined, now);
  for (;;) {
    const part = pick(parts, random);
    const edit = pick(edits, random);
    const before = part === 'body' ? Buffer.from(body) : Buffer.from(headers[part] ?? '', 'latin1');
    const after = edited(before, edit, random);
    if (after.equals(before)) continue;
    const text = after.toString('latin1');
    // Node sends no such header, and takes none; what stands around a value is no part of it.
    if (part !== 'body' && (!/^[\t -~]*$/.test(text) || text.trim() === before.toString('latin1'))) continue;
    const what = `${edit} of ${part}`;
    if (part === 'body') return { path: '/webhooks/promote', headers, body: after, what };
    return { path: '/webhooks/promote', headers: { ...headers, [part]: text }, body: Buffer.from(body), what };
  }
}

function edited(bytes: Buffer, edit: (typeof edits)[number], random: () => number): Buffer {
  const at = Math.floor(random() * bytes.length);
  const [before, one, after] = [bytes.subarray(0, at), bytes.subarray(at, at + 1), bytes.subarray(at + 1)];
  switch (edit) {
    case 'flip':
      return Buffer.concat([before, Buffer.from([(one[0] ?? 0) ^ (1 << Math.floor(random() * 8))]), after]);
    case 'cut':
      return before;
    case 'insert':
      return Buffer.concat([before, Buffer.from([32 + Math.floor(random() * 95)]), one, after]);
    case 'remove':
      return Buffer.concat([before, after]);
    case 'double':
      return Buffer.concat([before, one, one, after]);
    case 'case': {
      const text = one.toString('latin1');
      const other = text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
      return Buffer.concat([before, Buffer.from(other, 'latin1'), after]);
    }
  }
}

function pick<Value>(values: readonly Value[], random: () => number): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}
