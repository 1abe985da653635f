import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';

import { aController, promotion, send, signed, until } from '../a-controller';

/** Writes parts to a socket, one after the other, and returns everything that comes back until the end, or until `isEnough`. */
async function raw(
  { port }: { port: number },
  parts: readonly (string | Uint8Array)[],
  isEnough: (text: string) => boolean = () => false,
): Promise<string> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const end = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.on('data', (data) => {
      text += data.toString('latin1');
      if (isEnough(text)) end();
    });
    socket.on('close', end);
    socket.on('error', end);
    socket.setNoDelay(true);
    void (async () => {
      for (const part of parts) {
        if (socket.destroyed) return;
        await new Promise((written) => socket.write(part, written));
        await new Promise(setImmediate);
      }
    })();
  });
}

function head(path: string, headers: Readonly<Record<string, string | number>>, method = 'POST'): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

function statusOf(text: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
}

const hasAnswer = (text: string): boolean => /\r\n\r\n[^]*\n$/.test(text);

const body = JSON.stringify(promotion('r_1', { reason: 'größer 😀' }));

test('a body is what was signed, however it comes', async () => {
  const controller = await aController();
  const bytes = Buffer.from(body);
  const whole = { ...signed(body), 'content-length': bytes.length };
  const chunks = Array.from(bytes, (byte) =>
    Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]),
  );
  const answers = [
    await raw(controller, [head('/webhooks/promote', whole), bytes], hasAnswer),
    await raw(
      controller,
      [head('/webhooks/promote', { ...signed(body), 'transfer-encoding': 'chunked' }), ...chunks, '0\r\n\r\n'],
      hasAnswer,
    ),
    await raw(controller, [head('/webhooks/promote', { ...whole, expect: '100-continue' }), bytes], (text) =>
      text.includes('"r_1"'),
    ),
  ];
  // Cut at every byte of its last character beyond ASCII.
  for (let cut = bytes.indexOf(0xf0) - 1; cut < bytes.indexOf(0xf0) + 5; cut++)
    answers.push(
      await raw(controller, [head('/webhooks/promote', whole), bytes.subarray(0, cut), bytes.subarray(cut)], hasAnswer),
    );

  expect(answers.map((text) => /HTTP\/1\.1 202/.test(text))).toEqual(answers.map(() => true));
  await until(() => controller.door.done.size > 0);
  expect(controller.door.done.size).toBe(1);
});

test('twenty requests on one connection get twenty answers', async () => {
  const controller = await aController();
  const texts = Array.from({ length: 20 }, (_, index) => JSON.stringify(promotion(`r_${index}`)));
  const requests = texts.map(
    (text) => `${head('/webhooks/promote', { ...signed(text), 'content-length': text.length })}${text}`,
  );

  const answers = await raw(
    controller,
    [requests.join('')],
    (text) => text.split('HTTP/1.1 202').length === 21 && hasAnswer(text),
  );

  expect([...answers.matchAll(/"runId":"(r_\d+)"/g)].map(([, id]) => id)).toEqual(
    texts.map((_, index) => `r_${index}`),
  );
});

test.each([
  ['no content type', { 'content-type': '' }, 415],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['text', { 'content-type': 'text/plain' }, 415],
  ['another alphabet', { 'content-type': 'application/json; charset=utf-16' }, 415],
  ['JSON of another kind', { 'content-type': 'application/json-patch+json' }, 415],
  ['gzip', { 'content-encoding': 'gzip' }, 415],
  ['deflate', { 'content-encoding': 'deflate' }, 415],
  ['br', { 'content-encoding': 'br' }, 415],
  ['JSON', { 'content-type': 'application/json' }, 202],
  ['JSON in UTF-8', { 'content-type': 'application/json; charset=utf-8' }, 202],
  ['JSON in large letters', { 'content-type': 'APPLICATION/JSON;CHARSET="UTF-8"' }, 202],
])('a body that is %s', async (_, headers, status) => {
  const controller = await aController();
  const sent = 'content-encoding' in headers ? gzipSync(body) : Buffer.from(body);

  const answer = await raw(
    controller,
    [head('/webhooks/promote', { ...signed(sent), ...headers, 'content-length': sent.length }), sent],
    hasAnswer,
  );

  expect(statusOf(answer)).toBe(status);
});

test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'])('%s is no way to ask for something', async (method) => {
  const controller = await aController();

  const answer = await raw(controller, [head('/webhooks/promote', {}, method)], (text) => text.includes('\r\n\r\n'));

  expect(statusOf(answer)).toBe(405);
  expect(answer).toMatch(/^allow: POST\r$/m);
});

