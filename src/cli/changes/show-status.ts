import type { BranchStatus } from '../../delivery/waiting-proposal';
import type { Standing } from '../../delivery/standing';
import { didYouMean } from '../../model/nearest';
import { printableLine } from '../../model/printable';
import { Refusal } from '../../model/refusal';
import type { Colours } from '../colours';
import type { Context, ExitCode } from '../context';
import { alignRows, type Cell } from '../table';
import { ago } from './ago';
import { withDelivery, type DeliveryPlace } from './open-delivery';
import { outcomeAsJson } from './outcome-as-json';

/** Shows what runs where. */
export async function showStatus(
  options: DeliveryPlace & { readonly services: readonly string[]; readonly isJson: boolean },
  context: Context,
): Promise<ExitCode> {
  const { stdout } = context;
  const { services, isJson } = options;
  const status = await withDelivery(options, context, async ({ delivery }) => await delivery.status());
  const known = new Set(status.standings.map(({ service }) => service));
  for (const service of services) {
    if (!known.has(service))
      throw new Refusal(`service "${service}" is deployed nowhere; ${didYouMean(service, known)}`, 'usage');
  }
  const wanted = status.standings.filter(({ service }) => services.length === 0 || services.includes(service));
  if (isJson) stdout.write(`${JSON.stringify(asJson(status, wanted), null, 2)}\n`);
  else stdout.write(`${asText(status, wanted, context.clock(), stdout.colours).join('\n')}\n`);
  return 0;
}

function asJson({ commit, environments, waiting }: BranchStatus, wanted: readonly Standing[]): unknown {
  return {
    commit,
    environments,
    services: wanted.map(({ service, environment, release, arrival, evidence, holds, isRetired }) => ({
      service,
      environment,
      release,
      since: arrival?.at,
      by: arrival?.by,
      approvedBy: arrival?.approvedBy ?? [],
      ticket: arrival?.ticket,
      commit: arrival?.commit,
      healthySince: evidence?.healthySince,
      observedAt: evidence?.observedAt,
      holds,
      isRetired,
    })),
    waiting: waiting.map(({ outcome }) => outcomeAsJson(outcome)),
  };
}

function asText(
  { environments, waiting }: BranchStatus,
  wanted: readonly Standing[],
  now: Date,
  colours: Colours,
): readonly string[] {
  const { bold, yellow } = colours;
  const services = [...new Set(wanted.map(({ service }) => service))];
  const head: readonly Cell[] = [
    { text: 'SERVICE', paint: bold },
    ...environments.map((name) => ({ text: name.toUpperCase(), paint: bold })),
  ];
  const rows = services.map((service): readonly Cell[] => [
    { text: service },
    ...environments.map((environment) =>
      cellOf(
        wanted.find((one) => one.service === service && one.environment === environment),
        now,
        colours,
      ),
    ),
  ]);
  const holds = wanted.flatMap(({ service, environment, holds: all }) =>
    all.map(
      ({ reason, by }) => `${service} in ${environment} is held by ${printableLine(by)}: ${printableLine(reason)}`,
    ),
  );
  const proposals = waiting.map(({ outcome, proposal }) => {
    const where = outcome.state === 'branched' ? ` on the branch ${printableLine(outcome.branch)}` : '';
    const what = 'subject' in outcome ? `${printableLine(outcome.subject)} waits as` : '';
    return what === '' ? `${proposal.runId} waits` : `${what} ${proposal.runId}${where}`;
  });
  return [
    ...alignRows([head, ...rows]),
    ...(holds.length === 0 ? [] : ['', ...holds.map(yellow)]),
    ...(proposals.length === 0 ? [] : ['', ...proposals.map(yellow)]),
  ];
}

function cellOf(standing: Standing | undefined, now: Date, { dim, red, green, yellow }: Colours): Cell {
  if (standing === undefined) return { text: '-', paint: dim };
  const { release, arrival, evidence, holds, isRetired } = standing;
  if (isRetired) return { text: 'retired', paint: dim };
  const since = arrival === undefined ? '' : ` ${ago(arrival.at, now)}`;
  const health = evidence === undefined ? '' : evidence.healthySince === undefined ? ' unhealthy' : ' healthy';
  const paint =
    holds.length > 0 ? yellow : health === ' unhealthy' ? red : health === ' healthy' ? green : (text: string) => text;
  return { text: `${release.version}${since}${health}${holds.length > 0 ? ' held' : ''}`, paint };
}
