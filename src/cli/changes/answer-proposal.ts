import type { WithdrawnBranch } from '../../delivery/close-proposal';
import { Refusal } from '../../model/refusal';
import type { Context, ExitCode } from '../context';
import { printableLine } from '../../model/printable';
import { changesByRisk } from './changes-by-risk';
import { withDelivery, type DeliveryPlace } from './open-delivery';
import { exitCodeOf, showOutcome } from './run-verb';

/** An answer as it was typed. */
export interface AnswerOptions extends DeliveryPlace {
  readonly runId: string;
  readonly answer: 'approve' | 'reject';
  readonly comment: string | undefined;
  readonly of: string | undefined;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

/** Answers what waits, and says what became of it, or would become of it. */
export async function answerProposal(options: AnswerOptions, context: Context): Promise<ExitCode> {
  const { runId, answer, comment, of, isDryRun, isJson } = options;
  const { outcome, changes } = await withDelivery(options, context, async ({ delivery, writer, isSigning }) => {
    if (!isSigning)
      throw new Refusal(
        `there is no key to sign with, and an answer that nobody has signed counts for nothing; name one with --key`,
        'usage',
      );
    const reply = { answer, comment, of };
    if (!isDryRun) return { outcome: await delivery.answer(runId, reply), changes: undefined };
    const { outcome: next, judged } = await delivery.previewAnswer(runId, reply);
    return { outcome: next, changes: await changesByRisk(judged, writer, context) };
  });
  showOutcome(outcome, isDryRun, isJson, context, { changes, isAnswer: true });
  // A rejection was asked for: that it ends the request is no failure.
  return answer === 'reject' && outcome.state === 'refused' ? 0 : exitCodeOf(outcome);
}

/** Takes a request back, or shows what would be taken back. */
export async function withdrawProposal(
  options: DeliveryPlace & { readonly runId: string; readonly isDryRun: boolean; readonly isJson: boolean },
  context: Context,
): Promise<ExitCode> {
  const { runId, isDryRun, isJson } = options;
  const { value, words } = await withDelivery(options, context, async ({ delivery }) => {
    if (isDryRun) {
      const { asked } = await delivery.previewProposal(runId);
      const subject = asked === undefined ? '' : ` (${asked.statement.subject})`;
      return { value: { state: 'would be withdrawn', runId }, words: `${runId}${subject} would be withdrawn` };
    }
    const branch = await delivery.withdraw(runId);
    return {
      value: { state: 'withdrawn', runId, ...(branch && { branch }) },
      words: `${runId} is withdrawn${branch === undefined ? '' : ofBranch(branch)}`,
    };
  });
  context.stdout.write(`${isJson ? JSON.stringify(value) : printableLine(words)}\n`);
  return 0;
}

function ofBranch({ name, stays }: WithdrawnBranch): string {
  return stays === undefined ? `, and its branch ${name} is deleted` : `; its branch ${name} stays: ${stays}`;
}
