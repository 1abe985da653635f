import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { isOk } from './control-plane';
import type { ControlPlane, ProgramFiles } from './control-plane';
import type { KubeClient } from './kube-client';
import type { Processes, Program } from './processes';

const namespace = 'argo-rollouts';

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
  const home = join(folder, 'rollouts');
  mkdirSync(home, { recursive: true });
  return {
    name: 'rollouts-controller',
    file: program('rollouts-controller'),
    args: [`--kubeconfig=${kubeconfig}`, `--metricsPort=${metrics}`, `--healthzPort=${health}`, '--leader-elect=false'],
    // Its plugins are processes of their own, which find the API server by themselves.
    env: { HOME: home, KUBECONFIG: kubeconfig, POD_NAMESPACE: namespace },
    // It copies its plugins into a folder of the one that it is in.
    cwd: home,
    isReady: () => isOk(`http://127.0.0.1:${health}/healthz`),
  };
}

/** Tells the controller of its plugin for the Gateway API; it reads that once, when it starts. */
export async function nameGatewayApiPlugin(client: KubeClient, program: ProgramFiles): Promise<void> {
  await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const plugins = [{ name: 'argoproj-labs/gatewayAPI', location: `file://${program('gateway-api-plugin')}` }];
  await client.apply({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argo-rollouts-config', namespace },
    data: { trafficRouterPlugins: JSON.stringify(plugins) },
  });
}
