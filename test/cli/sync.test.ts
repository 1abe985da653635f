import { createServer } from 'node:http';
import type { Server } from 'node:http';

import { aCatalogFolder, environmentYaml, overlayYaml, serviceYaml } from '../helpers/a-catalog';
import { runHere } from '../helpers/run-in-process';

const files = {
  'environments/prod.yaml': `${environmentYaml.replace('mode: automatic', 'mode: manual')}aliases: [production]\n`,
  'services/queue/service.yaml': `${serviceYaml}tier: data\n`,
  'services/queue/prod.yaml': overlayYaml,
  'services/only-dev/service.yaml': serviceYaml,
  'services/only-dev/dev.yaml': overlayYaml,
};
const commit = 'c'.repeat(40);
const paths: Readonly<Record<string, string>> = {
  'baseline-prod': 'argocd/prod/baseline',
  'queue-prod': 'services/queue/overlays/prod',
  'web-prod': 'services/web/overlays/prod',
};

let catalog: string;
let argocd: Server;
let variables: Readonly<Record<string, string>>;
let calls: string[];
let synced: Set<string>;
let refusal: string | undefined;

beforeEach(async () => {
  catalog = aCatalogFolder(files);
  [calls, synced, refusal] = [[], new Set(), undefined];
  argocd = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const name = /^\/api\/v1\/applications\/([^/?]+)/.exec(url)?.[1] ?? '';
      if (headers.authorization !== 'Bearer the-token') response.writeHead(401).end('{}');
      else if (method === 'POST') {
        calls.push(`${name} ${body}`);
        if (refusal === undefined) synced.add(name);
        response.writeHead(refusal === undefined ? 200 : 400);
        response.end(JSON.stringify(refusal === undefined ? {} : { error: refusal, message: refusal, code: 9 }));
      } else response.writeHead(paths[name] === undefined ? 403 : 200).end(JSON.stringify(applicationOf(name)));
    });
  });
  await new Promise<void>((resolve) => {
    argocd.listen(0, '127.0.0.1', resolve);
  });
  const address = argocd.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  variables = { ARGOCD_SERVER: `http://127.0.0.1:${port}`, ARGOCD_AUTH_TOKEN: 'the-token' };
});

afterEach(() => {
  argocd.closeAllConnections();
  argocd.close();
});

test('R1-10: what waits is said, and nothing is started', async () => {
  const { stdout, exitCode } = await sync('production', '--dry-run');

  expect(stdout).toBe(`! baseline-prod waits
    differs: Deployment baseline-prod
    is left, without --prune: ConfigMap old
! queue-prod waits
    differs: Deployment queue-prod
    is left, without --prune: ConfigMap old
! web-prod waits
    differs: Deployment web-prod
    is left, without --prune: ConfigMap old
`);
  expect(calls).toEqual([]);
  expect(exitCode).toBe(0);
});

test('R1-09, R1-10, R4-11: namespaces are synced first, then services by their waves, and how each ends is said', async () => {
  const { stdout, exitCode } = await sync('prod');

  expect(calls).toEqual(['baseline-prod {"prune":false}', 'queue-prod {"prune":false}', 'web-prod {"prune":false}']);
  expect(stdout.split('\n')).toContain(`✓ web-prod is synced at ${commit.slice(0, 12)}, Healthy`);
  expect(exitCode).toBe(0);
});

test('named services are synced alone, at a commit, and what they have no more is deleted', async () => {
  const { exitCode } = await sync('prod', 'web', '--prune', '--revision', commit);

  expect(calls).toEqual([`web-prod {"revision":"${commit}","prune":true}`]);
  expect(exitCode).toBe(0);
});

test('a refusal is said in the words of Argo CD, and what comes after is not begun', async () => {
  refusal = 'cannot sync: blocked by sync window';
  const { stdout, exitCode } = await sync('prod');

  expect(stdout).toBe(`✗ baseline-prod was not synced: Argo CD does not sync "baseline-prod" (400): ${refusal}
✗ queue-prod was not begun: what comes before it is not well
✗ web-prod was not begun: what comes before it is not well
`);
  expect(exitCode).toBe(1);
});

test('programs get one JSON object', async () => {
  const { stdout } = await sync('prod', 'web', '--json', '--dry-run');

  expect(JSON.parse(stdout)).toEqual({
    applications: [
      {
        application: 'web-prod',
        end: 'waits',
        revision: commit,
        health: 'Healthy',
        why: '',
        differing: ['Deployment web-prod'],
        left: ['ConfigMap old'],
      },
    ],
  });
});

