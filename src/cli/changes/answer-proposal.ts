import { Refusal } from '../../model/refusal';
import type { Context, ExitCode } from '../context';
import { withDelivery, type DeliveryPlace } from './open-delivery';
import { exitCodeOf, showOutcome } from './run-verb';

/** An answer as it was typed. */
export interface AnswerOptions extends DeliveryPlace {
  readonly runId: string;
  readonly answer: 'approve' | 'reject';
  readonly comment: string | undefined;
  readonly of: string | undefined;
  readonly isJson: boolean;
}

/** Answers what waits, and says what became of it. */
export async function answerProposal(options: AnswerOptions, context: Context): Promise<ExitCode> {
  const { runId, answer, comment, of, isJson } = options;
  const outcome = await withDelivery(options, context, async ({ delivery, isSigning }) => {
    if (!isSigning)
      throw new Refusal(
        `there is no key to sign with, and an answer that nobody has signed counts for nothing; name one with --key`,
        'usage',
      );
    return await delivery.answer(runId, { answer, comment, of });
  });
  showOutcome(outcome, false, isJson, context);
  // A rejection was asked for: that it ends the request is no failure.
  return answer === 'reject' && outcome.state === 'refused' ? 0 : exitCodeOf(outcome);
}

/** Takes a request back. */
export async function withdrawProposal(
  options: DeliveryPlace & { readonly runId: string; readonly isJson: boolean },
  context: Context,
): Promise<ExitCode> {
  const { runId, isJson } = options;
  await withDelivery(options, context, async ({ delivery }) => {
    await delivery.withdraw(runId);
  });
  context.stdout.write(isJson ? `${JSON.stringify({ state: 'withdrawn', runId })}\n` : `${runId} is withdrawn\n`);
  return 0;
}
