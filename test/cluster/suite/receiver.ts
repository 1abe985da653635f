import { createServer } from 'node:http';
import type { Server } from 'node:http';

import * as z from 'zod';

/** What Slipway's controller is told, as far as the tests read it. */
const Message = z.looseObject({
  trigger: z.string(),
  id: z.string(),
  app: z.string(),
  health: z.string().nullable(),
  sync: z.string().nullable(),
  revision: z.string().nullable(),
  head: z.string().nullable(),
  operation: z.looseObject({ phase: z.string(), startedAt: z.string(), revision: z.string().nullable() }).nullable(),
  deployments: z.array(z.looseObject({ id: z.number(), revision: z.string(), startedAt: z.string() })),
});

/** A message, and when it came. */
export interface Received {
  readonly message: z.output<typeof Message>;
  readonly authorization: string | undefined;
  /** In milliseconds, as `Date.now()` says. */
  readonly at: number;
}

/** A program that notifications are sent to: it takes whatever comes, and remembers it. */
export class Receiver {
  readonly received: Received[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const { authorization } = request.headers;
        this.received.push({ message: Message.parse(JSON.parse(body)), authorization, at: Date.now() });
        response.writeHead(202).end();
      });
    });
  }

  static async listen(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => {
      receiver.#server.listen(0, '127.0.0.1', resolve);
    });
    return receiver;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Messages of a trigger, oldest first. */
  of(trigger: string): readonly Received[] {
    const ofTrigger = this.received.filter(({ message }) => message.trigger === trigger);
    return ofTrigger.filter(
      ({ message }, index) => index === ofTrigger.findIndex((one) => one.message.id === message.id),
    );
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}
