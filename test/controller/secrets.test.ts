import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { jsonLog } from '../../src/controller/log';
import { readSecrets, secretTexts } from '../../src/controller/read-secrets';
import { temporaryFolder } from '../helpers/temporary-folder';
import { aController, call, promotion, send, signed, until } from './a-controller';
import { MockPort } from './mock-port';
import { argocdToken, secrets, webhookSecret } from './test-secrets';

function aFolder(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'secrets');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const [before, after] = ['a-secret-before-its-change', 'a-secret-after-its-change-'];
const token = 'a-token-of-an-argocd-0123456789abcdef';

test('secrets are files; two lines are for a change, and an Argo CD may have a file of its own', () => {
  const folder = aFolder({
    'portal-webhook-secret': `${before}\n${after}\n`,
    'portal-client-id': 'id\n',
    'portal-client-secret': `${after}\n`,
    'argocd-webhook-token': `${token}\n`,
    'argocd-webhook-token-eu': `${token}-eu dev,staging\n`,
    'notice-url': 'https://chat.example.com/hooks/x\n',
    'git-token': 'not ours to read\n',
  });

  expect(readSecrets(folder)).toEqual({
    portalWebhook: [before, after],
    portalClient: { id: 'id', secret: after },
    argocd: [
      { token, environments: [] },
      { token: `${token}-eu`, environments: ['dev', 'staging'] },
    ],
    noticeUrl: 'https://chat.example.com/hooks/x',
  });
});

test.each([
  ['no folder', undefined, 'cannot be read'],
  ['nothing in it', {}, 'portal-webhook-secret: is missing or empty'],
  [
    'an empty secret',
    { 'portal-webhook-secret': '\n', 'argocd-webhook-token': token },
    'portal-webhook-secret: is missing or empty',
  ],
  ['three secrets', { 'portal-webhook-secret': 'a\nb\nc', 'argocd-webhook-token': token }, 'has 3 lines'],
  [
    'a token that one can guess',
    { 'portal-webhook-secret': before, 'argocd-webhook-token': 'hunter2' },
    'argocd-webhook-token: has 7 bytes, and could be guessed; at least 32 are needed',
  ],
  [
    'a token of a further Argo CD that one can guess',
    { 'portal-webhook-secret': before, 'argocd-webhook-token': token, 'argocd-webhook-token-eu': 'hunter2 dev' },
    'argocd-webhook-token-eu: has 7 bytes',
  ],
  [
    'a secret of the portal of one letter',
    { 'portal-webhook-secret': 'x', 'argocd-webhook-token': token },
    'portal-webhook-secret: has 1 byte, and could be guessed; at least 24 are needed: copy the whole of it, or make one with "openssl rand -hex 32"',
  ],
  [
    'a secret of the portal that is a byte too short',
    { 'portal-webhook-secret': before.slice(0, 23), 'argocd-webhook-token': token },
    'has 23 bytes',
  ],
  [
    'a second secret that is short',
    { 'portal-webhook-secret': `${before}\nhunter2`, 'argocd-webhook-token': token },
    'has 7 bytes',
  ],
  [
    'half a secret of the portal',
    {
      'portal-webhook-secret': before,
      'argocd-webhook-token': token,
      'portal-client-id': 'id',
      'portal-client-secret': 'hunter2',
    },
    'portal-client-secret: has 7 characters',
  ],
  [
    'half an address',
    { 'portal-webhook-secret': before, 'argocd-webhook-token': token, 'notice-url': 'hunter2' },
    'notice-url: has 7 characters',
  ],
  [
    'half of a client',
    { 'portal-webhook-secret': 'a', 'argocd-webhook-token': token, 'portal-client-id': 'id' },
    'without the other',
  ],
])('%s does not start, and is not shown', (_, files, message) => {
  const folder = files === undefined ? '/nowhere/secrets' : aFolder(files);
  const reading = (): unknown => readSecrets(folder);

  expect(reading).toThrow(message);
  expect(reading).not.toThrow('hunter2');
});