test.each([
  '/webhooks/promote/',
  '/webhooks//promote',
  '//webhooks/promote',
  '/webhooks/%70romote',
  '/webhooks/x/../promote',
  '/webhooks/%2e/promote',
  '/webhooks/promote?x=1',
  '/webhooks/Promote',
  '/webhooks/promote%00',
  '/webhooks/bump',
  '/',
  '/webhooks',
])('%s is no path', async (path) => {
  const controller = await aController();

  const answer = await raw(
    controller,
    [head(path, { ...signed(body), 'content-length': Buffer.byteLength(body) }), body],
    hasAnswer,
  );

  expect(statusOf(answer)).toBe(404);
});

test('65,536 bytes are read, and not one more', async () => {
  const controller = await aController();
  const padded = (length: number): string => {
    const text = JSON.stringify(promotion('r_1'));
    return `${text}${' '.repeat(length - text.length)}`;
  };
  const chunked = (text: string): readonly string[] => [`${text.length.toString(16)}\r\n${text}\r\n`, '0\r\n\r\n'];
  const sent = async (text: string): Promise<number> =>
    (await send(controller, '/webhooks/promote', text, signed(text))).status;
  const endless = head('/webhooks/promote', { ...signed(''), 'transfer-encoding': 'chunked' });

  expect(await sent(padded(65_536))).toBe(202);
  expect(await sent(padded(65_537))).toBe(413);
  // Said, and not sent: it is answered without waiting for it.
  expect(
    statusOf(await raw(controller, [head('/webhooks/promote', { ...signed(''), 'content-length': 10_000_000 })])),
  ).toBe(413);
  expect(statusOf(await raw(controller, [endless, ...chunked(padded(65_537))]))).toBe(413);
});

test('a length that is not true is no request', async () => {
  const controller = await aController();
  const short = await raw(controller, [head('/webhooks/promote', { ...signed(body), 'content-length': 10 }), body]);
  const both = await raw(controller, [
    head('/webhooks/promote', { ...signed(body), 'content-length': 10, 'transfer-encoding': 'chunked' }),
    '0\r\n\r\n',
  ]);
  const twice = await raw(controller, [
    `POST /webhooks/promote HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd`,
  ]);

  expect(statusOf(short)).toBe(400);
  expect(short).not.toContain('202');
  expect(statusOf(both)).toBe(400);
  expect(statusOf(twice)).toBe(400);
});

test('a head of a megabyte is not read to its end', async () => {
  const controller = await aController();

  const answer = await raw(controller, [
    head('/webhooks/promote', { 'x-port-signature': 'v1,'.padEnd(1_000_000, 'A') }),
  ]);

  expect(statusOf(answer)).toBe(431);
});

test('who says nothing more is sent away, and others do not wait for him', async () => {
  const controller = await aController();
  const slow = Array.from(
    { length: 50 },
    async (_, index) =>
      await raw(
        controller,
        index % 2 === 0
          ? ['POST /webhooks/promote HTTP/1.1\r\nx-a: ']
          : [head('/webhooks/promote', { ...signed(body), 'content-length': 1000 }), '{'],
      ),
  );
  const prompt = await send(controller, '/webhooks/promote', body, signed(body));

  expect(prompt.status).toBe(202);
  expect((await Promise.all(slow)).map(statusOf)).toEqual(slow.map(() => 408));
});

test('a signature that comes in two headers is none', async () => {
  const controller = await aController();
  const { 'x-port-signature': signature = '', ...others } = signed(body);
  const doubled = head('/webhooks/promote', { ...others, 'content-length': Buffer.byteLength(body) }).replace(
    '\r\n\r\n',
    `\r\nx-port-signature: ${signature}\r\nX-Port-Signature: ${signature}\r\n\r\n`,
  );

  expect(statusOf(await raw(controller, [doubled, body], hasAnswer))).toBe(401);
});

test('health, readiness and metrics are there for whoever looks', async () => {
  const controller = await aController();
  await send(controller, '/webhooks/promote', body, signed(body));
  const [health, ready, metrics] = await Promise.all(
    ['/health', '/ready', '/metrics'].map(async (path) => await fetch(`${controller.url}${path}`)),
  );

  expect([health?.status, ready?.status, metrics?.status]).toEqual([200, 200, 200]);
  expect(await metrics?.text()).toContain(
    'slipway_controller_requests_total{path="/webhooks/promote",status="202",outcome="accepted"} 1',
  );
});
