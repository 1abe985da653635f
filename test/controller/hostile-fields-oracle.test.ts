import { execFileSync, spawnSync } from 'node:child_process';

import { aGitOpsRemote } from '../helpers/a-delivery';
import { commitByHand } from '../helpers/a-hand-commit';
import { headOf } from '../helpers/a-remote';
import { hasForgedKey, wrongIn, wrongInRecord } from '../helpers/hostile-fields/history';
import { wrongInShown } from '../helpers/hostile-fields/shown';
import { Canary, fuzzedTexts, plantedSecrets } from '../helpers/hostile-fields/texts';
import { temporaryFolder } from '../helpers/temporary-folder';

// Whoever looks for what is wrong has to see it: each of these is done by somebody who can push.
const asked = [{ runId: 'run-1', verb: 'set', reason: 'why' }];
const message = 'set\n\nRun-Id: run-1\nRequested-By: dev (signed)\n';

test.each<readonly [string, Parameters<typeof commitByHand>[1], string]>([
  ['a trailer more', { files: {}, message: `${message}Signed-off-by: mallory <m@example.com>\n` }, 'its trailers are'],
  ['a run id of nobody', { files: {}, message: message.replace('run-1', 'forged-run') }, 'nobody has asked for'],
  [
    'an approval',
    { files: {}, message: message.replace('Requested', 'Approved-By: m (signed)\nRequested') },
    'its trailers',
  ],
  ['a ticket', { files: {}, message: `${message}Change-Ticket: CHG-666\n` }, 'its ticket is not that of the request'],
  ['no record', { files: {}, message }, 'its records are'],
  ['a file elsewhere', { files: { 'forged/x': 'x' }, message }, 'it writes "forged/x"'],
  ['a key', { files: { 'catalog/x.yaml': 'a: 1\nforged: true\n' }, message }, 'has a key that a text has made'],
  ['a secret', { files: { 'catalog/x.yaml': `a: ${plantedSecrets[0]}\n` }, message }, 'Git has ghp_'],
])('%s is seen', (_, commit, words) => {
  const remote = aGitOpsRemote();
  const base = headOf(remote);
  commitByHand(remote, commit);

  expect(wrongIn(remote, base, asked).join('\n')).toContain(words);
});

test('a record that says something else, or has more in it than is read, is seen', () => {
  const said = { runId: 'run-1', verb: 'set', fields: { a: 1 }, reason: 'why' };
  const record = (statement: object): string =>
    `${JSON.stringify({ _type: '', subject: [], predicateType: '', predicate: { request: { statement: JSON.stringify(statement) }, approvals: [] } }, null, 2)}\n`;
  const one = { ...asked[0], runId: 'run-1', verb: 'set', fields: { a: 1 } };

  expect(wrongInRecord(record(said), one)).toEqual([]);
  expect(wrongInRecord(record({ ...said, reason: 'because' }), one)).toEqual([
    expect.stringContaining('its record says'),
  ]);
  expect(wrongInRecord(record({ ...said, fields: { a: 2 } }), one)).toEqual([expect.stringContaining('the fields')]);
  expect(wrongInRecord(record({ ...said, by: { name: 'mallory' } }), one)).toEqual([
    expect.stringContaining('mallory'),
  ]);
  expect(wrongInRecord(record(said).replace('"_type"', '"_type": "x",\n  "_type"'), one)).toEqual([
    'its record is not what is read of it',
  ]);
  expect(hasForgedKey('a:\n  - { forged: 1 }\n')).toBe(true);
  expect(hasForgedKey('a: "forged: 1"\n')).toBe(false);
});

test('a branch that has another commit than the one that was asked for is seen', () => {
  const remote = aGitOpsRemote();
  const base = headOf(remote);
  commitByHand(remote, {
    ref: 'refs/heads/team/web',
    parents: [base],
    files: {},
    message: `${message}Branch: other\n`,
  });

  const wrong = wrongIn(remote, base, asked, ['team/web']).join('\n');

  expect(wrong).toContain('it says another branch');
  expect(wrong).not.toContain('there is a ref');
  expect(wrongIn(remote, base, asked).join('\n')).toContain('there is a ref refs/heads/team/web');
});

test.each([
  [{ exitCode: 3, stdout: '', stderr: '' }, 'it ends with 3'],
  [{ exitCode: null, stdout: '', stderr: '' }, 'it ends with null'],
  [{ exitCode: 0, stdout: '::add-mask::x\n', stderr: '' }, 'more than text'],
  [{ exitCode: 0, stdout: 'a ##[group]\n', stderr: '' }, 'more than text'],
  [{ exitCode: 0, stdout: '', stderr: 'a\u001b[2Jb\n' }, 'more than text'],
  [{ exitCode: 2, stdout: '', stderr: `error: ${plantedSecrets[0]}\n` }, 'it shows ghp_'],
  [{ exitCode: 1, stdout: '', stderr: 'error: a\n    at main (/a/b.js:1:2)\n' }, 'it shows a stack'],
  [{ exitCode: 1, stdout: '', stderr: 'run again with SLIPWAY_DEBUG=1 to see where it happened\n' }, 'a bug'],
  [{ exitCode: 0, stdout: '{"a": 1', stderr: '' }, 'no JSON'],
])('what a command shows is looked at: %j', (shown, words) => {
  expect(wrongInShown(shown, ['status', '--json']).join('\n')).toContain(words);
  expect(wrongInShown({ exitCode: 0, stdout: '{"a": "::x"}\n', stderr: '' }, ['status', '--json'])).toEqual([]);
});

test('a text that is executed is seen, wherever that happens', () => {
  const canary = new Canary(temporaryFolder());
  expect(canary.wasTouched()).toBe(false);

  spawnSync('sh', ['-c', `echo ${canary.pieces[0]}`]);
  const seen = canary.wasTouched();

  const other = temporaryFolder();
  const elsewhere = new Canary(temporaryFolder());
  spawnSync('sh', ['-c', `echo ${elsewhere.pieces[1]}`], { cwd: other });
  expect([seen, elsewhere.wasTouched(), elsewhere.wasTouched(other)]).toEqual([true, false, true]);
});

test('a remote that is a text would be executed by Git where it lets it', () => {
  const canary = new Canary(temporaryFolder());
  const remote = canary.pieces.find((one) => one.startsWith('ext::')) ?? '';
  const fetching = (): string =>
    execFileSync('git', ['-c', 'protocol.ext.allow=always', 'ls-remote', remote], { encoding: 'utf8', stdio: 'pipe' });

  expect(fetching).toThrow('Command failed');
  expect(canary.wasTouched()).toBe(true);
});

test('5,000 texts have every part in them', () => {
  const canary = new Canary(temporaryFolder());
  const all = fuzzedTexts(5000, canary, 1).join('\n');

  expect([...canary.pieces, ...plantedSecrets].filter((one) => !all.includes(one))).toEqual([]);
});
