import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { git, makeRepository } from '../../helpers/a-git-repository';
import { runHere } from '../../helpers/run-in-process';
import type { Run } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

let root: string;

/** A repository of `slipway init`, at a remote. */
beforeEach(async () => {
  root = temporaryFolder();
  await runHere(['init', 'gitops', '--name', 'web'], { workingDirectory: root });
  makeRepository(join(root, 'gitops'));
  git(root, 'clone', '--quiet', '--bare', 'gitops', 'remote.git');
  git(join(root, 'gitops'), 'remote', 'add', 'origin', join(root, 'remote.git'));
});

async function run(...words: readonly string[]): Promise<Run> {
  return await runHere(words, { workingDirectory: join(root, 'gitops') });
}

test.each([
  [['web', 'prod', 'scale'], 'not a PATH=VALUE: "scale"; write it as "resources.limits.memory=1Gi" or '],
  [['web', 'prod', 'env.A=b', 'scale', 'wave'], 'not a PATH=VALUE: "scale", "wave"; write it as '],
  [['web', 'prod'], 'nothing is said that "slipway set" could write; write it as '],
])('set %j is told how a value is typed, not how a program sends it', async (words, said) => {
  const { exitCode, stderr } = await run('set', ...words);

  expect(exitCode).toBe(2);
  expect(stderr).toContain(`error: ${said}`);
  expect(stderr).not.toContain('{"');
});

test.each([
  ['--until', '0h', ['until: "0h" is no time at all: it would end at once; say when, as in "4h" or "1d12h"']],
  ['--until', '00d0h', ['until: "00d0h" is no time at all: it would end at once; say when, as in "4h" or "1d12h"']],
  [
    '--until',
    '0',
    [
      'until: "0" must be a date and time with its offset such as "2026-12-24T18:00:00+01:00", or a span such as "4h" or "1d12h"',
    ],
  ],
  ['--reason', '', []],
])('what is wrong with a scale %s %j is said', async (option, value, problems) => {
  const { stdout } = await run('scale', 'web', 'dev', '--replicas', '2', option, value, '--dry-run');

  expect(stdout.split('\n').filter((line) => line.startsWith('request: '))).toEqual(
    problems.map((problem) => `request: ${problem}`),
  );
});

test('a number beyond all bounds is told once, by the bound that matters', async () => {
  const { stdout } = await run('scale', 'web', 'dev', '--replicas', '99999999999999999999');

  expect(stdout).toBe('request: replicas: 100000000000000000000 must be 1000 or less\n');
});

test.each([
  [['charts', 'list2'], 'there is no ACTION \'list2\'; did you mean "list"?'],
  [['add', 'enviroment', 'qa'], 'there is no KIND \'enviroment\'; did you mean "environment"?'],
])('%j names what could have been typed', async (words, said) => {
  const { exitCode, stderr } = await run(...words);

  expect(exitCode).toBe(2);
  expect(stderr).toContain(`error: ${said}\n`);
});

test('reviews that are wrong are told with line and example', async () => {
  const file = join(root, 'reviews.json');
  const said = async (text: string): Promise<string> => {
    writeFileSync(file, text);
    return (await run('gate', 'HEAD', '--reviews', '../reviews.json')).stderr;
  };
  const review = `"by": "a", "answer": "approve", "commit": "${'a'.repeat(40)}"`;

  const noTime = await said(`{\n  "reviews": [\n    {${review}, "at": "yesterday"}\n  ]\n}\n`);
  const noJson = await said('{\n  "reviews": [\n    {"by": }\n  ]\n}\n');
  const cut = await said('{\n  "reviews": [\n');

  expect(noTime).toContain('../reviews.json:3:');
  expect(noTime).toContain(
    'reviews[0].at: "yesterday" must be a date and time with its offset such as "2026-12-24T18:00:00Z"\n',
  );
  expect(noJson).toContain('../reviews.json:3:12: this is no JSON: ');
  expect(cut).toContain('../reviews.json:3:1: this is no JSON: ');
  expect(cut).toContain('hint: it has to be as {"reviews": [{"by": "login", ');
});
