import { join } from 'node:path';

import { isOk } from './control-plane';
import type { ControlPlane, ProgramFiles } from './control-plane';
import type { Processes, Program } from './processes';

/**
 * The controller of Argo Rollouts.
 *
 * @param ports two free ones
 */
export function rolloutsController(
  { folder }: Processes,
  program: ProgramFiles,
  { kubeconfig }: ControlPlane,
  ports: readonly [metrics: number, health: number],
): Program {
  const [metrics, health] = ports;
  return {
    name: 'rollouts-controller',
    file: program('rollouts-controller'),
    args: [`--kubeconfig=${kubeconfig}`, `--metricsPort=${metrics}`, `--healthzPort=${health}`, '--leader-elect=false'],
    env: { HOME: join(folder, 'rollouts') },
    isReady: () => isOk(`http://127.0.0.1:${health}/healthz`),
  };
}
