import { randomUUID } from 'node:crypto';

import type { Outcome } from '../../delivery/outcome';
import { isEarlier } from '../../model/instant';
import { printableLine } from '../../model/printable';
import type { Context, ExitCode } from '../context';
import { actAsText } from './act-as-text';
import { withDelivery, type DeliveryPlace } from './open-delivery';
import { outcomeAsJson } from './outcome-as-json';
import { outcomeAsText } from './outcome-as-text';

/** Newest acts that are shown: "slipway history" has them all. */
const mostActs = 5;

/** Says why what somebody wants does not go ahead, and what to do next. */
export async function showWhy(
  options: DeliveryPlace & { readonly service: string; readonly environment: string; readonly isJson: boolean },
  context: Context,
): Promise<ExitCode> {
  const { service, environment, isJson } = options;
  const { stdout } = context;
  const { waiting, next, standing, acts } = await withDelivery(options, context, async ({ delivery, asker }) => {
    const status = await delivery.status();
    const [arrival] = await delivery.history(service, environment);
    const canonical = arrival?.environment ?? environment;
    const request = { runId: `why-${randomUUID()}`, verb: 'promote' as const, fields: { service, to: environment } };
    const acts = await delivery.acts(service, canonical);
    const [one] = await delivery.preview([{ request, asker }]);
    return {
      waiting: status.waiting.flatMap(({ outcome }) => (isAbout(outcome, service, canonical) ? [outcome] : [])),
      next: one?.outcome,
      acts: arrival === undefined ? acts : acts.filter(({ at }) => !isEarlier(at, arrival.at)),
      standing: status.standings.find((some) => some.service === service && some.environment === canonical),
    };
  });
  if (isJson) {
    const value = {
      service,
      environment,
      release: standing?.release,
      holds: standing?.holds ?? [],
      acts,
      waiting: waiting.map(outcomeAsJson),
      ...(next !== undefined && { promotion: outcomeAsJson(next) }),
    };
    stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    return 0;
  }
  const { bold, yellow } = stdout.colours;
  const runs =
    standing === undefined
      ? `${service} does not run in ${environment}`
      : `${service} runs ${standing.release.version} in ${standing.environment}`;
  stdout.write(`${bold(printableLine(runs))}\n`);
  for (const { reason, by, until } of standing?.holds ?? [])
    stdout.write(
      `${yellow(`held by ${printableLine(by)}: ${printableLine(reason)}`)}${until === undefined ? `; "slipway resume ${service} ${environment}" ends it` : `; until ${until}`}\n`,
    );
  // An abort or a rollback in Argo CD is why what runs is not what Git says.
  for (const act of acts.slice(0, mostActs))
    stdout.write(`${yellow(`by hand in Argo CD, ${act.at}: ${printableLine(act.by)} ${actAsText(act)}`)}\n`);
  for (const outcome of waiting) stdout.write(`\n${outcomeAsText(outcome, false, stdout.colours)}`);
  if (next !== undefined) stdout.write(`\nif it were promoted now:\n${outcomeAsText(next, true, stdout.colours)}`);
  return 0;
}

function isAbout(outcome: Outcome, service: string, environment: string): boolean {
  if (!('effects' in outcome)) return false;
  return outcome.effects.some((effect) => effect.service === service && effect.environment === environment);
}
