import { whyUnmade } from '../../delivery/outcome';
import type { WaitingProposal } from '../../delivery/waiting-proposal';
import { diffAsJson } from '../../diff/as-json';
import type { DiffReport } from '../../diff/report';
import { printableLine } from '../../model/printable';
import { Refusal } from '../../model/refusal';
import type { Context, ExitCode } from '../context';
import type { Colours } from '../colours';
import { diffAsText } from '../diff-as-text';
import { changesByRisk } from './changes-by-risk';
import { withDelivery, type DeliveryPlace, type OpenDelivery } from './open-delivery';
import { outcomeAsJson } from './outcome-as-json';
import { outcomeAsText } from './outcome-as-text';

/** What a list is asked for. */
export interface ListOptions extends DeliveryPlace {
  /** Only this one, with what it changes in rendered objects. @default - all */
  readonly runId: string | undefined;
  readonly isJson: boolean;
}

/** Lists what waits. */
export async function listProposals(options: ListOptions, context: Context): Promise<ExitCode> {
  const { runId, isJson } = options;
  const shown = await withDelivery(options, context, async (open) =>
    runId === undefined ? await open.delivery.waiting() : [await one(runId, open, context)],
  );
  context.stdout.write(isJson ? asJson(shown) : asText(shown, context.stdout.colours));
  return 0;
}

interface ShownProposal extends Pick<WaitingProposal, 'asked' | 'outcome'> {
  readonly changes?: DiffReport | undefined;
}

/** What somebody looks at who is asked to approve. */
async function one(runId: string, { delivery, writer }: OpenDelivery, context: Context): Promise<ShownProposal> {
  const { outcome, asked, judged } = await delivery.previewProposal(runId);
  if (asked === undefined)
    throw new Refusal(`proposal "${runId}" cannot be made any more: ${whyUnmade(outcome)}`, 'answer');
  return { outcome, asked, changes: await changesByRisk(judged, writer, context) };
}

function asJson(shown: readonly ShownProposal[]): string {
  const proposals = shown.map(({ outcome, asked: { requester, statement }, changes }) => ({
    ...outcomeAsJson(outcome),
    requester,
    at: statement.at,
    reason: statement.reason,
    ticket: statement.ticket,
    ...(changes && { changes: diffAsJson(changes) }),
  }));
  return `${JSON.stringify({ proposals }, null, 2)}\n`;
}

function asText(shown: readonly ShownProposal[], colours: Colours): string {
  if (shown.length === 0) return 'nothing waits\n';
  return shown
    .map(({ outcome, asked: { requester, statement }, changes }) => {
      const asker = `  asked by ${printableLine(requester.name)} (${requester.proof}) at ${statement.at}\n`;
      const diff = changes === undefined ? '' : `\n${diffAsText(changes, colours)}`;
      return `${outcomeAsText(outcome, false, colours)}${asker}${diff}`;
    })
    .join('\n');
}
