import { createServer } from 'node:net';

import { freePorts, requireFreePort } from './free-ports';

test('free ports differ from each other and are free', async () => {
  const ports = await freePorts(5);

  expect(new Set(ports).size).toBe(5);
  for (const port of ports) expect(await requireFreePort(port, 'a test')).toBe(port);
});

test('a port that is taken is named, and what it was for', async () => {
  const [port = 0] = await freePorts(1);
  const server = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));

  const message = await requireFreePort(port, 'Argo CD').catch(String);
  server.close();

  expect(message).toBe(
    `PortError: port ${port}, asked for Argo CD, is taken by another program: name another port, or none to get a free one`,
  );
});
