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
