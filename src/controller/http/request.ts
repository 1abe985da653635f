import type { IncomingMessage } from 'node:http';

/** A request with its whole body. */
export interface ReceivedRequest {
  /** Where it came from. */
  readonly source: string;
  /** The one value of a header; undefined when it is missing, or there more than once. */
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
}

/** Makes one of a message of Node. */
export function receivedRequest(message: IncomingMessage, source: string, body: Buffer): ReceivedRequest {
  return { source, body, header: (name) => headerOf(message, name) };
}

/** Node joins most headers that come twice, and of some it drops one: what is signed must be there once. */
function headerOf({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  const values = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
  return values.length === 1 ? values[0] : undefined;
}

/**
 * Where a request came from: the address of the connection, or, behind proxies of ours, what the outermost of them saw.
 *
 * @param proxies how many there are. What stands further left in the header was written by somebody else.
 */
export function sourceOf(message: IncomingMessage, proxies: number): string {
  const direct = message.socket.remoteAddress ?? 'unknown';
  if (proxies === 0) return direct;
  const { 'x-forwarded-for': forwarded } = message.headers;
  const hops = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',').map((hop) => hop.trim());
  const hop = hops.at(-proxies) ?? '';
  return /^[0-9a-fA-F.:]{2,45}$/.test(hop) ? hop : direct;
}
