import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { applyAccepted, readAccepted, writeAccepted } from '../../src/check/accepted-findings';
import type { AcceptedFindings } from '../../src/check/accepted-findings';
import type { Finding } from '../../src/check/finding';
import { aFinding, hostileTexts } from '../helpers/a-check-report';
import { temporaryFolder } from '../helpers/temporary-folder';

test('accepted findings have a line per entry, sorted by file, whatever the order of findings', () => {
  const findings = [aFinding({ file: 'b.yaml' }), aFinding(), aFinding({ line: 90 }), withoutObject];

  const text = writeAccepted(findings);

  expect(text).toBe(`{
  "version": 1,
  "findings": [
    {"file":"a.yaml","rule":"unreadable","path":"","count":1},
    {"file":"apps/web.yaml","rule":"floating-image-tag","object":"Deployment/shop/web","path":"spec.template.spec.containers[0].image","count":2},
    {"file":"b.yaml","rule":"floating-image-tag","object":"Deployment/shop/web","path":"spec.template.spec.containers[0].image","count":1},
    null
  ]
}
`);
  expect(writeAccepted(findings.toReversed())).toBe(text);
});

test('what was accepted is found again after lines moved and the message changed', () => {
  const entries = acceptedIn(writeAccepted([aFinding(), withoutObject]));

  const moved = [aFinding({ line: 99, column: 1, message: 'in other words' }), withoutObject];

  expect(applyAccepted(moved, entries)).toEqual({ findings: [], accepted: moved, stale: [] });
});

test('one more of the same kind is new, and what is gone is said', () => {
  const entries = acceptedIn(
    writeAccepted([aFinding(), aFinding({ file: 'gone.yaml' }), aFinding({ file: 'gone.yaml' })]),
  );
  const [first, second] = [aFinding(), aFinding({ line: 80 })];

  const { findings, accepted, stale } = applyAccepted([first, second], entries);

  expect(accepted).toEqual([first]);
  expect(findings).toEqual([second]);
  expect(stale).toMatchObject([{ file: 'gone.yaml', count: 2 }]);
});

test.each(hostileTexts)('hostile names come back: %s', (_, hostile) => {
  const object = { apiVersion: 'v1', kind: hostile, name: hostile, namespace: undefined };
  const findings = [aFinding({ file: hostile, rule: hostile, object, path: [hostile] })];

  const { accepted } = applyAccepted(findings, acceptedIn(writeAccepted(findings)));

  expect(accepted).toEqual(findings);
});

test('an empty file accepts nothing', () => {
  const findings = [aFinding()];

  expect(acceptedIn(writeAccepted([]))).toEqual({ entries: [] });
  expect(applyAccepted(findings, acceptedIn(writeAccepted([])))).toEqual({ findings, accepted: [], stale: [] });
});

test('Git merges lines that two people add in different places, at both ends of the list, too', () => {
  const all = [aFinding({ file: 'b' }), aFinding({ file: 'c' }), aFinding({ file: 'd' })];
  const mine = [...all, aFinding({ file: 'a' })];
  const theirs = [...all, aFinding({ file: 'e' })];

  const { status, text } = merged(writeAccepted(mine), writeAccepted(all), writeAccepted(theirs));

  expect(status).toBe(0);
  expect(text).toBe(writeAccepted([...mine, aFinding({ file: 'e' })]));
});

test('lines that two people add in one place merge by union, and the highest count wins', () => {
  const all = [aFinding()];
  const mine = [...all, aFinding({ file: 'new' }), aFinding({ file: 'mine' })];
  const theirs = [...all, aFinding({ file: 'new' }), aFinding({ file: 'new' }), aFinding({ file: 'theirs' })];

  const texts = [writeAccepted(mine), writeAccepted(all), writeAccepted(theirs)] as const;

  const { entries } = acceptedIn(merged(...texts, '--union').text);
  expect(entries.map(({ file, count }) => `${file} ${count}`).sort()).toEqual([
    'apps/web.yaml 1',
    'mine 1',
    'new 2',
    'theirs 1',
  ]);
  expect(problemsIn(merged(...texts).text)).toEqual([
    {
      path: [],
      at: 'value',
      line: 5,
      message: 'a merge is not finished here',
      hint: 'keep the lines of both sides; their order does not matter',
    },
  ]);
});

test('what is no file of accepted findings is said where it is', () => {
  expect(problemsIn('[')).toMatchObject([{ path: [], message: expect.stringMatching(/^is no JSON: /) }]);
  expect(problemsIn('{"version":2,"findings":[]}')).toMatchObject([
    { path: ['version'], message: '2 is not allowed, must be 1' },
  ]);
  expect(problemsIn('{"version":1,"findings":[{"file":"a","rule":"b","path":"","count":0,"lien":1}]}')).toEqual([
    { path: ['findings', 0, 'count'], at: 'value', message: '0 must be 1 or more' },
    {
      path: ['findings', 0, 'lien'],
      at: 'key',
      message: 'unknown key "lien"',
      hint: 'known are count, file, object, path, rule',
    },
  ]);
});

const withoutObject: Finding = {
  rule: 'unreadable',
  severity: 'error',
  file: 'a.yaml',
  path: [],
  message: 'is binary',
};

function acceptedIn(text: string): AcceptedFindings {
  const read = readAccepted(text);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

function problemsIn(text: string): unknown {
  const read = readAccepted(text);
  return 'problems' in read ? read.problems : [];
}

function merged(
  mine: string,
  base: string,
  theirs: string,
  ...options: readonly string[]
): { readonly status: number | null; readonly text: string } {
  const folder = temporaryFolder();
  const paths = Object.entries({ mine, base, theirs }).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const { status, stdout } = spawnSync('git', ['merge-file', '-p', ...options, ...paths], { encoding: 'utf8' });
  return { status, text: stdout };
}
