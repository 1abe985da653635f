import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** Stands between a client and a server, and cuts what passes. Whoever starts it stops it. */
export interface CuttingProxy {
  readonly port: number;
  /** Bytes that passed since it was asked last, in both directions. */
  readonly takePassed: () => number;
  /** All connections end when so many bytes more have passed; those after it are whole. */
  readonly cutAfter: (bytes: number) => void;
  /** Nothing more passes, and nothing ends. */
  readonly stall: () => void;
  /** Whether the cut that was asked for last has happened. */
  readonly hasCut: () => boolean;
  readonly stop: () => Promise<void>;
}

/** Starts one before a port of this machine. */
export async function aCuttingProxy(target: number): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let [passed, left, isStalled] = [0, Infinity, false];
  const forward = (from: Socket, to: Socket): void => {
    from.on('data', (chunk: Buffer) => {
      if (isStalled) return;
      const part = chunk.subarray(0, left);
      passed += part.length;
      left -= part.length;
      to.write(part);
      if (left > 0) return;
      left = Infinity;
      for (const socket of sockets) socket.destroy();
    });
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => sockets.delete(from));
    sockets.add(from);
  };
  const server = createServer((client) => {
    const upstream = createConnection(target, '127.0.0.1');
    forward(client, upstream);
    forward(upstream, client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  // A server on a port always has an address with one.
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    port,
    takePassed: () => {
      const before = passed;
      passed = 0;
      return before;
    },
    cutAfter: (bytes) => (left = bytes),
    hasCut: () => left === Infinity,
    stall: () => (isStalled = true),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
