import { bearerOf } from './argocd-route';
import type { Events } from '../journal/events';
import type { Metrics } from '../metrics';
import type { ControllerSecrets } from '../read-secrets';
import type { ServerPath } from './server';
import { refusal } from './answer';
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

/** Health, readiness and metrics for Kubernetes and Prometheus; dead letters for who has the token of Argo CD. */
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
      answer: (request) =>
        proved(request, parts) ?? {
          status: 200,
          outcome: 'shown',
          body: { count: events.countDeadLetters(), newest: events.deadLetters(shownDeadLetters) },
        },
    },
    {
      method: 'POST',
      path: '/dead-letters/replay',
      answer: async (request) => {
        const refused = proved(request, parts);
        if (refused !== undefined) return refused;
        const replayed = await events.replay(parts.now());
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

function proved(request: ReceivedRequest, { secrets }: OperatorRouteParts): Answer | undefined {
  // A token of one cluster does not show what others sent.
  const sender = bearerOf(request.header('authorization'), secrets().argocd);
  if (sender !== undefined && sender.environments.length === 0) return undefined;
  return refusal(401, 'unsigned', 'the token is missing or not known', { 'www-authenticate': 'Bearer' });
}
