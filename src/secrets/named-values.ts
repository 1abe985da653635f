/** A value with its name in a text of YAML or JSON, which may be written in another one: a patch, values of a chart. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
  /** Where the value begins in the text. */
  readonly start: number;
}

/** `name: DB_PASSWORD` and then its `value`; of a JSON patch, the end of its path. */
const nameFirst =
  /\b(?:name|path)["']? ?: ?["']?([\w./~-]{1,256})["']?,?[ \t]{0,8}(?:\n[ \t]{0,64})?["']?value["']? ?: ?["']?([^\s"',}{[\]|>&*!%@`][^\n"'},]{0,4096})/dg;

/** The other way round. */
const valueFirst =
  /\bvalue["']? ?: ?["']?([^\s"',}{[\]|>&*!%@`][^\n"'},]{0,4096})["']?,?[ \t]{0,8}(?:\n[ \t]{0,64})?["']?(?:name|path)["']? ?: ?["']?([\w./~-]{1,256})/dg;

const pairs: readonly (readonly [pattern: RegExp, nameAt: number, valueAt: number])[] = [
  [nameFirst, 1, 2],
  [valueFirst, 2, 1],
];

/** Names with their values that a text says as two fields. */
export function* namedValues(text: string): Iterable<NamedValue> {
  if (!/\bvalue["']? ?:/.test(text)) return;
  for (const [pattern, nameAt, valueAt] of pairs) {
    for (const found of text.matchAll(pattern)) {
      const said = found[nameAt] ?? '';
      const [start = 0] = found.indices?.[valueAt] ?? [];
      yield { name: said.slice(said.lastIndexOf('/') + 1), value: (found[valueAt] ?? '').trimEnd(), start };
    }
  }
}

const secret = /(?:^|\n)[ \t]{0,64}(?:- )?["']?kind["']? ?: ?["']?Secret["']?[ \t\r]{0,8}(?=\n|$)/;
const dataOf = /^[ \t]{0,64}(?:stringData|data):[ \t]{0,8}$/;
const entry = /^[ \t]{1,64}["']?[\w.-]{1,253}["']?:[ \t]{1,8}(\S.*)$/;

/** The values of Secrets that a text of YAML writes out. */
export function* valuesOfSecrets(text: string): Iterable<NamedValue> {
  let start = 0;
  for (const document of text.split(/^(?=---)/m)) {
    if (secret.test(document)) yield* valuesOfSecret(document, start);
    start += document.length;
  }
}

function* valuesOfSecret(document: string, from: number): Iterable<NamedValue> {
  let [start, data] = [from, -1];
  for (const line of document.split('\n')) {
    const indent = line.length - line.trimStart().length;
    if (line.trim() !== '' && indent <= data) data = -1;
    const value = entry.exec(line)?.[1];
    if (data >= 0 && value !== undefined) yield { name: '', value, start: start + line.length - value.length };
    if (dataOf.test(line)) data = indent;
    start += line.length + 1;
  }
}
