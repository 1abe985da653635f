import { isDeepStrictEqual } from 'node:util';

import { until } from '../harness/until';
import type { ReleasedService } from './released-service';
import type { RolloutState } from './rollout-state';

/** Expects a service to come to a state that has these fields, whole. Returns all of the state. */
export async function expectSoon(
  service: ReleasedService,
  wanted: Partial<RolloutState>,
  seconds = 60,
): Promise<RolloutState> {
  const keys = Object.keys(wanted);
  const name = service.ref.namespace ?? '';
  return until(
    `${name} to be ${JSON.stringify(wanted)}`,
    async () => {
      const state = await service.state();
      const seen = Object.fromEntries(Object.entries(state).filter(([key]) => keys.includes(key)));
      return isDeepStrictEqual(seen, wanted) ? state : JSON.stringify(state);
    },
    seconds,
  );
}
