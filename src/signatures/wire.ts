/** A string as SSH writes it: its length in four bytes, then its bytes (RFC 4251, section 5). */
export function wireString(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** What was read is not what SSH writes. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** Reads what SSH writes, one value after the other. What is too short is a `WireError`. */
export class WireReader {
  private position = 0;

  constructor(private readonly bytes: Buffer) {}

  isAtEnd(): boolean {
    return this.position === this.bytes.length;
  }

  uint32(): number {
    return this.raw(4).readUInt32BE();
  }

  /** @throws WireError when fewer bytes are left */
  raw(length: number): Buffer {
    const end = this.position + length;
    if (end > this.bytes.length) throw new WireError(`needs ${end} bytes, and there are ${this.bytes.length}`);
    const value = this.bytes.subarray(this.position, end);
    this.position = end;
    return value;
  }

  /** A string with its length before it. */
  string(): Buffer {
    return this.raw(this.uint32());
  }
}