describe('where the APIs of several Argo CDs are asked', () => {
  const needed = { 'portal-webhook-secret': 'a-secret-of-a-portal-0123456789', 'argocd-webhook-token': token };
  const read = (files: Readonly<Record<string, string>>, apis: readonly (string | undefined)[]): unknown =>
    readSecrets(aFolder({ ...needed, ...files }), apis);

  test('each has a token, and the environments of its cluster behind it', () => {
    expect(
      read({ 'argocd-api-token': 'one-token dev,staging\n', 'argocd-api-token-eu': 'eu-token prod\n' }, [
        undefined,
        'eu',
      ]),
    ).toMatchObject({
      argocdApis: [
        { token: 'one-token', environments: ['dev', 'staging'] },
        { name: 'eu', token: 'eu-token', environments: ['prod'] },
      ],
    });
  });

  test('the only one may have no token, and may be good for everything', () => {
    expect(read({}, [undefined])).not.toHaveProperty('argocdApis');
    expect(read({ 'argocd-api-token': 'one-token\n' }, [undefined])).toMatchObject({
      argocdApis: [{ token: 'one-token', environments: [] }],
    });
  });

  test('all that is wrong with them is said at once, and no token is', () => {
    const reading = (): unknown =>
      read(
        {
          'argocd-api-token': 'one-token',
          'argocd-api-token-eu': 'eu-token dev,prod',
          'argocd-api-token-us': 'us-token prod',
        },
        [undefined, 'eu', 'us', 'asia'],
      );

    expect(reading).toThrow('argocd-api-token-asia: is missing or empty');
    expect(reading).toThrow('argocd-api-token: says no environments');
    expect(reading).toThrow('argocd-api-token-eu and argocd-api-token-us: both say "prod"');
    for (const secret of ['one-token', 'eu-token', 'us-token']) expect(reading).not.toThrow(`${secret} `);
  });
});

test('a line of the log is one line of plain text, and has no secret in it', () => {
  const lines: string[] = [];
  const log = jsonLog(
    (line) => lines.push(line),
    () => secretTexts(secrets),
    () => 0,
  );
  log('x', {
    a: `one\ntwo\u001b[31m\u2028three`,
    b: `token ${argocdToken} here`,
    c: `ghp_${'a1B2'.repeat(9)}`,
    d: undefined,
    e: 'y'.repeat(5000),
  });

  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[ -~]+\n$/);
  expect(lines[0]).not.toContain(argocdToken);
  expect(lines[0]).not.toContain('ghp_a1B2');
  expect(lines[0]?.length).toBeLessThan(1000);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    at: '1970-01-01T00:00:00.000Z',
    event: 'x',
    b: 'token (a secret: not shown) here',
  });
});

test('a secret that begins like another one, or stands where a line is cut, is hidden as a whole', () => {
  const lines: string[] = [];
  const long = `${token}-and-more-of-it`;
  const log = jsonLog(
    (line) => lines.push(line),
    () => [token, long],
    () => 0,
  );
  log('x', { a: `with ${long} in it`, b: `${`${'z'.repeat(300)} `.repeat(7).slice(0, 1990)}${token}` });
  log('x', { a: `${long} `.repeat(80) });

  expect(lines.join('')).not.toContain('more-of-it');
  expect(lines.join('')).not.toContain(token.slice(0, 8));
});

test('wherever a secret is put, it comes out nowhere', async () => {
  const port = await MockPort.start();
  const lines: string[] = [];
  const canary = `ghp_${'c4N1'.repeat(9)}`;
  const controller = await aController({
    portalUrl: port.url,
    rate: { perSecond: 1e6, burst: 1e6 },
    log: jsonLog(
      (line) => lines.push(line),
      () => secretTexts(secrets),
      Date.now,
    ),
  });
  const base = promotion('r_1');
  const bodies: readonly object[] = [
    ...Object.keys(base).map((key) => ({ ...base, [key]: canary })),
    { ...base, [canary]: 1 },
    promotion('r_2', { reason: canary }),
    promotion('r_3', { [canary]: canary }),
    promotion('r_4', { target_environment: canary, release: canary, change_ticket: canary }),
    { ...promotion('r_5'), context: { runId: canary } },
    { ...promotion('r_6'), context: { runId: 'r_6', userEmail: canary } },
    { ...promotion('r_7'), entity: { identifier: canary, blueprint: canary } },
  ];
  const answers = await Promise.all(
    bodies.map(async (body) => (await call(controller, '/webhooks/promote', body)).body),
  );
  const text = JSON.stringify(base);
  for (const headers of [
    { ...signed(text), 'x-port-signature': `v1,${webhookSecret}` },
    { ...signed(text), authorization: `Bearer ${argocdToken}`, 'x-port-timestamp': canary },
  ])
    answers.push((await send(controller, '/webhooks/promote', text, headers)).body);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${argocdToken}` };
  answers.push((await send(controller, '/webhooks/argocd', JSON.stringify({ app: canary }), headers)).body);
  await until(() => lines.some((line) => line.includes('event.useless')));
  const metrics = await (await fetch(`${controller.url}/metrics`)).text();
  await port.stop();
  const shown = [JSON.stringify(answers), lines.join(''), metrics].join('\n');

  for (const secret of [canary, webhookSecret, argocdToken, secrets.portalClient.secret])
    expect(shown).not.toContain(secret);
  expect(answers.length).toBeGreaterThan(10);
});
