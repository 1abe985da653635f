import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';

import { coloursFor } from '../../src/cli/colours';
import { ownCommand, ownEscape, shownText } from '../../src/cli/shown-text';

/** Pieces that texts steer with, and what stands around them. */
const piece = fc.oneof(
  fc.constantFrom('::', ':', '##[', '#', '[', '##vso[', 'add-mask', '\n', '\r\n', ' ', '\t', '\u00a0', '\u3000', ']'),
  fc.constantFrom('\u001b[31m', '\u001b]0;title\u0007', '\u009b', '\u202e', '\u2066', '\u2028', '\u0085', '\ufeff'),
  fc.string({ unit: 'binary' }),
);
const hostile = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

test('any text is only printable characters, and no line of it is a command', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = shownText(text);

      expect(shown).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(shown.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
      expect(shown).not.toMatch(/##[A-Za-z]*\[/);
    }),
    { numRuns: 3_000 },
  );
});

test('colours of ours paint, also around a text that has some of its own and begins like a command', () => {
  const { bold, red } = coloursFor(true);

  expect(shownText(`${red('error:')} ${bold('\u001b[0m')}\n${bold('::stop-commands::x')}\n`)).toBe(
    '\u001b[31merror:\u001b[39m \u001b[1m\\u001b[0m\u001b[22m\n\u001b[1m\\u003a:stop-commands::x\u001b[22m\n',
  );
  expect(shownText(ownEscape('2K'))).toBe('\u001b[2K');
});

test('a command of ours is one line that the runner reads, with nothing of another in it', () => {
  expect(shownText(`${ownCommand('::error file=a::b\n::add-mask::##[group]\u001b')}\n`)).toBe(
    '::error file=a::b\\n::add-mask::#\\u0023[group]\\u001b\n',
  );
});

test('nothing writes to people but through this door, and nothing else knows what is printable', () => {
  const root = join(__dirname, '..', '..');
  const filesWith = (pattern: RegExp): readonly string[] =>
    ['policies', 'src', 'stacks']
      .flatMap((room) =>
        readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((path) => `${room}/${path}`),
      )
      .filter((path) => path.endsWith('.ts') && pattern.test(readFileSync(join(root, path), 'utf8')))
      .sort();

  expect(filesWith(/\bconsole\.|stream\.write\(|process\.(?:stdout|stderr)\.|stdio: 'inherit'/)).toEqual([
    // Programs of pipelines are texts there.
    'src/cli/init/cdk8s-texts.ts',
    'src/cli/init/gitlab-text.ts',
    'src/cli/init/jenkinsfile-text.ts',
    'src/cli/output-to.ts',
  ]);
  expect(filesWith(/process\.(?:stdout|stderr)\b/)).toEqual([
    'src/cli/main.ts',
    'src/main.ts',
    'stacks/platform-command/main.ts',
  ]);
  expect(filesWith(/['"`](?:\\r)?\\(?:u001b|x1b|e)\[/)).toEqual(['src/cli/shown-text.ts']);
  // A part of a URL, and a name in a commit, that cannot be encoded.
  expect(filesWith(/replaceAll\(.*\\ufffd'\)/)).toEqual([
    'src/check/report/as-sarif.ts',
    'src/gitops/commit-object.ts',
  ]);
  // What Pulumi prints for the program and its policies is made text before it gets it.
  expect(filesWith(/new pulumi\.RunError\(/)).toEqual(['stacks/index.ts']);
  expect(filesWith(/refusal\(shownText\(|report\(shownText\(/)).toEqual(['policies/index.ts', 'stacks/index.ts']);
});
