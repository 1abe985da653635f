import { saidOtherwise, type ProvedRequest } from '../../src/delivery/message-says';
import { changeMessage } from '../../src/gitops/change-message';

const by = (name: string, proof: 'signed' | 'claimed') => ({ name, proof }) as const;
const of = 'sha256:a';
const proved = {
  asked: {
    requester: by('dev', 'signed'),
    statement: {
      runId: 'r-1',
      verb: 'bump',
      fields: {},
      ticket: 'CHG-1',
      runTests: false,
      alsoInvolved: [],
      at: '2026-11-25T10:00:00Z',
      subject: 'bump',
      edit: [],
    },
  },
  approvals: [
    { answer: 'approve', by: by('sre-one', 'signed'), of, at: '2026-11-25T10:00:00Z' },
    { answer: 'approve', by: by('sre-two', 'claimed'), of, at: '2026-11-25T10:00:00Z' },
    { answer: 'approve', by: by('sre-three', 'signed'), of: 'sha256:b', at: '2026-11-25T10:00:00Z' },
    { answer: 'reject', by: by('sre-four', 'signed'), of, at: '2026-11-25T10:00:00Z' },
  ],
  digest: of,
  isMerged: false,
} satisfies ProvedRequest;

const trailers = {
  runId: 'r-1',
  requestedBy: 'dev (signed)',
  approvedBy: ['sre-one (signed)'],
  changeTicket: 'CHG-1',
};

test('a message that says what the record says, or less, says nothing wrong', () => {
  expect(saidOtherwise(changeMessage({ subject: 'bump', trailers }), proved)).toBeUndefined();
  expect(saidOtherwise('bump (#12)\n\nSigned-off-by: somebody\n', proved)).toBeUndefined();
});

test.each([
  ['Run-Id: r-2', { ...trailers, runId: 'r-2' }],
  ['Requested-By: sre-one (signed)', { ...trailers, requestedBy: 'sre-one (signed)' }],
  ['Requested-By: dev (portal)', { ...trailers, requestedBy: 'dev (portal)' }],
  ['Approved-By: sre-two (signed)', { ...trailers, approvedBy: ['sre-one (signed)', 'sre-two (signed)'] }],
  ['Approved-By: sre-three (signed)', { ...trailers, approvedBy: ['sre-three (signed)'] }],
  ['Approved-By: sre-four (signed)', { ...trailers, approvedBy: ['sre-four (signed)'] }],
  ['Change-Ticket: CHG-2', { ...trailers, changeTicket: 'CHG-2' }],
])('"%s" is not what the record says', (line, other) => {
  expect(saidOtherwise(changeMessage({ subject: 'bump', trailers: other }), proved)).toBe(
    `its message says "${line}", and its record does not`,
  );
});

test('who asked for what the forge has merged was known by the catalog of another day', () => {
  const message = changeMessage({ subject: 'bump', trailers: { ...trailers, requestedBy: 'gone (signed)' } });

  expect(saidOtherwise(message, { ...proved, isMerged: true })).toBeUndefined();
});

test('a name that a message cannot have as it is, is the same name there', () => {
  const requester = by('dev\n  of\u2028web', 'signed');
  const message = changeMessage({
    subject: 'bump',
    trailers: { ...trailers, requestedBy: 'dev\n  of\u2028web (signed)' },
  });

  expect(saidOtherwise(message, { ...proved, asked: { ...proved.asked, requester } })).toBeUndefined();
});
