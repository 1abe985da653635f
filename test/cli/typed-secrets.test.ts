import { problemsAsJson } from '../../src/cli/report-error';
import { InputError } from '../../src/model/problem';
import { runHere } from '../helpers/run-in-process';

const token = `npm_${'m5T8'.repeat(9)}`;

// A log of CI keeps what a command says, and what is typed into the wrong place may be a token.
test.each([
  [['hold', 'api', 'dev', `-- ${token} x`], 'unknown option'],
  [['status', `--token=${token}`], 'unknown option'],
  [['rules', 'a', token], 'too many arguments'],
  [[token], 'unknown command'],
  [['completion', token], 'there is no SHELL'],
  [['check', '--format', token], 'is invalid'],
  [['create', 'web', '--team', 'a', '--catalog', `a ${token} b`], 'is in no work tree'],
  [['create', 'web', '--team', 'a', '--scaffold', 'x', '--catalog', `a ${token} b`], 'there is no such folder'],
  [['list', '--catalog', `a ${token} b`], 'there is no such folder'],
])('a token that is typed in the wrong place is not repeated: %j', async (words, sentence) => {
  const { exitCode, stdout, stderr } = await runHere(words);

  expect(exitCode).toBe(2);
  expect(`${stdout}${stderr}`).not.toContain(token.slice(-12));
  expect(`${stdout}${stderr}`).toMatch(sentence);
});

test('a program that asks for JSON is not told it either, whichever field of a problem has it', () => {
  const said = (more: string): string => `a ${token} ${more}`;
  const problem = { file: said('file'), line: 1, path: [said('key'), 0], message: said('here'), hint: said('hint') };

  const text = problemsAsJson(new InputError([problem]));

  expect(text).not.toContain(token.slice(-12));
  expect(JSON.parse(text).problems).toEqual([
    { ...problem, ...JSON.parse(JSON.stringify(problem).replaceAll(token, '(a secret: not shown)')) },
  ]);
});
