import { bearerOf, unknownToken } from './argocd-route';
import type { Events } from '../journal/events';
import type { Metrics } from '../metrics';
import type { ControllerSecrets } from '../read-secrets';
import type { ServerPath } from './server';
import type { Answer } from './answer';
import type { ReceivedRequest } from './request';

/** What operators look at. */
export interface OperatorRouteParts {
  readonly events: Events;
  readonly secrets: () => ControllerSecrets;
  readonly metrics: Metrics;
  /** Why nothing is accepted now; undefined when something is. */
  readonly whyNotReady: () => string | undefined;
  readonly now: () => number;
  readonly wake: () => void;
}

/** Dead letters that are shown at once. */
const shownDeadLetters = 100;

/** Health, readiness and metrics for Kubernetes and Prometheus; dead letters of a scope for who has a token of Argo CD. */
export function operatorRoutes(parts: OperatorRouteParts): readonly ServerPath[] {
  const { events, metrics } = parts;
  return [
    // Whoever answers is alive; a restart mends nothing that is missing around it.
    { method: 'GET', path: '/health', answer: () => ({ status: 200, outcome: 'alive', body: { state: 'alive' } }) },
    { method: 'GET', path: '/ready', answer: () => readiness(parts) },
    { method: 'GET', path: '/metrics', answer: () => ({ status: 200, outcome: 'shown', body: metrics.text() }) },
    {
      method: 'GET',
      path: '/dead-letters',
      answer: (request) => {
        const scope = scopeOf(request, parts);
        if (scope === undefined) return unknownToken();
        const [count, newest] = [events.countDeadLetters(scope), events.deadLetters(shownDeadLetters, scope)];
        return { status: 200, outcome: 'shown', body: { count, newest } };
      },
    },
    {
      method: 'POST',
      path: '/dead-letters/replay',
      answer: async (request) => {
        const scope = scopeOf(request, parts);
        if (scope === undefined) return unknownToken();
        const replayed = await events.replay(parts.now(), scope);
        parts.wake();
        return { status: 200, outcome: 'replayed', body: { replayed } };
      },
    },
  ];
}

function readiness({ whyNotReady }: OperatorRouteParts): Answer {
  const reason = whyNotReady();
  if (reason === undefined) return { status: 200, outcome: 'ready', body: { state: 'ready' } };
  return { status: 503, outcome: 'not-ready', body: { state: 'not ready', reason } };
}

/** Environments that the sender's token is good for, empty for all; undefined for who has none. */
function scopeOf(request: ReceivedRequest, { secrets }: OperatorRouteParts): readonly string[] | undefined {
  return bearerOf(request.header('authorization'), secrets().argocd)?.environments;
}
