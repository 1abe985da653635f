import { randomUUID } from 'node:crypto';

import type { AskedRequest } from '../../delivery/candidates';
import type { Outcome } from '../../delivery/outcome';
import type { VerbName } from '../../model/verb-name';
import type { Context, ExitCode } from '../context';
import { withDelivery, type DeliveryPlace } from './open-delivery';
import { outcomeAsJson } from './outcome-as-json';
import { outcomeAsText } from './outcome-as-text';

/** A verb as it was typed. */
export interface VerbOptions extends DeliveryPlace {
  readonly verb: VerbName;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly reason: string | undefined;
  readonly ticket: string | undefined;
  readonly hotfix: string | undefined;
  readonly runTests: boolean;
  /** @default - a new one */
  readonly runId: string | undefined;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

/** Asks for a change, and says what became of it. Exit code 1: it waits, or is refused. */
export async function runVerb(options: VerbOptions, context: Context): Promise<ExitCode> {
  const { verb, fields, reason, ticket, hotfix, runTests, isDryRun, isJson } = options;
  const runId = options.runId ?? `cli-${randomUUID()}`;
  const outcome = await withDelivery(options, context, async ({ delivery, asker }) => {
    const asking: AskedRequest = { request: { runId, verb, fields, reason, ticket, hotfix, runTests }, asker };
    const [first] = isDryRun
      ? (await delivery.preview([asking])).map((one) => one.outcome)
      : await delivery.submit([asking]);
    if (first === undefined) throw new Error('one request has one outcome');
    return first;
  });
  showOutcome(outcome, isDryRun, isJson, context);
  return exitCodeOf(outcome);
}

/** Prints what became of a request. */
export function showOutcome(outcome: Outcome, isDryRun: boolean, isJson: boolean, { stdout }: Context): void {
  stdout.write(
    isJson ? `${JSON.stringify(outcomeAsJson(outcome), null, 2)}\n` : outcomeAsText(outcome, isDryRun, stdout.colours),
  );
}

/** 0: it is done, or there is nothing to do. 1: it waits, or the answer is no. 2: it was asked wrongly. */
export function exitCodeOf({ state }: Outcome): ExitCode {
  if (state === 'invalid') return 2;
  return state === 'committed' || state === 'unchanged' ? 0 : 1;
}
