import { globMatcher } from '../src/check/glob';
import { hostileTexts, written, type HostileText } from './helpers/hostile-texts';
import { expressionsOfScript, shippedExpressions, shippedTexts } from './helpers/shipped-expressions';

/** Expressions that take longer for longer texts than others, and why nobody can make use of it. */
const allowed: ReadonlyMap<string, string> = new Map([
  ['/-+$/', 'the text is cut to 40 characters before'],
  ['/ *$/', 'sed, which never goes back, and names of services with one blank between them'],
  [String.raw`/[0-9a-f]+\n?$/`, 'of the last 40 characters of a file that we build'],
  ...[String.raw`/\/\*\*[^]*?\*\/\s*/g`, '/^.*?`\\{.*?\\}`\\. /'].map(
    (literal) => [literal, 'a script of ours that reads our own sources'] as const,
  ),
]);

const literals = shippedExpressions();

test('the time of every regular expression that we ship grows with the length of the text, and no faster', () => {
  const slow = [...literals].flatMap(([literal, file]) => {
    const said = allowed.has(literal) ? undefined : slowness(literal);
    return said === undefined ? [] : [`${file}: ${literal} ${said}`];
  });

  expect(literals.size).toBeGreaterThan(300);
  expect(slow).toEqual([]);
}, 240_000);

test.each([
  ["grep -Eq '^v(0|1)+$'", ['/^v(0|1)+$/']],
  ["grep -q 'a{1}(b)'", [String.raw`/a\{1\}\(b\)/`]],
  ['form=\'a+b\'\ngrep -Ev "$form"', ['/a+b/']],
  ["sed 's/ *$//'", ['/ *$/']],
  ["sed -E 's|^.*/pr-([0-9]+)$|x|'", [String.raw`/^.*\/pr-([0-9]+)$/`]],
  ['- if: $CI_COMMIT_TAG =~ /^v/', ['/^v/']],
  [String.raw`pattern: '^(?!docs/).*\\.md$', comparator: 'REGEXP'`, [String.raw`/^(?!docs\/).*\.md$/`]],
])('an expression of a script is found: %s', (script, expressions) => {
  expect(expressionsOfScript(script)).toEqual(expressions);
});

test('expressions of programs, of templates and of what "slipway init" writes are among them', () => {
  const files = new Set([...literals.values()].map((file) => file.split(/[/\\]/)[0]));

  expect([...files]).toEqual(
    expect.arrayContaining(['bench', 'init: .github', 'policies', 'scripts', 'src', 'stacks', 'templates']),
  );
});

test.each(['*a*a*a*a*a*ab', '**/a**/a**/a**/ab', '?*?*?*?*b', '*'.repeat(200)])(
  'the time of a glob grows with the length of the text, and no faster: %s',
  (glob) => {
    const isFor = globMatcher([glob]);

    // What grows with the square of the length does not end in this time, and what grows evenly does on any machine.
    for (const unit of ['a', 'a/', '/', 'ab'])
      expect([unit, leastOf(() => isFor(unit.repeat(40_000)), 2000) < 2000]).toEqual([unit, true]);
  },
  120_000,
);

/** Files with expressions that are made while the program runs, and why none of them is slow. */
const madeAtRunTime: ReadonlyMap<string, string> = new Map([
  ['check/parse-pattern.ts', 'it is taken apart before, and what would go back is refused'],
  ['cli/commands/add.ts', 'the name of an environment, letter by letter'],
  ['cli/commands/complete-names.ts', 'an indent of blanks, at beginnings of lines only'],
  ['cli/commands/rename.ts', 'the name of a service, letter by letter'],
  ['cli/shown-text.ts', 'it is tried at beginnings of lines only'],
  ['delivery/record-facts.ts', 'a key of ours, and then what is no quote'],
  [
    'diagnosis/sigstore-glob.ts',
    'a glob that the cluster itself obeys, held against references of images, which are short',
  ],
  ['diff/group.ts', 'a name, letter by letter'],
  ['gates/freeze-times.ts', 'a duration has ten characters'],
  ['gitops/remote-address.ts', 'what is longer than 2,000 characters is refused before'],
  ['import/calls.ts', 'names, letter by letter, behind one sign'],
  ['import/names.ts', 'a name, letter by letter'],
  ['model/instant.ts', 'a span has fifteen characters'],
  ['model/tree-layout.ts', 'parts of paths, with a slash between them'],
  ['problems/schema-problems.ts', 'patterns of our own schemas, which stand in src as literals'],
  ['tree/ownership.ts', 'words of ours at the beginning, and then what is no end of a line'],
  ['tree/managed-block.ts', 'a marker of ours, at beginnings of lines'],
  ['bench/bench-delivery.ts', 'a name of ours, in a file of ours'],
  ['stacks/argocd/credentials.ts', 'one sign and a name of ours in front of it'],
  ['stacks/monitoring/alertmanager-config.ts', 'a path of ours, and then what is no quote'],
]);

test('every expression that is made while the program runs is known, with the reason why it is quick', () => {
  const files = shippedTexts()
    .filter(([, text]) => text.includes('new RegExp('))
    .map(([file]) => file.replaceAll('\\', '/').replace(/^src\//, ''));

  expect(files.sort()).toEqual([...madeAtRunTime.keys()].sort());
});

test('every expression that is allowed to be slow is there', () => {
  expect([...allowed.keys()].filter((literal) => !literals.has(literal))).toEqual([]);
});

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
  return leastOf(() => {
    expression.lastIndex = 0;
    if (expression.global) for (const _ of text.matchAll(expression));
    else expression.test(text);
  }, limit);
}

function leastOf(work: () => void, limit: number): number {
  let least = timed(work);
  for (let again = 0; again < 5 && least > (again === 0 ? 0.2 : limit); again++) least = Math.min(least, timed(work));
  return least;
}

/** Milliseconds in which this process had a processor: others may have it meanwhile. */
function timed(work: () => void): number {
  const [started, before] = [performance.now(), process.cpuUsage()];
  work();
  const [elapsed, { user, system }] = [performance.now() - started, process.cpuUsage(before)];
  return Math.min(elapsed, (user + system) / 1000);
}
