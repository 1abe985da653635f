import type { KeptAct } from '../../delivery/act-statement';
import type { Arrival } from '../../delivery/arrivals';
import { isEarlier } from '../../model/instant';
import { printableLine } from '../../model/printable';
import type { Context, ExitCode } from '../context';
import { alignRows, type Cell } from '../table';
import { actAsText } from './act-as-text';
import { withDelivery, type DeliveryPlace } from './open-delivery';

/** Shows what ran where, when, why, and who agreed; and what people have done in Argo CD by hand. */
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
  const { arrivals, acts } = await withDelivery(options, context, async ({ delivery }) => ({
    arrivals: await delivery.history(service, environment),
    acts: await delivery.acts(service, environment),
  }));
  if (isJson) {
    const history = arrivals.map(({ overlay, ...rest }) => ({ ...rest, release: overlay?.release }));
    stdout.write(`${JSON.stringify({ service, history, acts }, null, 2)}\n`);
    return 0;
  }
  const { bold, dim } = stdout.colours;
  const rows = byTime(
    arrivals.map((arrival) => ({ at: arrival.at, cells: rowOfArrival(arrival, dim) })),
    acts.map((act) => ({ at: act.at, cells: rowOfAct(act) })),
  );
  const head = ['WHEN', 'ENVIRONMENT', 'RELEASE', 'BY', 'COMMIT', 'WHAT'].map((text) => ({ text, paint: bold }));
  stdout.write(`${alignRows([head, ...rows]).join('\n')}\n`);
  return 0;
}

interface Row {
  readonly at: string;
  readonly cells: readonly Cell[];
}

/** Both newest first. Arrivals stay in the order of commits, whatever the clocks of their machines said. */
function byTime(arrivals: readonly Row[], acts: readonly Row[]): readonly (readonly Cell[])[] {
  const left = [...acts];
  const rows = arrivals.flatMap((arrival) => {
    const later = left.findIndex(({ at }) => isEarlier(at, arrival.at));
    return [...left.splice(0, later === -1 ? left.length : later), arrival];
  });
  return [...rows, ...left].map(({ cells }) => cells);
}

function rowOfArrival(arrival: Arrival, dim: (text: string) => string): readonly Cell[] {
  const { at, environment, overlay, by, commit, subject, approvedBy, ticket } = arrival;
  const words = [
    subject,
    ...(approvedBy.length === 0 ? [] : [`approved by ${approvedBy.join(', ')}`]),
    ...(ticket === undefined ? [] : [ticket]),
  ];
  return [
    { text: at },
    { text: environment },
    { text: overlay?.release.version ?? 'left' },
    { text: printableLine(by) },
    { text: commit.slice(0, 10), paint: dim },
    { text: words.map(printableLine).join('; ') },
  ];
}

function rowOfAct(act: KeptAct): readonly Cell[] {
  const { at, environment, by } = act;
  const texts = [at, environment, '', printableLine(by), 'Argo CD', actAsText(act)];
  return texts.map((text) => ({ text }));
}
