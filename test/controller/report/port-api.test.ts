import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { PortApi } from '../../../src/controller/report/port-api';
import { runCall } from '../../../src/portal/port/calls';
import { secrets } from '../test-secrets';
import { callOften } from './many-calls';

/** `npm run test:long` has 10,000. */
test('600 calls, many at once, ask for one token, for another one when it has ended, and once more when it was revoked; none fails', async () => {
  await expect(callOften(600)).resolves.toEqual({ statuses: { 200: 600 }, tokens: 3 });
});

test('a call that hears late that its token was revoked takes the one that others have been given meanwhile', async () => {
  let tokens = 0;
  let letGo = (): void => undefined;
  const others = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const server = createServer((request, response) => {
    if (request.url === '/v1/auth/access_token') {
      tokens += 1;
      response.end(JSON.stringify({ accessToken: `token-${tokens}`, expiresIn: 3600 }));
      return;
    }
    const isRevoked = request.headers.authorization === 'Bearer token-1';
    response.statusCode = isRevoked ? 401 : 200;
    const isLate = isRevoked && request.url?.includes('late') === true;
    void (isLate ? others : Promise.resolve()).then(() => response.end('{}', isRevoked ? undefined : letGo));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // The server of Node has an address of this kind while it listens to a port.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.address() as AddressInfo;
  const api = new PortApi({
    baseUrl: `http://127.0.0.1:${port}`,
    client: () => secrets.portalClient,
    now: () => 1_700_000_000_000,
  });

  const answers = await Promise.all([api.send(runCall('early')), api.send(runCall('late'))]);
  server.closeAllConnections();
  server.close();

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(tokens).toBe(2);
});
