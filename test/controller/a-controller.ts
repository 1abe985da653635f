import { createHmac } from 'node:crypto';
import { join } from 'node:path';

import { startController } from '../../src/controller/controller';
import type { ControllerOptions, RunningController } from '../../src/controller/controller';
import { temporaryFolder } from '../helpers/temporary-folder';
import { DoorDouble } from './door-double';
import { secrets, webhookSecret } from './test-secrets';

/** A controller, and what it was given. */
export interface TestController extends RunningController {
  readonly door: DoorDouble;
  readonly url: string;
  readonly log: Record<string, unknown>[];
  readonly journal: string;
}

const running: TestController[] = [];

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

/** Starts a controller in this process; it ends with the test. Nobody is told anything unless there is a portal. */
export async function aController(options: Partial<ControllerOptions> = {}): Promise<TestController> {
  const door = options.door instanceof DoorDouble ? options.door : new DoorDouble();
  const log: Record<string, unknown>[] = [];
  const journal = options.journal?.file ?? join(temporaryFolder(), 'journal.db');
  const { portalClient: _client, ...withoutClient } = secrets;
  const started = await startController({
    host: '127.0.0.1',
    port: 0,
    door,
    secrets: () => (options.portalUrl === undefined ? withoutClient : secrets),
    portalUrl: 'http://127.0.0.1:1',
    blueprint: 'microservice',
    isAgent: false,
    proxies: 0,
    log: (event, fields) => void log.push({ event, ...fields }),
    now: Date.now,
    random: () => 0,
    ...options,
    journal: { ...options.journal, file: journal },
  });
  const made = { ...started, door, log, journal, url: `http://127.0.0.1:${started.port}` };
  running.push(made);
  return made;
}

/** What somebody at the portal asks for. */
export function promotion(runId: string, properties: Readonly<Record<string, unknown>> = {}): object {
  return {
    action: 'promote_deployment',
    entity: { identifier: 'payment-service-staging', blueprint: 'deployment' },
    properties: { target_environment: 'prod', run_tests: true, change_ticket: 'CHG-12345', ...properties },
    context: { userEmail: 'developer@company.com', runId },
  };
}

/** Headers by which a body is Port's. */
export function signed(body: string | Uint8Array, secret = webhookSecret, now = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const mac = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('base64');
  return { 'content-type': 'application/json', 'x-port-timestamp': timestamp, 'x-port-signature': `v1,${mac}` };
}

/** What was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a signed call of the portal. */
export async function call(controller: { url: string }, path: string, body: unknown): Promise<Answered> {
  const text = JSON.stringify(body);
  return await send(controller, path, text, signed(text));
}

/** Sends a text. */
export async function send(
  { url }: { url: string },
  path: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<Answered> {
  const response = await fetch(`${url}${path}`, { method: 'POST', body, headers });
  const shown: unknown = await response.json();
  return { status: response.status, headers: response.headers, body: { ...Object(shown) } };
}

/** Waits until something is so. What is never so ends the test by an error, and not by hanging. */
export async function until(isSo: () => boolean, mostSeconds = 50): Promise<void> {
  for (let turns = mostSeconds * 200; turns > 0; turns--) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`waited in vain: ${String(isSo)}`);
}
