import { createServer } from 'node:http';
import type { Server } from 'node:http';

import { aController, call, promotion, until } from '../a-controller';
import { DoorDouble, committed } from '../door-double';
import { secrets } from '../test-secrets';
import { aHealthyApplication } from './a-healthy-application';

const commit = 'c'.repeat(40);
const [before, after] = ['services/web/overlays/prod/empty', 'services/web/overlays/prod'];

let argocd: Server;
let url: string;
let path: string;
let healthy: object[];
let calls: { readonly method: string; readonly path: string; readonly body: string; readonly token: string }[];

beforeEach(async () => {
  [path, healthy, calls] = [after, [], []];
  argocd = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      const { method = '', url: asked = '', headers } = request;
      const isList = asked.startsWith('/api/v1/applications?');
      if (!isList) calls.push({ method, path: asked, body, token: headers.authorization ?? '' });
      response.writeHead(asked.includes('unknown') ? 403 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isList ? { items: healthy } : { spec: { source: { path } } }));
    });
  });
  await new Promise<void>((resolve) => {
    argocd.listen(0, '127.0.0.1', resolve);
  });
  const address = argocd.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterEach(() => {
  argocd.closeAllConnections();
  argocd.close();
});

test('a change starts the sync of what it has written, at its commit, and of nothing else', async () => {
  await change('web-prod');
  await until(() => calls.some(({ method }) => method === 'POST'));

  expect(calls).toEqual([
    { method: 'GET', path: '/api/v1/applications/web-prod', body: '', token: 'Bearer the-token' },
    {
      method: 'POST',
      path: '/api/v1/applications/web-prod/sync',
      body: JSON.stringify({ revision: commit, prune: true }),
      token: 'Bearer the-token',
    },
  ]);
});

test('what does not read yet what the commit has, or is not there yet, is asked for again', async () => {
  path = before;
  await change('web-prod');
  await until(() => calls.length === 1);
  path = after;
  await until(() => calls.length === 3);

  expect(calls.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
});

test('an Application that the token may not see is not synced', async () => {
  await change('unknown-prod');
  await until(() => calls.length === 2);

  expect(calls.map(({ method }) => method)).toEqual(['GET', 'GET']);
});

test('what notifications do not tell is seen by looking', async () => {
  const [service, environment] = ['payment-service', 'prod'];
  healthy = [aHealthyApplication(service, environment, commit)];
  const controller = await aController({ argocds: [{ url }] });
  await until(() => controller.door.observations.length > 0);

  expect(controller.door.observations).toMatchObject([
    { service, environment, verdict: 'healthy', healthySince: '2026-11-25T10:00:00Z', head: commit },
  ]);
});

async function change(application: string): Promise<void> {
  const door = new DoorDouble();
  door.decide = ({ request }) => ({
    ...committed(request.runId),
    syncs: [{ application, environment: 'prod', path: after, commit, committedAt: Date.now() }],
  });
  const { portalClient: _client, ...others } = secrets;
  const controller = await aController({
    door,
    argocds: [{ url }],
    secrets: () => ({ ...others, argocdApis: [{ token: 'the-token', environments: [] }] }),
  });
  await call(controller, '/webhooks/promote', promotion('r_1'));
}
