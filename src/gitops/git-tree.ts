import type { BlobHash } from '../tree/blob-id';
import { objectId } from './git-object';

/** What a folder is to hold under a name. */
export interface TreeEntry {
  readonly mode: typeof fileMode | typeof folderMode;
  /** Git's name of the content; undefined: no file, or no folder, of this name. */
  readonly id: string | undefined;
}

/** How Git says that an entry is a file, or a folder. */
export const [fileMode, folderMode] = ['100644', '40000'] as const;

/** Bytes of a folder before it changed, or new ones. */
type Piece = { readonly from: number; readonly to: number } | Buffer;

/**
 * A folder as Git stores it: `<mode> <name>\0<id>` for each entry, in the order of their names as bytes, where a name of a
 * folder counts as if it ended with `/` (git-scm.com, "Git Internals - Git Objects", tree objects).
 */
export class GitTree {
  private named: string | undefined;

  private constructor(
    readonly content: Buffer,
    private readonly hash: BlobHash,
    /** Names of the entries, one character for each byte, with the `/` that they count with. */
    private readonly keys: readonly string[],
    /** Where each entry begins. */
    private readonly starts: readonly number[],
  ) {}

  /** Reads a folder. */
  static of(content: Buffer, hash: BlobHash): GitTree {
    const keys: string[] = [];
    const starts: number[] = [];
    for (let at = 0; at < content.length;) {
      const space = content.indexOf(32, at);
      const end = content.indexOf(0, space);
      keys.push(content.toString('latin1', space + 1, end) + (content[at] === folderDigit ? '/' : ''));
      starts.push(at);
      at = end + 1 + idBytes[hash];
    }
    return new GitTree(content, hash, keys, starts);
  }

  /** Git's name of it. */
  get id(): string {
    this.named ??= objectId({ kind: 'tree', content: this.content }, this.hash);
    return this.named;
  }

  get isEmpty(): boolean {
    return this.keys.length === 0;
  }

  /** Git's name of a folder in it; undefined when there is none of this name. */
  folderId(name: string): string | undefined {
    const key = `${bytesOf(name)}/`;
    const at = this.placeOf(key);
    return this.keys[at] === key
      ? this.content.toString('hex', this.endOf(at) - idBytes[this.hash], this.endOf(at))
      : undefined;
  }

  /**
   * The same with other entries: a file takes the place of a folder of its name, and the other way round.
   *
   * @returns the folder, and what of it is another one as a delta of Git's (gitformat-pack(5), "Deltified representation")
   */
  with(entries: ReadonlyMap<string, TreeEntry>): { readonly tree: GitTree; readonly delta: Buffer } {
    const edits = [...entries].flatMap(([name, entry]) => this.editsOf(bytesOf(name), entry));
    edits.sort((a, b) => (a.key < b.key ? -1 : 1));
    // Most changes are another content of what is there.
    const isSameShape = edits.every(
      ({ at, isThere, bytes }) => isThere && bytes?.length === this.endOf(at) - this.startOf(at),
    );
    const pieces: Piece[] = [];
    const keys: (readonly string[])[] = [];
    const starts: number[] = [];
    let [length, from, next] = [0, 0, 0];
    const copy = (to: number): void => {
      const start = this.startOf(to);
      if (!isSameShape) {
        for (let at = next; at < to; at += 1) starts.push(this.startOf(at) - from + length);
        keys.push(this.keys.slice(next, to));
      }
      take(from, start);
      length += start - from;
    };
    const take = (begin: number, to: number): void => {
      const last = pieces.at(-1);
      if (last !== undefined && !Buffer.isBuffer(last) && last.to === begin)
        pieces[pieces.length - 1] = { ...last, to };
      else if (to > begin) pieces.push({ from: begin, to });
    };
    for (const { key, at, isThere, bytes } of edits) {
      copy(at);
      const begin = this.startOf(at);
      next = isThere ? at + 1 : at;
      from = this.startOf(next);
      if (bytes === undefined) continue;
      if (!isSameShape) {
        keys.push([key]);
        starts.push(length);
      }
      // Mode and name mostly are what they were: a delta takes them from before, and adds the id alone.
      const said = bytes.length - idBytes[this.hash];
      const isSaid = isThere && this.content.compare(bytes, 0, said, begin, begin + said) === 0;
      if (isSaid) take(begin, begin + said);
      pieces.push(isSaid ? bytes.subarray(said) : bytes);
      length += bytes.length;
    }
    copy(this.keys.length);
    const parts = pieces.map((one) => (Buffer.isBuffer(one) ? one : this.content.subarray(one.from, one.to)));
    const content = Buffer.concat(parts, length);
    const tree = isSameShape
      ? new GitTree(content, this.hash, this.keys, this.starts)
      : new GitTree(content, this.hash, keys.flat(), starts);
    return { tree, delta: deltaOf(this.content.length, length, pieces) };
  }

