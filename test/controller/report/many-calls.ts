import { PortApi } from '../../../src/controller/report/port-api';
import { runCall } from '../../../src/portal/port/calls';
import { MockPort } from '../mock-port';
import { secrets } from '../test-secrets';

/** What came of many calls. */
export interface ManyCalls {
  /** How often which status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly tokens: number;
}

/** Calls at once; the half of Port's limit that is ours lets 62 through in 2.5 seconds. */
const together = 50;

/**
 * Calls Port's API as fast as it lets us, in three equal parts: before the second one the token has ended by its own time, before the
 * third one somebody has revoked it. Each time the first calls that meet it come at once.
 */
export async function callOften(calls: number): Promise<ManyCalls> {
  const port = await MockPort.start();
  try {
    port.addRun('r_1');
    let now = 1_700_000_000_000;
    // Longer than all of them take on the clock of the test: it ends when it is said to.
    port.tokenLife = 86_400;
    const api = new PortApi({ baseUrl: port.url, client: () => secrets.portalClient, now: () => now });
    const statuses: Record<string, number> = {};
    const part = Math.ceil(calls / 3);
    const ask = async (): Promise<void> => {
      for (let done = 0; done < part; done += together) {
        const some = Array.from(
          { length: Math.min(together, part - done) },
          async () => await api.send(runCall('r_1')),
        );
        for (const { status } of await Promise.all(some)) statuses[status] = (statuses[status] ?? 0) + 1;
        now += 2500;
      }
    };
    await ask();
    now += port.tokenLife * 1000;
    await ask();
    port.revoke();
    await ask();
    return { statuses, tokens: port.tokens };
  } finally {
    await port.stop();
  }
}
