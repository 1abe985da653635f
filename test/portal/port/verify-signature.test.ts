import { createHmac } from 'node:crypto';

import { verifySignature } from '../../../src/portal/port/verify-signature';
import { verifyAgentBodies } from '../../helpers/agent-bodies';

const secret = 'client-secret-0123456789abcdef';
const now = 1_700_000_000_000;
const body = Buffer.from('{"action":"promote_deployment","größe":"1"}');

function sign(text: string | Uint8Array, key = secret, timestamp = '1700000000'): string {
  return `v1,${createHmac('sha256', key).update(`${timestamp}.`).update(text).digest('base64')}`;
}

function verify(
  over: {
    timestamp?: string;
    signature?: string;
    body?: Uint8Array;
    secrets?: string[];
    isAgent?: boolean;
    now?: number;
  } = {},
): ReturnType<typeof verifySignature> {
  const { timestamp = '1700000000', signature = sign(body) } = over;
  const rules = { secrets: over.secrets ?? [secret], isAgent: over.isAgent ?? false, now: over.now ?? now };
  return verifySignature({ timestamp, signature }, over.body ?? body, rules);
}

test('a vector that was computed by another program is verified', () => {
  // printf '%s' '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret -binary | base64
  const signature = 'v1,SfJOU3QHdD+koCQrtjuUuaR+6Zy74HHM2KIlUK5BFoY=';

  expect(verify({ signature, body: Buffer.from('{"a":1}'), secrets: ['secret'] })).toEqual({ text: '{"a":1}' });
});

test('what Port has signed is verified, and is the text to read', () => {
  expect(verify()).toEqual({ text: body.toString() });
});

test.each(['body', 'signature', 'timestamp'] as const)(
  'one bit of the %s is another one: it is not believed',
  (part) => {
    const timestamp = '1700000000';
    const signature = sign(body);
    const bytes = { body, signature: Buffer.from(signature), timestamp: Buffer.from(timestamp) }[part];
    const believed = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const parts = { body, signature, timestamp, [part]: part === 'body' ? flipped : flipped.toString('latin1') };
      return 'text' in verify(parts);
    });

    expect(believed.length).toBeGreaterThanOrEqual(80);
    expect(believed).not.toContain(true);
  },
);

const right = sign(body);
const mac = right.slice(3);
test.each([
  ['missing', ''],
  ['without a value', 'v1,'],
  ['of another version', `v2,${mac}`],
  ['with another case of the version', `V1,${mac}`],
  ['without a comma', `v1${mac}`],
  ['without a version', mac],
  ['no Base64', `v1,${'!'.repeat(43)}=`],
  ['Base64 for addresses', `v1,${Buffer.alloc(32, 0xfb).toString('base64url')}=`],
  ['31 bytes', `v1,${Buffer.from(mac, 'base64').subarray(0, 31).toString('base64')}`],
  ['33 bytes', `v1,${Buffer.concat([Buffer.from(mac, 'base64'), Buffer.from('x')]).toString('base64')}`],
  ['in hexadecimal', `v1,${Buffer.from(mac, 'base64').toString('hex')}`],
  ['followed by something', `${right}x`],
  ['with a comma behind it', `${right},`],
  ['with another one behind a comma, as Node joins two headers', `${right}, ${right}`],
  ['without its padding', right.slice(0, -1)],
  ['of another secret', sign(body, 'another-secret-0123456789abcdef')],
  ['of another body', sign('{}')],
  ['of the body without a time', `v1,${createHmac('sha256', secret).update(body).digest('base64')}`],
  ['too many', Array.from({ length: 5 }, () => right).join(' ')],
  ['of another spelling of the same bytes', `v1,${mac.slice(0, 42)}${String.fromCharCode(mac.charCodeAt(42) + 1)}=`],
])('a signature that is %s is not believed', (_, signature) => {
  expect(verify({ signature })).toEqual({ fault: expect.stringMatching(/^x-port-signature/) });
});

test.each([
  '',
  '-1',
  '1e9',
  '0x6553f100',
  ' 1700000000',
  '1700000000 ',
  '1700000000000',
  '17000000000',
  '+1700000000',
  '１７００００００００',
  '1700000000.0',
  'now',
  '01700000000',
])('a time written as "%s" is not believed, though it was signed', (timestamp) => {
  expect(verify({ timestamp, signature: sign(body, secret, timestamp) })).toEqual({
    fault: expect.stringMatching(/^x-port-timestamp/),
  });
});

test.each([
  [-301, false],
  [-300, true],
  [-299, true],
  [0, true],
  [299, true],
  [300, true],
  [301, false],
  [3600, false],
])('a signature whose time is %d s from ours: %s', (seconds, isBelieved) => {
  expect('text' in verify({ now: now + seconds * 1000 })).toBe(isBelieved);
});

test('while one secret follows the other, both count, and afterwards the new one alone', () => {
  const [before, after] = ['secret-before-0123456789abcdef', 'secret-after-0123456789abcdef'];
  const believed = (secrets: string[]): readonly boolean[] =>
    [before, after].map((key) => 'text' in verify({ secrets, signature: sign(body, key) }));

  expect(believed([before])).toEqual([true, false]);
  expect(believed([before, after])).toEqual([true, true]);
  expect(believed([after])).toEqual([false, true]);
  expect(believed([])).toEqual([false, false]);
});

test('one of several signatures is enough', () => {
  expect(verify({ signature: `${sign(body, 'secret-of-somebody-else-0123456')} ${right}` })).toHaveProperty('text');
});

test('a body that is no UTF-8 is not believed, though it was signed', () => {
  const broken = Buffer.from([0x7b, 0xff, 0x7d]);

  expect(verify({ body: broken, signature: sign(broken) })).toEqual({ fault: 'the body is not UTF-8' });
});

/** `npm run test:long` has 10,000. */
test('behind the agent of Port, which signs without spaces and sends with them, every body is verified, and no other', () => {
  expect(verifyAgentBodies(500)).toBeGreaterThan(100);
});

test.each([
  ['space in a text', '{"a": "b  c"}', '{"a":"b c"}'],
  ['a key twice', '{"a": 1, "a": 2}', '{"a":1,"a":2}'],
  ['no JSON', '{"a": }', '{"a":}'],
])('behind the agent, %s is not believed', (_, sent, signedText) => {
  expect(verify({ body: Buffer.from(sent), signature: sign(signedText), isAgent: true })).toHaveProperty('fault');
});