  /** What becomes of a name, which may stand there as a file and as a folder. */
  private editsOf(name: string, { mode, id }: TreeEntry): readonly Edit[] {
    return [name, `${name}/`].flatMap((key) => {
      const at = this.placeOf(key);
      const isThere = this.keys[at] === key;
      const isOfMode = key.endsWith('/') === (mode === folderMode);
      if (id === undefined) return isThere && isOfMode ? [{ key, at, isThere, bytes: undefined }] : [];
      const bytes = isOfMode ? entryBytes(name, mode, id) : undefined;
      return isThere || isOfMode ? [{ key, at, isThere, bytes }] : [];
    });
  }

  /** Where an entry is, or would be. */
  private placeOf(key: string): number {
    let [low, high] = [0, this.keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Of what stands behind the last entry: where the content ends. */
  private startOf(at: number): number {
    return this.starts[at] ?? this.content.length;
  }

  private endOf(at: number): number {
    return this.startOf(at + 1);
  }
}

interface Edit {
  readonly key: string;
  readonly at: number;
  readonly isThere: boolean;
  /** The new entry; undefined when there is none any more. */
  readonly bytes: Buffer | undefined;
}

/** Modes of files, links and submodules begin with another one. */
const folderDigit = '4'.charCodeAt(0);
const idBytes = { sha1: 20, sha256: 32 } as const;

/** A name in UTF-8, one character for each byte: so they are in Git's order. */
function bytesOf(name: string): string {
  return Buffer.from(name).toString('latin1');
}

function entryBytes(name: string, mode: string, id: string): Buffer {
  return Buffer.concat([Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(id, 'hex')]);
}

/** What one instruction may copy (gitformat-pack(5) takes more, readers of version 2 do not), and add. */
const [mostCopied, mostAdded] = [0x10000, 127];

function deltaOf(before: number, after: number, pieces: readonly Piece[]): Buffer {
  const parts: Buffer[] = [Buffer.from([...inSevens(before), ...inSevens(after)])];
  for (const piece of pieces) {
    if (Buffer.isBuffer(piece)) {
      for (let at = 0; at < piece.length; at += mostAdded) {
        const part = piece.subarray(at, at + mostAdded);
        parts.push(Buffer.from([part.length]), part);
      }
      continue;
    }
    for (let at = piece.from; at < piece.to; at += mostCopied)
      parts.push(copying(at, Math.min(piece.to - at, mostCopied)));
  }
  return Buffer.concat(parts);
}

/** Seven bits in each byte, the lowest first. */
function inSevens(size: number): readonly number[] {
  const bytes: number[] = [];
  let rest = size;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}

/** A bit of the first byte for each byte of the offset and of the size that is not zero. */
function copying(offset: number, size: number): Buffer {
  const fields = [offset, offset >>> 8, offset >>> 16, offset >>> 24, size, size >>> 8, size >>> 16].map(
    (one) => one & 255,
  );
  const bits = fields.reduce((all, field, bit) => (field === 0 ? all : all | (1 << bit)), 128);
  return Buffer.from([bits, ...fields.filter((field) => field !== 0)]);
}
