import { createHmac } from 'node:crypto';

/** Sends a call as Port signs it. @returns the HTTP status */
export async function callOfPort(url: string, path: string, body: object, secret: string): Promise<number> {
  const text = JSON.stringify(body);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac('sha256', secret).update(`${timestamp}.`).update(text).digest('base64');
  const { status } = await fetch(`${url}/webhooks/${path}`, {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json', 'x-port-timestamp': timestamp, 'x-port-signature': `v1,${mac}` },
  });
  return status;
}
