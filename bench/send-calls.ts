import { Agent, request } from 'node:http';

import { signedCall } from './signed-call';

/** How calls were answered. */
export interface CallAnswers {
  /** Milliseconds until each answer, but for those of the first two seconds. */
  readonly times: readonly number[];
  /** How many answers had each status. */
  readonly statuses: readonly (readonly [status: number, count: number])[];
}

/** In milliseconds: calls of this time are answered and not counted, as code that has just been loaded is slow for a second. */
const warmUp = 2000;

/**
 * Sends signed calls to a controller on this machine, so many each second, whether or not the ones before were answered, and says
 * how they were answered. It is a process of its own, as a portal is.
 * Arguments: a port, calls a second, seconds, the secret of the portal.
 */
async function main([port = '', perSecond = '', seconds = '', secret = '']: readonly string[]): Promise<void> {
  const answers = await load(
    (runId, agent) => ask(Number(port), agent, runId, secret),
    Number(perSecond),
    Number(seconds),
  );
  process.send?.(answers);
}

async function load(
  call: (runId: string, agent: Agent) => Promise<number>,
  perSecond: number,
  seconds: number,
): Promise<CallAnswers> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [];
  const statuses = new Map<number, number>();
  const pending: Promise<void>[] = [];
  const start = performance.now();
  for (let sent = 0; sent < perSecond * seconds;) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - start) * perSecond) / 1000));
    for (; sent < due; sent++) {
      const begun = performance.now();
      const answered = call(`run_${sent}`, agent).then((status) => {
        if (begun - start > warmUp) times.push(performance.now() - begun);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      });
      pending.push(answered);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(pending);
  agent.destroy();
  return { times, statuses: [...statuses] };
}

async function ask(port: number, agent: Agent, runId: string, secret: string): Promise<number> {
  const { body, headers } = signedCall(
    {
      action: 'promote_deployment',
      entity: { identifier: 'payment-service', blueprint: 'microservice' },
      properties: { target_environment: 'prod', run_tests: true, change_ticket: 'CHG-12345' },
      context: { userEmail: 'developer@company.com', runId },
    },
    secret,
  );
  return await new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      agent,
      method: 'POST',
      path: '/webhooks/promote',
      headers,
    });
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    // A server may close a connection at the moment at which it is used again: whoever calls sends it once more.
    sent.on('error', (error) => {
      if (sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET') resolve(ask(port, agent, runId, secret));
      else reject(error);
    });
    sent.end(body);
  });
}

void main(process.argv.slice(2));
