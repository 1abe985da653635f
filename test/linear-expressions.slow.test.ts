import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as ts from 'typescript';

import { hostileTexts, written, type HostileText } from './helpers/hostile-texts';

/** Expressions that take longer for longer texts than others, and why nobody can make use of it. */
const allowed: ReadonlyMap<string, string> = new Map([['/-+$/', 'the text is cut to 40 characters before']]);

const sourceFolder = join(__dirname, '..', 'src');
const literals = new Map<string, string>();
for (const [folder, file] of ['src', 'stacks', 'policies'].flatMap((name) => filesIn(join(__dirname, '..', name)))) {
  const tree = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) literals.set(node.text, file);
    ts.forEachChild(node, visit);
  };
  visit(tree);
}

/** Sources below a folder, each with the folder. */
function filesIn(folder: string): readonly (readonly [string, string])[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => [folder, file]);
}

test('the time of every regular expression of src, stacks and policies grows with the length of the text, and no faster', () => {
  const slow = [...literals].flatMap(([literal, file]) => {
    const said = allowed.has(literal) ? undefined : slowness(literal);
    return said === undefined ? [] : [`${file}: ${literal} ${said}`];
  });

  expect(literals.size).toBeGreaterThan(300);
  expect(slow).toEqual([]);
}, 240_000);

/** Files with expressions that are made while the program runs, and why none of them is slow. */
const madeAtRunTime: ReadonlyMap<string, string> = new Map([
  ['check/parse-pattern.ts', 'it is taken apart before, and what would go back is refused'],
  ['cli/commands/add.ts', 'the name of an environment, letter by letter'],
  ['cli/commands/complete-names.ts', 'an indent of blanks, at beginnings of lines only'],
  ['cli/commands/rename.ts', 'the name of a service, letter by letter'],
  ['cli/shown-text.ts', 'it is tried at beginnings of lines only'],
  ['delivery/record-facts.ts', 'a key of ours, and then what is no quote'],
  ['diff/group.ts', 'a name, letter by letter'],
  ['gates/freeze-times.ts', 'a duration has ten characters'],
  ['gitops/remote-address.ts', 'what is longer than 2,000 characters is refused before'],
  ['import/calls.ts', 'names, letter by letter, behind one sign'],
  ['import/names.ts', 'a name, letter by letter'],
  ['model/instant.ts', 'a span has fifteen characters'],
  ['model/tree-layout.ts', 'parts of paths, with a slash between them'],
  ['problems/schema-problems.ts', 'patterns of our own schemas, which stand in src as literals'],
  ['tree/managed-block.ts', 'a marker of ours, at beginnings of lines'],
]);

test('every expression that is made while the program runs is known, with the reason why it is quick', () => {
  const files = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && readFileSync(join(sourceFolder, file), 'utf8').includes('new RegExp('))
    .map((file) => file.replaceAll('\\', '/'));

  expect(files.sort()).toEqual([...madeAtRunTime.keys()].sort());
});

test('every expression that is allowed to be slow is there, and is slow', () => {
  expect([...allowed.keys()].filter((literal) => !literals.has(literal))).toEqual([]);
  expect([...allowed.keys()].filter((literal) => slowness(literal) === undefined)).toEqual([]);
}, 60_000);

test.each([
  String.raw`/^(a+)+$/`,
  // What recheck 4.5.0 called vulnerable in this repository, and what it found by trying.
  String.raw`/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g`,
  String.raw`/^\s*\.(?:data|stringData)\s*(?:\[\])?\s*$/`,
  String.raw`/^([^/]*[.:][^/]*|localhost)\//`,
  String.raw`/@(.*)$/`,
  String.raw`/ ?&\{0x[0-9a-f]+[^}]*\}:?/g`,
  String.raw`/-+$/`,
  String.raw`/^(?:[A-Za-z0-9+/\s]*)={0,2}\s*$/`,
  String.raw`/\/+$/`,
  String.raw`/(:[^/]*|@\S*)$/`,
  String.raw`/\D.*$/`,
  String.raw`/^(?:a|a)*b/`,
  String.raw`/\s*$/`,
  String.raw`/^\s+|[\s.]+$/gu`,
  String.raw`/:[^/]+$/`,
  String.raw`/^[^/]*[.:][^/]*\//`,
  String.raw`/\bsk-(?:[a-z]+-)?[\w-]{20,}T3BlbkFJ[\w-]{20}/`,
  String.raw`/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20}/`,
  String.raw`/\{\{-?\s*\.([A-Za-z_]\w*)[\w.]*\s*-?\}\}/g`,
  String.raw`/"(?:[^"\\]|\\.)*"/g`,
  String.raw`/([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)/g`,
])(
  'an expression that grows faster is found: %s',
  (literal) => {
    expect(slowness(literal)).toBeDefined();
  },
  60_000,
);

/** How an expression is too slow. The texts grow step by step, so that what is exponential is found before it is endless. */
function slowness(literal: string): string | undefined {
  const end = literal.lastIndexOf('/');
  const expression = new RegExp(literal.slice(1, end), literal.slice(end + 1));
  let suspects = hostileTexts(expression);
  for (const length of [24, 300, 5000, 30_000]) {
    const doubtful: HostileText[] = [];
    for (const hostile of suspects) {
      const limit = 15 + length / 500;
      const milliseconds = leastTime(expression, written(hostile, length), limit);
      if (milliseconds > limit)
        return `takes ${Math.round(milliseconds)} ms for ${length} characters: ${JSON.stringify(hostile)}`;
      if (milliseconds > 0.2) doubtful.push(hostile);
    }
    // What grows evenly has read 5,000 characters long before.
    if (length === 5000) suspects = doubtful;
  }
  return undefined;
}

/** The machine may have something else to do meanwhile: what seems slow is asked again, and what seems too slow some times more. */
function leastTime(expression: RegExp, text: string, limit: number): number {
  let least = timed(expression, text);
  for (let again = 0; again < 5 && least > (again === 0 ? 0.2 : limit); again++)
    least = Math.min(least, timed(expression, text));
  return least;
}

function timed(expression: RegExp, text: string): number {
  expression.lastIndex = 0;
  const started = performance.now();
  if (expression.global) for (const _ of text.matchAll(expression));
  else expression.test(text);
  return performance.now() - started;
}
