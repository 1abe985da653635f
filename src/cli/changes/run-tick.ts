import type { Context, ExitCode } from '../context';
import { withDelivery, type DeliveryPlace } from './open-delivery';
import { outcomeAsJson } from './outcome-as-json';
import { outcomeAsText } from './outcome-as-text';

/** Does what has become due, or says what would be done. Exit code 0, also when something still waits. */
export async function runTick(
  options: DeliveryPlace & { readonly isDryRun: boolean; readonly isJson: boolean },
  context: Context,
): Promise<ExitCode> {
  const { stdout } = context;
  const { isDryRun } = options;
  const outcomes = await withDelivery(options, context, async ({ delivery, asker }) =>
    isDryRun ? (await delivery.previewTick(asker)).map(({ outcome }) => outcome) : await delivery.tick(asker),
  );
  if (options.isJson) stdout.write(`${JSON.stringify({ outcomes: outcomes.map(outcomeAsJson) }, null, 2)}\n`);
  else if (outcomes.length === 0) stdout.write('nothing waits\n');
  else stdout.write(outcomes.map((outcome) => outcomeAsText(outcome, isDryRun, stdout.colours)).join('\n'));
  return 0;
}
