import assert from 'node:assert/strict';
import { test } from 'node:test';

const service = process.env.SERVICE_URL ?? 'http://127.0.0.1:@@port@@';

test('it answers as Kubernetes and Prometheus ask', async () => {
  for (const path of ['/health', '/ready', '/metrics']) assert.equal((await fetch(service + path)).status, 200, path);
});

test('its page asks its own API', async () => {
  const page = await (await fetch(`${service}/`)).text();
  const api = await (await fetch(`${service}/api/greeting`)).json();
  assert.match(page, /<h1>@@name@@<\/h1>/);
  assert.deepEqual(api, { greeting: 'hello' });
});
