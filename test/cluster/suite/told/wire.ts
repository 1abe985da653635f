/** A message of Protocol Buffers as it comes over the wire: fields have numbers, and no names ("Encoding", protobuf.dev). */
export class WireMessage {
  readonly #fields = new Map<number, (bigint | Uint8Array)[]>();

  /** @throws Error for bytes that are no message */
  constructor(bytes: Uint8Array) {
    const reader = new WireReader(bytes);
    while (!reader.isAtEnd) {
      const { field, value } = reader.field();
      this.#fields.set(field, [...(this.#fields.get(field) ?? []), value]);
    }
  }

  /** Whether a field was sent at all. */
  has(field: number): boolean {
    return this.#fields.has(field);
  }

  /** A message inside; a field that was not sent is none. */
  message(field: number): WireMessage | undefined {
    return this.messages(field).at(-1);
  }

  /** The messages of a repeated field. */
  messages(field: number): readonly WireMessage[] {
    return this.#bytesOf(field).map((bytes) => new WireMessage(bytes));
  }

  /** A text; a field that was not sent is empty. */
  text(field: number): string {
    return Buffer.from(this.#bytesOf(field).at(-1) ?? []).toString('utf8');
  }

  /** An integer that is not negative, a boolean or an enum; a field that was not sent is 0. */
  number(field: number): number {
    const value = this.#fields.get(field)?.at(-1) ?? 0n;
    if (typeof value !== 'bigint') throw new Error(`field ${field} of a message is no number`);
    return Number(value);
  }

  #bytesOf(field: number): readonly Uint8Array[] {
    return (this.#fields.get(field) ?? []).map((value) => {
      if (typeof value === 'bigint') throw new Error(`field ${field} of a message is a number`);
      return value;
    });
  }
}

/** Writes a message of texts, by the numbers of their fields. */
export function wireTexts(texts: Readonly<Record<number, string>>): Buffer {
  return Buffer.concat(
    Object.entries(texts).flatMap(([field, text]) => {
      const bytes = Buffer.from(text);
      return [varint(Number(field) * 8 + 2), varint(bytes.length), bytes];
    }),
  );
}

class WireReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  field(): { readonly field: number; readonly value: bigint | Uint8Array } {
    const tag = Number(this.#varint());
    return { field: Math.floor(tag / 8), value: this.#value(tag % 8) };
  }

  #value(type: number): bigint | Uint8Array {
    switch (type) {
      case 0:
        return this.#varint();
      case 1:
        return this.#take(8);
      case 2:
        return this.#take(Number(this.#varint()));
      case 5:
        return this.#take(4);
      default:
        throw new Error(`a message has a field of type ${type}, which there is not`);
    }
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const [byte = 0] = this.#take(1);
      value |= BigInt(byte % 128) << shift;
      if (byte < 128) return value;
    }
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.bytes.length) throw new Error(`a message ends after ${this.bytes.length} bytes, inside of a field`);
    const taken = this.bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}
