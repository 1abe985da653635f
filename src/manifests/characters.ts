import { isUtf8 } from 'node:buffer';

import type { UnreadableManifest } from './manifest';

/** Largest file: ten times what etcd takes for one object. */
export const maximumFileBytes = 16 * 1024 * 1024;

/** YAML 1.2.2, section 5.1, without surrogates, which UTF-8 does not have. */
// oxlint-disable-next-line no-control-regex -- They are what it looks for.
const unprintable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]/;

/** A surrogate without its partner. */
const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Characters of a file with line feeds at the ends of lines and without a byte order mark, or why they are none. */
export function charactersOf(content: string | Buffer, file: string): string | UnreadableManifest {
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
  if (bytes > maximumFileBytes) {
    const message = `the file has ${bytes} bytes, more than ${maximumFileBytes}`;
    return { file, line: 1, column: 1, message, hint: 'split it: Kubernetes takes objects of up to 1.5 MiB' };
  }
  if (typeof content !== 'string' && !isUtf8(content)) return encodingProblem(content, file);

  let text = typeof content === 'string' ? content : content.toString('utf8');
  if (text.startsWith('\ufeff')) text = text.slice(1);
  if (text.includes('\r')) text = text.replaceAll('\r\n', '\n');
  return characterProblem(text, file) ?? text;
}

function encodingProblem(bytes: Buffer, file: string): UnreadableManifest {
  const said = { message: 'the file is not UTF-8 text', hint: 'save it as UTF-8' };
  // A line feed is never part of a longer character, so each line can be judged on its own.
  let start = 0;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const lineBytes = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (end === -1 || !isUtf8(lineBytes)) {
      return { file, line, column: lineBytes.toString('utf8').indexOf('\ufffd') + 1, ...said };
    }
    start = end + 1;
  }
}

function characterProblem(text: string, file: string): UnreadableManifest | undefined {
  // Most texts have none of them, and emoji are looked at again.
  if (!unprintable.test(text)) return undefined;
  const offsets = [unprintableAlone, halfCharacter].map((pattern) => text.search(pattern)).filter((at) => at !== -1);
  if (offsets.length === 0) return undefined;
  const offset = Math.min(...offsets);
  const above = text.slice(0, offset).split('\n');
  const code = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  const message = `character U+${code} is not allowed in YAML`;
  const hint = 'remove it, or write it as an escape in double quotes';
  return { file, line: above.length, column: (above.at(-1)?.length ?? 0) + 1, message, hint };
}

// oxlint-disable-next-line no-control-regex -- They are what it looks for.
const unprintableAlone = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]/;
