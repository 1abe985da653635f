import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { serviceToCreate } from '../../../src/changes/verbs/create';
import { placeServices } from '../../helpers/place-services';
import { writtenRepository } from '../../helpers/a-service-repository';
import { cacheFolder } from '../cache-folder';
import { missingFor, sampleName, samples, type Sample } from '../samples';

/** What the catalog's presets ask of a service that is made from a template. */
function expectedOf(template: string) {
  const service = serviceToCreate({ name: 'mail', team: 'payments', template })?.service;
  const placement = placeServices({ services: { mail: service ?? {} } }).placements['mail'];
  if (placement === undefined) throw new Error(`no placement for ${template}`);
  const { probes, metrics, security } = placement;
  return {
    liveness: probes.liveness?.path ?? '',
    readiness: probes.readiness?.path ?? '',
    metrics: metrics.path,
    user: Number(security.runAsUser),
  };
}

/** An image has at most 50 MB, of which Alpine's own files have less than 10. */
const largestProgram = 40e6;

for (const sample of samples) {
  const missing = missingFor(sample);
  if (missing.length > 0) process.stderr.write(`SKIPPED: ${sample.template}, as there is no ${missing.join(', ')}\n`);
  const describeIfPossible = missing.length > 0 ? describe.skip : describe;

  describeIfPossible(sample.template, () => {
    test('R0-12, R0-13, R3-16, R4-05, R4-08: it builds small, answers what the catalog asks, and ends', async () => {
      const folder = writtenRepository({ template: sample.template, name: sampleName });
      for (const words of sample.build) await run(words, folder, sample);
      const { liveness, readiness, metrics, user } = expectedOf(sample.template);
      const store = createServer().listen(0, '127.0.0.1');
      await once(store, 'listening');
      const port = await freePort();
      const grpcPort = await freePort();
      const variables = {
        PORT: String(port),
        GRPC_PORT: String(grpcPort),
        DB_HOST: '127.0.0.1',
        DB_PORT: String(portOf(store)),
        LOG_FORMAT: 'json',
      };
      // As nobody, who may write nowhere in here, as on a read-only disk.
      const child = start(sample, folder, variables, user);
      const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
      try {
        await until(async () => (await ask(readiness)) === 200, child);

        expect(await ask(liveness)).toBe(200);
        expect(await ask(metrics)).toBe(200);
        await run(sample.integration, folder, sample, {
          SERVICE_URL: `http://127.0.0.1:${port}`,
          GRPC_TARGET: `127.0.0.1:${grpcPort}`,
        });
        store.close();
        expect(await ask(readiness)).toBe(503);
        expect(await ask(liveness)).toBe(200);
      } finally {
        child.kill('SIGTERM');
      }
      const [exitCode] = await once(child, 'exit');

      expect(exitCode).toBe(sample.exitCode);
      if (sample.program !== undefined)
        expect(statSync(join(folder, sample.program)).size).toBeLessThan(largestProgram);
    });
  });
}

/** Runs a command to its end. Meanwhile this process hears what others say: servers close connections that are not used. */
async function run(
  words: readonly string[],
  folder: string,
  sample: Sample,
  variables: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = spawn('nice', ['-n', '19', ...words], {
    cwd: folder,
    env: {
      ...process.env,
      CARGO_TARGET_DIR: join(cacheFolder, 'cargo-target'),
      ...sample.variables,
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-16_000);
    });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (exitCode !== 0) throw new Error(`${words.join(' ')} ends with ${exitCode}:\n${said}`);
}

function start(
  { start: [program = '', ...words], variables: own }: Sample,
  folder: string,
  variables: Readonly<Record<string, string>>,
  user: number,
): ChildProcess {
  chmodSync(folder, 0o755);
  const env = { PATH: process.env['PATH'], ...own, ...variables };
  const placeFor = (as: { readonly uid?: number }): string =>
    spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { cwd: folder, env, encoding: 'utf8', ...as }).stdout;
  // An interpreter in somebody's home may be read by its owner only.
  const mayNobody = process.getuid?.() === 0 && placeFor({ uid: user }) === placeFor({});
  return spawn(program, words, {
    cwd: folder,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...(mayNobody && { uid: user, gid: user }),
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a server on a port has an address');
  return address.port;
}

/** Waits until something holds; a process that has ended will never make it true. */
async function until(holds: () => Promise<boolean>, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}
