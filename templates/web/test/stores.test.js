import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';

import { unreachableStores } from '../src/stores.js';

test('without variables it depends on nothing', async () => {
  assert.deepEqual(await unreachableStores({}), []);
});

test('a store that accepts a connection is reached, and one that does not is named', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const isThere = { DB_HOST: '127.0.0.1', DB_PORT: String(port), REDIS_URL: `redis://:secret@127.0.0.1:${port}/0` };
  assert.deepEqual(await unreachableStores(isThere), []);
  server.close();
  await once(server, 'close');
  assert.deepEqual(await unreachableStores(isThere), ['the database', 'Redis']);
});
