import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';

import { createApp } from '../src/app.js';

const missing = [];
const pages = new Map([['/index.html', { type: 'text/html', content: Buffer.from('<h1>page</h1>') }]]);
const app = createApp({ pages, unreachable: async () => missing });
let address;

before(async () => {
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  address = `http://127.0.0.1:${app.address().port}`;
});

after(() => app.close());

test('it is healthy, whatever it can reach', async () => {
  missing.push('the database');
  const health = await fetch(`${address}/health`);
  missing.length = 0;
  assert.equal(health.status, 200);
});

test('it is ready once what it depends on can be reached, and else says what cannot', async () => {
  missing.push('the database');
  const before = await fetch(`${address}/ready`);
  missing.length = 0;
  const after = await fetch(`${address}/ready`);
  assert.deepEqual([before.status, await before.text(), after.status], [503, 'cannot reach the database\n', 200]);
});

test('requests are counted by their code, and probes are not', async () => {
  await fetch(`${address}/`);
  await fetch(`${address}/nowhere`);
  await fetch(`${address}/api/greeting`, { method: 'POST' });
  const metrics = await (await fetch(`${address}/metrics`)).text();
  assert.match(metrics, /^http_requests_total\{method="GET",code="200"\} 1$/m);
  assert.match(metrics, /^http_requests_total\{method="GET",code="404"\} 1$/m);
  assert.match(metrics, /^http_requests_total\{method="POST",code="405"\} 1$/m);
  assert.match(metrics, /^http_request_duration_seconds_bucket\{le="0.005",method="GET"\} /m);
});

test('a page is served, and nothing above the folder of pages', async () => {
  const page = await fetch(`${address}/`);
  const above = await fetch(`${address}/..%2fpackage.json`);
  assert.deepEqual([page.status, await page.text(), above.status], [200, '<h1>page</h1>', 404]);
});
