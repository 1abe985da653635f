import { printableLine } from '../../model/printable';
import { Refusal } from '../../model/refusal';
import type { Context, ExitCode } from '../context';
import { withDelivery, type DeliveryPlace } from './open-delivery';
import { outcomeAsJson } from './outcome-as-json';
import { outcomeAsText } from './outcome-as-text';

/** Lists what waits. */
export async function listProposals(
  options: DeliveryPlace & { readonly runId: string | undefined; readonly isJson: boolean },
  context: Context,
): Promise<ExitCode> {
  const { stdout } = context;
  const { runId, isJson } = options;
  const all = await withDelivery(options, context, async ({ delivery }) => await delivery.waiting());
  const wanted = all.filter(({ proposal }) => runId === undefined || proposal.runId === runId);
  if (runId !== undefined && wanted.length === 0)
    throw new Refusal(`no proposal "${runId}" waits; "slipway proposals" lists them`, 'answer');
  if (isJson) {
    const proposals = wanted.map(({ outcome, asked }) => ({
      ...outcomeAsJson(outcome),
      requester: asked.requester,
      at: asked.statement.at,
      reason: asked.statement.reason,
      ticket: asked.statement.ticket,
    }));
    stdout.write(`${JSON.stringify({ proposals }, null, 2)}\n`);
  } else if (wanted.length === 0) stdout.write('nothing waits\n');
  else
    stdout.write(
      wanted
        .map(({ outcome, asked }) => {
          const { requester, statement } = asked;
          const asker = `  asked by ${printableLine(requester.name)} (${requester.proof}) at ${statement.at}\n`;
          return `${outcomeAsText(outcome, false, stdout.colours)}${asker}`;
        })
        .join('\n'),
    );
  return 0;
}
