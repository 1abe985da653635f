import * as z from 'zod';

import { readSecrets } from '../../controller/read-secrets';
import type { ArgoCdToken } from '../../controller/read-secrets';
import { isScopeWithin } from '../../controller/scope';
import { boundedText } from '../../http/bounded-text';
import { Refusal } from '../../model/refusal';
import { printableLine } from '../../model/printable';
import type { Context, ExitCode } from '../context';

/** A controller that runs on this machine, and what is wanted of it. */
export interface DeadLettersQuestion {
  readonly secrets: string;
  readonly port: number;
  readonly isJson: boolean;
}

const Letters = z.looseObject({
  count: z.number(),
  newest: z.array(z.looseObject({ seq: z.number(), receivedAt: z.number(), reason: z.string(), body: z.string() })),
});

const Replayed = z.looseObject({ replayed: z.number() });

/** Characters of an answer: a hundred letters of the greatest length have fewer. */
const longestAnswer = 8 * 2 ** 20;

/** Shows events of Argo CD that were of no use, and why: the controller that runs here has them. */
export async function deadLetters(question: DeadLettersQuestion, { stdout }: Context): Promise<ExitCode> {
  const answers = z.array(Letters).parse(await askAll(question, 'GET', '/dead-letters'));
  const bySeq = new Map(answers.flatMap(({ newest }) => newest.map((letter) => [letter.seq, letter] as const)));
  const letters = {
    count: answers.reduce((sum, { count }) => sum + count, 0),
    newest: [...bySeq.values()].sort((one, other) => other.seq - one.seq),
  };
  if (question.isJson) stdout.write(`${JSON.stringify(letters, null, 2)}\n`);
  else {
    const lines = letters.newest.map(
      ({ receivedAt, reason }) => `${new Date(receivedAt).toISOString()}  ${printableLine(reason)}\n`,
    );
    stdout.write(`${lines.join('')}${letters.count} dead letters; --json shows what is in them\n`);
  }
  return 0;
}

/** Has them looked at again: what made them useless may have been put right. */
export async function replayDeadLetters(question: DeadLettersQuestion, { stdout }: Context): Promise<ExitCode> {
  const answers = z.array(Replayed).parse(await askAll(question, 'POST', '/dead-letters/replay'));
  const replayed = answers.reduce((sum, one) => sum + one.replayed, 0);
  stdout.write(
    question.isJson ? `${JSON.stringify({ replayed })}\n` : `${replayed} dead letters are looked at again\n`,
  );
  return 0;
}

/** Asks with every token that shows something that no other one does. */
async function askAll(question: DeadLettersQuestion, method: string, path: string): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const { token } of widest(readSecrets(question.secrets).argocd))
    answers.push(await ask(question, token, method, path));
  return answers;
}

function widest(tokens: readonly ArgoCdToken[]): readonly ArgoCdToken[] {
  return tokens.filter(
    ({ environments: own }, index) =>
      !tokens.some(({ environments: other }, at) => {
        const isEqual = isScopeWithin(own, other) && isScopeWithin(other, own);
        return isEqual ? at < index : isScopeWithin(own, other);
      }),
  );
}

async function ask({ port }: DeadLettersQuestion, token: string, method: string, path: string): Promise<unknown> {
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
