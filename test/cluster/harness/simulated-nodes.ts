import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isOk } from './control-plane';
import type { ControlPlane, ProgramFiles } from './control-plane';
import { refOf } from './kube-client';
import type { KubeClient } from './kube-client';
import type { Processes, Program } from './processes';

/** What kwok plays, and where it listens. */
export interface SimulatedNodesOptions {
  /** Its own stages. */
  readonly stages: readonly object[];
  /** Whether it plays operators, too. It ends when their kinds are not there. */
  readonly hasOperators: boolean;
  /** Whether the controller of HorizontalPodAutoscalers runs: nobody plays it then. */
  readonly hasAutoscaler: boolean;
  /** Whether the operator of KEDA runs: nobody plays it then. */
  readonly hasKeda: boolean;
  /** A free one. */
  readonly port: number;
}

/**
 * kwok, which plays the nodes: pods become Ready, jobs complete, claims are bound, and no image runs. It also plays the
 * operators whose objects Argo CD waits for and that do not run here (`stages.yaml`).
 */
export function simulatedNodes(
  processes: Processes,
  program: ProgramFiles,
  controlPlane: ControlPlane,
  { stages, hasOperators, hasAutoscaler, hasKeda, port }: SimulatedNodesOptions,
): Program {
  const real = [...(hasAutoscaler ? [autoscalerStage] : []), ...(hasKeda ? [kedaStage] : [])];
  const played = [...stages.map((stage) => JSON.stringify(stage)), ...(hasOperators ? operatorsWithout(real) : [])];
  return kwok('kwok', processes, program, controlPlane, played, port);
}

/** The operators alone, once somebody has installed their kinds; nobody plays KEDA. */
export function simulatedOperators(
  processes: Processes,
  program: ProgramFiles,
  controlPlane: ControlPlane,
  port: number,
): Program {
  return kwok('operators', processes, program, controlPlane, operatorsWithout([kedaStage]), port);
}

function operatorsWithout(names: readonly string[]): readonly string[] {
  const played = readFileSync(join(__dirname, 'stages.yaml'), 'utf8').split(/^---$/m);
  return played.filter((stage) => !names.some((name) => stage.includes(name)));
}

/** @param name of the program, and of its folder */
function kwok(
  name: string,
  processes: Processes,
  program: ProgramFiles,
  { kubeconfig }: ControlPlane,
  stages: readonly string[],
  port: number,
): Program {
  const folder = join(processes.folder, name);
  const file = join(folder, 'stages.yaml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, stages.join('\n---\n'));
  return {
    name,
    file: program('kwok'),
    args: [
      `--kubeconfig=${kubeconfig}`,
      `--config=${file}`,
      '--manage-all-nodes=true',
      // Without leases the node controller takes the nodes for dead.
      '--node-lease-duration-seconds=40',
      `--server-address=127.0.0.1:${port}`,
    ],
    env: { HOME: folder },
    isReady: () => isOk(`http://127.0.0.1:${port}/healthz`),
  };
}

const autoscalerStage = 'name: autoscaler-idle';
const kedaStage = 'name: scaled-object-ready';

/** Adds nodes with 16 CPUs and 64 GiB each. */
export async function addNodes(client: KubeClient, count: number): Promise<void> {
  const size = { cpu: '16', memory: '64Gi', pods: '250', 'ephemeral-storage': '500Gi' };
  for (let index = 0; index < count; index++) {
    const name = `node-${index}`;
    const labels = { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' };
    const node = await client.apply({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels } });
    await client.patch(refOf(node), { status: { allocatable: size, capacity: size } }, 'status');
  }
}
