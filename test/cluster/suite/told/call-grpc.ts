import { connect } from 'node:http2';

const deadlineMilliseconds = 10_000;

/**
 * Makes a call of gRPC that has one message in each direction ("gRPC over HTTP2", github.com/grpc/grpc).
 *
 * @param server `http://127.0.0.1:<port>`
 * @param path `/<package>.<service>/<method>`
 * @throws Error with status and message of gRPC
 */
export async function callGrpc(server: string, path: string, message: Uint8Array): Promise<Uint8Array> {
  const session = connect(server);
  try {
    return await new Promise((resolve, reject) => {
      session.once('error', reject);
      const stream = session.request({
        ':method': 'POST',
        ':path': path,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      let status: unknown;
      let said: unknown;
      const pieces: Buffer[] = [];
      // A call that fails at once has its status in the headers.
      const readStatus = (headers: Readonly<Record<string, unknown>>): void => {
        status ??= headers['grpc-status'];
        said ??= headers['grpc-message'];
      };
      stream.once('response', readStatus);
      stream.once('trailers', readStatus);
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.once('error', reject);
      stream.setTimeout(deadlineMilliseconds, () => stream.destroy(new Error(`${path} does not answer`)));
      stream.once('end', () => {
        if (status === '0') resolve(unframed(Buffer.concat(pieces)));
        else reject(new Error(`${path}: status ${String(status)} of gRPC: ${String(said)}`));
      });
      stream.end(framed(message));
    });
  } finally {
    session.close();
  }
}

/** A message has one byte before it that says whether it is compressed, and its length in four. */
const prefixLength = 5;

function framed(message: Uint8Array): Buffer {
  const prefix = Buffer.alloc(prefixLength);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

function unframed(frame: Buffer): Buffer {
  const message = frame.subarray(prefixLength);
  if (frame[0] !== 0 || frame.readUInt32BE(1) !== message.length)
    throw new Error('an answer of gRPC is not one message');
  return message;
}
