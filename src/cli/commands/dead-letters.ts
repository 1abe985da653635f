import * as z from 'zod';

import { readSecrets } from '../../controller/read-secrets';
import { boundedText } from '../../http/bounded-text';
import { Refusal } from '../../model/refusal';
import type { Context, ExitCode } from '../context';

/** A controller that runs on this machine, and what is wanted of it. */
export interface DeadLettersQuestion {
  readonly secrets: string;
  readonly port: number;
  readonly isJson: boolean;
}

const Letters = z.looseObject({
  count: z.number(),
  newest: z.array(z.looseObject({ receivedAt: z.number(), reason: z.string(), body: z.string() })),
});

/** Characters of an answer: a hundred letters of the greatest length have fewer. */
const longestAnswer = 8 * 2 ** 20;

/** Shows events of Argo CD that were of no use, and why: the controller that runs here has them. */
export async function deadLetters(question: DeadLettersQuestion, { stdout }: Context): Promise<ExitCode> {
  const letters = Letters.parse(await ask(question, 'GET', '/dead-letters'));
  if (question.isJson) stdout.write(`${JSON.stringify(letters, null, 2)}\n`);
  else {
    const lines = letters.newest.map(({ receivedAt, reason }) => `${new Date(receivedAt).toISOString()}  ${reason}\n`);
    stdout.write(`${lines.join('')}${letters.count} dead letters; --json shows what is in them\n`);
  }
  return 0;
}

/** Has them looked at again: what made them useless may have been put right. */
export async function replayDeadLetters(question: DeadLettersQuestion, { stdout }: Context): Promise<ExitCode> {
  const { replayed } = z
    .looseObject({ replayed: z.number() })
    .parse(await ask(question, 'POST', '/dead-letters/replay'));
  stdout.write(
    question.isJson ? `${JSON.stringify({ replayed })}\n` : `${replayed} dead letters are looked at again\n`,
  );
  return 0;
}

async function ask({ secrets, port }: DeadLettersQuestion, method: string, path: string): Promise<unknown> {
  const token = readSecrets(secrets).argocd.find(({ environments }) => environments.length === 0)?.token;
  if (token === undefined)
    throw new Refusal(
      `no token in "${secrets}" is good for all environments, and dead letters are of all of them`,
      'usage',
    );
  const address = `http://127.0.0.1:${port}${path}`;
  const response = await fetch(address, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  }).catch(() => undefined);
  if (response === undefined)
    throw new Refusal(
      `no controller answers at ${address}; run this where it runs, such as by "kubectl exec"`,
      'answer',
    );
  if (!response.ok) throw new Refusal(`the controller answers ${response.status} at ${address}`, 'answer');
  return JSON.parse(await boundedText(response, longestAnswer));
}
