import { describeGate } from '../../src/model/describe-gate';
import { Gates } from '../../src/model/gates';
import { ticketText } from '../../src/model/ticket-form';

/** What is wrong with a ticket of gates. */
function wrongWith(ticket: object): string | undefined {
  return Gates.safeParse({ ticket }).error?.issues[0]?.message;
}

test.each(['CHG-#', 'PROJ-A-#', 'CHG-#####', '#', 'INC#######', 'a/b#', 'web/#.#', '2026-#', '#x1-#', 'a_b-##'])(
  '%j is a form',
  (pattern) => {
    expect(wrongWith({ pattern })).toBeUndefined();
  },
);

test.each(['', 'CHG-', '#1', 'A#1#', '-#', '--x-#', 'CHG #', 'CHG-#\n', '.*#', '(a+)+#', '[A-Z]#', '#\u0661', 'Ä-#'])(
  '%j is none',
  (pattern) => {
    expect(wrongWith({ pattern })).toContain('must be a form such as "PROJ-A-#" or "CHG-#####"');
  },
);

test('a form is as long as tickets are', () => {
  expect(wrongWith({ pattern: `${'A'.repeat(59)}#` })).toBeUndefined();
  expect(wrongWith({ pattern: `${'A'.repeat(60)}#` })).toBe('must have at most 60 characters');
});

test('a gate has a prefix or a form', () => {
  expect(wrongWith({ prefix: 'CHG-' })).toBeUndefined();
  expect(wrongWith({ prefix: 'CHG-', pattern: 'CHG-#' })).toBe('must have either "prefix" or "pattern"');
  expect(wrongWith({ kinds: ['release'] })).toBe('must have either "prefix" or "pattern"');
});

test.each(['CHG-1', 'PROJ-A-12', 'INC0012345', '4711', 'web/12.7', 'gh-1a'])(
  '%j may be typed at a portal',
  (ticket) => {
    expect(ticketText.test(ticket)).toBe(true);
  },
);

test.each(['', 'x', 'CHG 1', '-1', '--upload-pack=1', '../1', 'CHG-1\n', 'CHG-1;reboot', `A${'1'.repeat(101)}`])(
  '%j may not be typed at a portal',
  (ticket) => {
    expect(ticketText.test(ticket)).toBe(false);
  },
);

test('explain shows a form as it is written', () => {
  const gates = Gates.parse({ ticket: { pattern: 'PROJ-A-#', kinds: ['release'] } });

  expect(describeGate(gates, 'ticket')).toBe('PROJ-A-# (release)');
});