describe('while prod is frozen', () => {
  const thursday = new Date('2026-12-03T23:59:00Z');
  const friday = new Date('2026-12-04T10:00:00Z');
  const weekEnd = '{ reason: nobody is there to help, schedule: "0 0 * * 5", duration: 24h, allowsManualSync: true }';
  const closing = '{ reason: closing of the year, from: "2026-12-03T12:00:00Z", until: "2026-12-05T06:00:00+01:00" }';
  const freeze = (freezes: string, more = '') => {
    const file = 'environments/prod.yaml';
    catalog = aCatalogFolder({ ...files, [file]: `${files[file]}freezes: [${freezes}]\n${more}` });
  };
  const exempt = 'gates: { hotfix: { skips: [freeze] } }\n';

  test('R1-15: what was agreed to on Thursday is not synced on Friday, although a person could sync it in Argo CD', async () => {
    freeze(weekEnd);

    const { stderr, exitCode } = await syncAt(friday, 'prod');

    expect(stderr).toContain('"prod" is frozen, until 2026-12-05T00:00:00Z: nobody is there to help');
    expect(stderr).toContain('sync when it has ended, or end it in the catalog');
    expect(stderr).not.toContain('--hotfix');
    expect([calls, exitCode]).toEqual([[], 2]);
    expect(await syncAt(thursday, 'prod')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(calls).toHaveLength(3);
  });

  test('R1-15: one that comes once is asked, too, and the end is that of both', async () => {
    freeze(`${weekEnd}, ${closing}`);

    const { stderr, exitCode } = await syncAt(friday, 'production', 'web');

    expect(stderr).toContain(
      '"prod" is frozen, until 2026-12-05T05:00:00Z: nobody is there to help, closing of the year',
    );
    expect([calls, exitCode]).toEqual([[], 2]);
  });

  test('an urgent fix is synced where the gates let one go past freezes, and Argo CD is told why', async () => {
    freeze(weekEnd, exempt);

    expect((await syncAt(friday, 'prod', 'web')).stderr).toContain('is synced with --hotfix WHY');
    const { stderr, exitCode } = await syncAt(friday, 'prod', 'web', '--hotfix', 'orders fail');

    const infos = [{ name: 'Reason', value: 'urgent fix: orders fail' }];
    expect(calls).toEqual([`web-prod ${JSON.stringify({ prune: false, infos })}`]);
    expect(stderr).toContain('"prod" is frozen, until 2026-12-05T00:00:00Z');
    expect(exitCode).toBe(0);
  });

  test('nothing is urgent where the gates know no such way, or that has no reason or no service', async () => {
    freeze(weekEnd);
    expect(await syncAt(friday, 'prod', 'web', '--hotfix', 'orders fail')).toMatchObject({ exitCode: 2 });

    freeze(weekEnd, exempt);
    expect((await syncAt(friday, 'prod', 'web', '--hotfix', ' ')).stderr).toContain('--hotfix: says nothing');
    expect((await syncAt(friday, 'prod', '--hotfix', 'orders fail')).stderr).toContain('none is named');
    expect(calls).toEqual([]);
  });

  test('what waits can be looked at, and that it has to wait is said', async () => {
    freeze(weekEnd);

    const { stdout, stderr, exitCode } = await syncAt(friday, 'prod', '--dry-run');

    expect(stdout).toContain('! web-prod waits');
    expect(stderr).toContain('"prod" is frozen, until 2026-12-05T00:00:00Z');
    expect([calls, exitCode]).toEqual([[], 0]);
  });
});

test('everything that is wrong with what was typed is said at once', async () => {
  variables = { ARGOCD_SERVER: 'https://user:pass@argocd.example.com' };
  const { stderr, exitCode } = await sync('prod', 'wbe', 'only-dev', '--timeout', 'soon', '--revision', 'main');

  for (const part of [
    'unknown service "wbe"',
    'did you mean "web"?',
    'service "only-dev" is not deployed in "prod"',
    'ARGOCD_SERVER',
    'ARGOCD_AUTH_TOKEN',
    '"soon" is not a number of seconds',
    '"main" is not a commit',
  ])
    expect(stderr).toContain(part);
  expect(stderr).not.toContain('pass@');
  expect(exitCode).toBe(2);
});

async function sync(...words: readonly string[]) {
  return await runHere(['sync', ...words, '--catalog', catalog], { variables });
}

/** In the fields in which Argo CD 3.2 says it. */
function applicationOf(name: string): object {
  const isSynced = synced.has(name);
  return {
    spec: { source: { path: paths[name] } },
    status: {
      sync: { status: isSynced ? 'Synced' : 'OutOfSync', revision: commit },
      health: { status: 'Healthy' },
      resources: [
        { kind: 'Deployment', name, status: isSynced ? 'Synced' : 'OutOfSync' },
        { kind: 'ConfigMap', name: 'old', status: 'OutOfSync', requiresPruning: true },
      ],
      ...(isSynced && {
        operationState: { phase: 'Succeeded', startedAt: '2026-11-29T10:00:00Z', syncResult: { revision: commit } },
      }),
    },
  };
}

async function syncAt(time: Date, ...words: readonly string[]) {
  return await runHere(['sync', ...words, '--catalog', catalog], { variables, clock: () => time });
}
