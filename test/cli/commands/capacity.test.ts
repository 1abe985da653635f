import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { cleanVariables, runSlipway, slipwayFile } from '../../helpers/run-slipway';
import { aCatalogFolder, environmentYaml, serviceYaml } from '../../helpers/a-catalog';
import { shippedCatalog } from '../../helpers/shipped-catalog';

const shipped = ['--catalog', shippedCatalog];

test('R4-16: the nine services ask for 1.2 cores and 1.5 GiB, and may use 6 of each', () => {
  const { stdout, exitCode } = runSlipway(['capacity', 'dev', ...shipped]);

  expect(stdout.split('\n')[0]).toMatch(/^dev +pods +cpu +at most +memory +at most$/);
  expect(stdout).toMatch(/^game +10 +1200m +6 +1536Mi +6Gi$/m);
  expect(exitCode).toBe(0);
});

test('R4-16, R2-27: autoscalers count from their fewest pods to their most', () => {
  const { environments } = JSON.parse(runSlipway(['capacity', 'prod', '--by', 'service', '--json', ...shipped]).stdout);
  const [{ environment, groups }] = environments;

  expect(environment).toBe('prod');
  expect(groups['user-service']).toEqual({
    pods: { least: 3, most: 10 },
    requests: { cpu: { least: 0.6, most: 2 }, memory: { least: 768 * 2 ** 20, most: 2560 * 2 ** 20 } },
    limits: { cpu: { least: 0.6, most: 2 }, memory: { least: 768 * 2 ** 20, most: 2560 * 2 ** 20 } },
  });
});

test('what a chart makes is not counted as nothing, but said', () => {
  const catalog = aCatalogFolder({
    'services/made/service.yaml': 'team: web-team\nports: []\nchart: { source: folder }\n',
    'services/made/dev.yaml': 'release: { version: 1.0.0 }\n',
    'services/made/chart/Chart.yaml': 'apiVersion: v2\nname: made\nversion: 1.0.0\n',
  });
  const words = ['capacity', 'dev', '--by', 'service', '--catalog', catalog];

  const { stdout } = runSlipway(words);
  const { environments } = JSON.parse(runSlipway([...words, '--json']).stdout);

  expect(stdout).toContain('not counted, since others make their pods: made\n');
  expect(stdout).not.toMatch(/^made/m);
  expect(environments[0]).toMatchObject({ uncounted: ['made'], groups: { web: expect.anything() } });
  expect(environments[0].groups).not.toHaveProperty('made');
});

test('teams add up to the same as services, and what is retired needs nothing', () => {
  const files = {
    'environments/dev.yaml': environmentYaml,
    'services/api/service.yaml': `${serviceYaml}retired: true\n`,
    'services/api/dev.yaml': 'release: { version: v1 }\n',
  };
  const catalog = aCatalogFolder(files);

  const { stdout } = runSlipway(['capacity', 'dev', '--by', 'team', '--catalog', catalog]);

  expect(stdout.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^web-team +2 +200m +1 +256Mi +1Gi$/),
    expect.stringMatching(/^every team +2 +200m +1 +256Mi +1Gi$/),
    '',
  ]);
});

test('an unknown environment is refused', () => {
  expect(runSlipway(['capacity', 'prodd', ...shipped]).stderr).toContain('unknown environment "prodd"');
});

describe('with a Prometheus', () => {
  const asked: string[] = [];
  let used = { cpu: '0.31', memory: String(300 * 2 ** 20) };
  const server = createServer(({ url = '' }, response) => {
    const query = new URL(url, 'http://localhost').searchParams.get('query') ?? '';
    asked.push(query);
    const value = query.includes('cpu') ? used.cpu : used.memory;
    response.end(
      JSON.stringify({
        status: 'success',
        data: { resultType: 'vector', result: value === '' ? [] : [{ metric: {}, value: [1, value] }] },
      }),
    );
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = server.address();
    url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  // Not as runSlipway does it, which would hold up the server.
  const capacity = (catalog: string) =>
    new Promise<string>((resolve) => {
      const words = [slipwayFile, 'capacity', 'dev', '--catalog', catalog, '--prometheus', url];
      execFile(process.execPath, words, { env: cleanVariables() }, (_, stdout, stderr) => resolve(stdout + stderr));
    });

  test('R0-29: who uses much more or less than it asks for is told what to ask for', async () => {
    const text = await capacity(aCatalogFolder({}));

    expect(text).toContain('web: requests.cpu 100m -> 380m: 95 of 100 minutes stayed below 310m');
    expect(text).toContain('web: requests.memory 128Mi -> 368Mi: the most was 300Mi');
    expect(asked.every((query) => query.includes('namespace="dev", container="web"'))).toBe(true);
  });

  test('who is near, or was not measured, is left alone', async () => {
    used = { cpu: '0.09', memory: '' };

    expect(await capacity(aCatalogFolder({}))).not.toContain('->');
  });

  test('a Prometheus that does not answer is refused, with its URL', () => {
    const { stderr, exitCode } = runSlipway(['capacity', 'dev', '--prometheus', 'http://127.0.0.1:9', ...shipped]);

    expect(stderr).toContain('"http://127.0.0.1:9" could not be asked');
    expect(exitCode).toBe(1);
  });
});
