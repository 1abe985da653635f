import { printableLine } from '../../model/printable';
import type { Context, ExitCode } from '../context';
import { alignRows } from '../table';
import { withDelivery, type DeliveryPlace } from './open-delivery';

/** Shows what ran where, when, why, and who agreed. */
export async function showHistory(
  options: DeliveryPlace & {
    readonly service: string;
    readonly environment: string | undefined;
    readonly isJson: boolean;
  },
  context: Context,
): Promise<ExitCode> {
  const { stdout } = context;
  const { service, environment, isJson } = options;
  const arrivals = await withDelivery(
    options,
    context,
    async ({ delivery }) => await delivery.history(service, environment),
  );
  if (isJson) {
    const history = arrivals.map(({ overlay, ...rest }) => ({ ...rest, release: overlay?.release }));
    stdout.write(`${JSON.stringify({ service, history }, null, 2)}\n`);
    return 0;
  }
  const { bold, dim } = stdout.colours;
  const rows = arrivals.map((arrival) => [
    { text: arrival.at },
    { text: arrival.environment },
    { text: arrival.overlay?.release.version ?? 'left' },
    { text: printableLine(arrival.by) },
    { text: arrival.commit.slice(0, 10), paint: dim },
    {
      text: [
        arrival.subject,
        ...(arrival.approvedBy.length === 0 ? [] : [`approved by ${arrival.approvedBy.join(', ')}`]),
        ...(arrival.ticket === undefined ? [] : [arrival.ticket]),
      ]
        .map(printableLine)
        .join('; '),
    },
  ]);
  const head = ['WHEN', 'ENVIRONMENT', 'RELEASE', 'BY', 'COMMIT', 'WHAT'].map((text) => ({ text, paint: bold }));
  stdout.write(`${alignRows([head, ...rows]).join('\n')}\n`);
  return 0;
}
