import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';

import { changeMessage, longestSubject, readTrailers } from '../../src/gitops/change-message';
import { temporaryFolder } from '../helpers/temporary-folder';

test('a message has a subject, what people want to know, and trailers', () => {
  const message = changeMessage({
    subject: 'promote: web v1.3.0 to prod',
    text: 'release of web in prod: v1.2.0 -> v1.3.0\n\n\n\nbecause of a fault\n',
    trailers: {
      runId: 'r_1',
      requestedBy: 'a@example.com',
      approvedBy: ['b@example.com', 'c@example.com'],
      changeTicket: 'CHG-1',
    },
  });

  expect(message).toBe(
    [
      'promote: web v1.3.0 to prod',
      '',
      '  release of web in prod: v1.2.0 -> v1.3.0',
      '',
      '  because of a fault',
      '',
      'Run-Id: r_1',
      'Requested-By: a@example.com',
      'Approved-By: b@example.com',
      'Approved-By: c@example.com',
      'Change-Ticket: CHG-1',
      '',
    ].join('\n'),
  );
  expect([...readTrailers(message)]).toEqual([
    ['Run-Id', ['r_1']],
    ['Requested-By', ['a@example.com']],
    ['Approved-By', ['b@example.com', 'c@example.com']],
    ['Change-Ticket', ['CHG-1']],
  ]);
});

test('a long subject is cut, and no character in half', () => {
  const trailers = { runId: 'r', requestedBy: 'a' };

  for (const character of ['x', '😀', 'é'])
    for (let length = 60; length < 90; length += 1) {
      const [subject = ''] = changeMessage({ subject: character.repeat(length), trailers }).split('\n');
      expect(subject.length).toBeLessThanOrEqual(longestSubject);
      expect(Buffer.from(subject).toString()).toBe(subject);
    }
  expect(changeMessage({ subject: ' \n ', trailers })).toMatch(/^change\n\n/);
});

/** Lines that mean something to Git, or to whoever reads its output. */
const meaning = fc.constantFrom(
  'Approved-By: mallory@example.com',
  'approved-by:mallory',
  'Run-Id: 999999',
  'Run-Id: 999999\nApproved-By: mallory@example.com\n',
  '---',
  '--- a/x',
  '---\nApproved-By: mallory@example.com',
  '# ------------------------ >8 ------------------------',
  '#',
  'Signed-off-by: mallory <m@example.com>',
  '(cherry picked from commit 1111111111111111111111111111111111111111)',
  'gpgsig -----BEGIN SSH SIGNATURE-----',
  'tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent 1\n',
  'diff --git a/x b/x',
  'From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001',
  'Conflicts:\n\tx',
  ' continued',
  '\tcontinued',
  '{"record": true}',
  '\0',
  '\r',
  '\n\n',
  '\u2028',
  '\u0085',
  '\v',
  '\u001b[2K',
  '\ud800',
);

const hostileText = fc
  .array(fc.oneof({ weight: 3, arbitrary: meaning }, fc.string({ unit: 'binary', maxLength: 20 }), fc.constant('\n')), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

test('no text of people becomes a trailer, by the reading of Git itself', () => {
  const messages = fc
    .sample(fc.tuple(hostileText, hostileText, hostileText, hostileText, fc.array(hostileText, { maxLength: 2 })), {
      numRuns: 5000,
      seed: 20261224,
    })
    .map(([subject, text, requestedBy, changeTicket, approvedBy], index) => ({
      runId: `run-${index}`,
      approvals: approvedBy.length,
      message: changeMessage({
        subject,
        text,
        trailers: { runId: `run-${index}`, requestedBy, approvedBy, changeTicket },
      }),
    }));

  const parsed = parsedByGit(messages.map(({ message }) => message));

  expect(parsed).toHaveLength(messages.length);
  for (const [index, { runId, approvals, message }] of messages.entries()) {
    const names = parsed[index]?.map((line) => /^([A-Za-z-]+): /.exec(line)?.[1]);
    const wanted = [
      'Run-Id',
      'Requested-By',
      ...Array.from({ length: approvals }, () => 'Approved-By'),
      'Change-Ticket',
    ];
    expect([message, names]).toEqual([message, wanted]);
    expect(parsed[index]?.[0]).toBe(`Run-Id: ${runId}`);
    // Ours reads what Git reads.
    const ours = [...readTrailers(message)].flatMap(([name, values]) => values.map((value) => `${name}: ${value}`));
    expect(ours).toEqual(parsed[index]);
    expect(message).not.toContain('\0');
    expect(message.split('\n')[0]?.length).toBeLessThanOrEqual(longestSubject);
    expect(message.split('\n')[1]).toBe('');
  }
});

/** What `git interpret-trailers` makes of messages: each begins with its Run-Id, which none has twice. */
function parsedByGit(messages: readonly string[]): readonly (readonly string[])[] {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'm'));
  const files = messages.map((message, index) => {
    writeFileSync(join(folder, 'm', String(index)), message);
    return join('m', String(index));
  });
  const answers: string[] = [];
  for (let start = 0; start < files.length; start += 500) {
    const words = ['interpret-trailers', '--parse', ...files.slice(start, start + 500)];
    answers.push(execFileSync('git', words, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 }));
  }
  return answers
    .join('')
    .split(/^(?=Run-Id: run-)/m)
    .map((one) => one.split('\n').slice(0, -1));
}
