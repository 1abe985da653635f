import type { Act } from '../delivery/act-statement';
import { guardJson } from '../portal/guard-json';
import type { PortalNames } from '../portal/change-request-of';
import { actsIn, ActsEvent } from './acts-event';
import { ApplicationEvent } from './application-event';
import type { QueuedEvent } from './journal/events';
import { mostAhead, observationOf } from './observation';
import type { Observation } from './observation';
import { isInScope } from './scope';

/** What an event is: a state of what runs, what people have done, or of no use. */
export type ReadEvent =
  | { readonly kind: 'state'; readonly observation: Observation; readonly event: ApplicationEvent }
  | { readonly kind: 'acts'; readonly acts: readonly Act[] }
  | { readonly kind: 'useless'; readonly reason: string };

/** Reads an event that was accepted. @param names of the catalog as it is now */
export function readEvent({ body, scope }: QueuedEvent, names: PortalNames, now: number): ReadEvent {
  const guarded = guardJson(body);
  if ('fault' in guarded) return { kind: 'useless', reason: `it is no JSON that is taken: ${guarded.fault}` };
  const acts = ActsEvent.safeParse(guarded.value);
  const { data: event, error } = acts.success ? acts : ApplicationEvent.safeParse(guarded.value);
  if (event === undefined) {
    const fields = [...new Set(error.issues.map(({ path }) => path.join('.')))].join(', ');
    return { kind: 'useless', reason: `it is no event that is known: ${fields}` };
  }
  const placement = [...names.placements.values()].find(
    ({ service, environment }) => service === event.entity && environment === event.environment,
  );
  if (placement === undefined) {
    return { kind: 'useless', reason: `"${event.entity}" in "${event.environment}" is not in the catalog` };
  }
  if (!isInScope(scope, event.environment)) {
    return { kind: 'useless', reason: `its sender does not speak for "${event.environment}"` };
  }
  const { service, environment } = placement;
  if (event.event === 'app-acts') return { kind: 'acts', acts: actsIn(event, service, environment) };
  if (Date.parse(event.observedAt) > now + mostAhead) return { kind: 'useless', reason: 'it is from a time to come' };
  return { kind: 'state', event, observation: observationOf(event, service, environment) };
}
