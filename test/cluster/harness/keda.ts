import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { isOk } from './control-plane';
import type { ControlPlane, ProgramFiles } from './control-plane';
import type { Processes, Program } from './processes';

/**
 * The operator of KEDA. Its adapter, which serves metrics of other systems, is not here: triggers `cpu` and `memory` need none.
 *
 * @param ports three free ones
 */
export function kedaOperator(
  { folder }: Processes,
  program: ProgramFiles,
  { kubeconfig, certificate }: ControlPlane,
  ports: readonly [metrics: number, health: number, service: number],
): Program {
  const [metrics, health, service] = ports;
  return {
    name: 'keda-operator',
    file: program('keda-operator'),
    args: [
      `--metrics-bind-address=127.0.0.1:${metrics}`,
      `--health-probe-bind-address=127.0.0.1:${health}`,
      `--metrics-service-bind-address=127.0.0.1:${service}`,
      `--cert-dir=${certificatesIn(join(folder, 'keda'), certificate)}`,
      '--leader-elect=false',
    ],
    env: {
      HOME: join(folder, 'keda'),
      KUBECONFIG: kubeconfig,
      // All of them.
      WATCH_NAMESPACE: '',
      POD_NAMESPACE: 'keda',
      KEDA_CLUSTER_OBJECT_NAMESPACE: 'keda',
    },
    isReady: () => isOk(`http://127.0.0.1:${health}/readyz`),
  };
}

/** It does not start without certificates for its adapter: those of the API server will do, as nobody asks for them. */
function certificatesIn(folder: string, certificate: string): string {
  mkdirSync(folder, { recursive: true });
  copyFileSync(certificate, join(folder, 'ca.crt'));
  copyFileSync(certificate, join(folder, 'tls.crt'));
  copyFileSync(certificate.replace(/\.crt$/, '.key'), join(folder, 'tls.key'));
  return folder;
}
