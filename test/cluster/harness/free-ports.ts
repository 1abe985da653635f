import { createServer } from 'node:net';
import type { Server } from 'node:net';

/**
 * Finds ports of 127.0.0.1 that nobody listens on. They are asked for at once, so they differ from each other.
 * Another program may take one before it is used; whoever starts a program on it says so then.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
    return address.port;
  });
  await Promise.all(servers.map(close));
  return ports;
}

/**
 * Makes sure that a port that somebody asked for is free.
 *
 * @param purpose what it is for, for the message: "the API server"
 * @throws PortError that names the port
 */
export async function requireFreePort(port: number, purpose: string): Promise<number> {
  try {
    await close(await listen(port));
    return port;
  } catch (error) {
    const isTaken = String(error).includes('EADDRINUSE');
    const problem = isTaken ? 'is taken by another program' : `cannot be had (${String(error)})`;
    throw new PortError(
      `port ${port}, asked for ${purpose}, ${problem}: name another port, or none to get a free one`,
      { cause: error },
    );
  }
}

/** A port that somebody asked for and that cannot be had. */
export class PortError extends Error {
  override name = 'PortError';
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  });
}
