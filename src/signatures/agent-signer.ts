import { createConnection } from 'node:net';

import { Refusal } from '../model/refusal';
import type { Signer } from './signer';
import { sshKeyType, sshPublicLine } from './ssh-key';
import type { SshPublicKey } from './ssh-key';
import { armoredSshsig, gitNamespace, signedBytes } from './sshsig';
import { WireError, WireReader, wireString } from './wire';

/** Where an ssh-agent listens, and which of its keys signs. */
export interface AgentSignerProps {
  /** Path of its socket: the variable SSH_AUTH_SOCK. */
  readonly socket: string;
  readonly publicKey: SshPublicKey;
  /** What it is signed for. @default 'git' */
  readonly namespace?: string;
}

/**
 * Signs by an ssh-agent, which keeps the private key to itself (draft-miller-ssh-agent).
 *
 * @throws Refusal from `sign`, when the agent does not answer, has not got the key, or does not want to
 */
export function agentSigner({ socket, publicKey, namespace = gitNamespace }: AgentSignerProps): Signer {
  return {
    format: 'ssh',
    async sign(message) {
      const request = [publicKey.blob, signedBytes(namespace, 'sha512', message)].map((part) => wireString(part));
      const answer = await ask(socket, Buffer.concat([signRequest, ...request, noFlags]));
      const signature = answer[0] === signResponse ? signatureIn(answer.subarray(1)) : undefined;
      if (signature !== undefined) return armoredSshsig(publicKey.blob, namespace, signature);
      throw new Refusal(
        `the ssh-agent at "${socket}" did not sign with "${sshPublicLine(publicKey)}"; does "ssh-add -L" list the key?`,
        'usage',
      );
    },
  };
}

const signRequest = Buffer.from([13]);
const signResponse = 14;
const noFlags = Buffer.alloc(4);

/** Answers are short; what sends more is no agent. */
const largestAnswer = 262_144;

/** A person may have to touch a key or to confirm. */
const patienceMilliseconds = 60_000;

function signatureIn(answer: Buffer): Buffer | undefined {
  try {
    const reader = new WireReader(new WireReader(answer).string());
    const [type, signature] = [reader.string().toString(), reader.string()];
    return type === sshKeyType && signature.length === 64 ? signature : undefined;
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** One request, one answer. */
function ask(socket: string, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const connection = createConnection(socket);
    let received = Buffer.alloc(0);
    const fail = (why: string): void => {
      connection.destroy();
      reject(new Refusal(`the ssh-agent at "${socket}" does not answer: ${why}; is SSH_AUTH_SOCK right?`, 'usage'));
    };
    connection.setTimeout(patienceMilliseconds, () => fail(`nothing came for ${patienceMilliseconds / 1000} s`));
    connection.on('error', ({ message }) => fail(message));
    connection.on('end', () => fail('it closed the connection'));
    connection.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const length = received.length < 4 ? undefined : received.readUInt32BE(0);
      if (length === undefined) return;
      if (length === 0 || length > largestAnswer) fail(`it announced ${length} bytes`);
      else if (received.length >= length + 4) {
        connection.destroy();
        resolve(received.subarray(4, length + 4));
      }
    });
    connection.write(wireString(request));
  });
}
