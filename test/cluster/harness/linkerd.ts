import { linkerdOwnCrds } from '../tools/linkerd-crds';
import type { Cluster } from './cluster';
import { isOk } from './control-plane';
import { freePorts } from './free-ports';
import { installKinds } from './install-kinds';
import type { KubeClient } from './kube-client';
import { programFile } from './program-file';

const namespace = 'linkerd';
const deployment = 'linkerd-destination';

/** Name of the program, under which a cluster has its log. */
export const policyController = 'linkerd-policy-controller';

/**
 * Starts Linkerd's policy controller beside an API server: it reads Services and routes, writes whether it has accepted them, and tells
 * proxies how to call. It needs no pod and no certificate; its admission webhook is left out, as an API server would ask it by a Service.
 *
 * @returns the address at which proxies ask it
 */
export async function startPolicyController(cluster: Cluster): Promise<string> {
  await installKinds(cluster.client, linkerdOwnCrds());
  await applyOwnDeployment(cluster.client);
  const [grpc = 0, admin = 0] = await freePorts(2);
  await cluster.startMore(async (processes, { kubeconfig }) => {
    await processes.start({
      name: policyController,
      file: programFile(policyController),
      args: [
        `--kubeconfig=${kubeconfig}`,
        `--grpc-addr=127.0.0.1:${grpc}`,
        `--admin-addr=127.0.0.1:${admin}`,
        `--control-plane-namespace=${namespace}`,
        `--policy-deployment-name=${deployment}`,
        '--admission-controller-disabled',
        // Those of its chart.
        '--default-opaque-ports=25,587,3306,4444,5432,6379,9300,11211',
      ],
      // The name under which it writes into statuses.
      env: { HOSTNAME: policyController },
      isReady: () => isOk(`http://127.0.0.1:${admin}/ready`),
    });
  });
  return `http://127.0.0.1:${grpc}`;
}

/** The controller takes a Lease, whose owner is the Deployment that it is a pod of: one without pods will do. */
async function applyOwnDeployment(client: KubeClient): Promise<void> {
  const labels = { app: deployment };
  await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  await client.apply({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: deployment, namespace },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'policy', image: 'policy' }] } },
    },
  });
}
