import { setTimeout as sleep } from 'node:timers/promises';

import { applicationRef, describeApplication, refresh } from '../harness/applications';
import type { Cluster } from '../harness/cluster';
import { branch } from '../harness/git-repository';
import { until } from '../harness/until';
import type { Delivery } from './delivery';

/** Waits until Applications, asked by us, were compared with the last commit, whatever that leads to. */
export async function compared({ client }: Cluster, delivery: Delivery, names: readonly string[]): Promise<void> {
  const head = delivery.repository.head();
  let asked = 0;
  await until(`${names.join(', ')} to see ${branch}`, async () => {
    const late = (await delivery.applications()).filter(
      ({ metadata, status }) => names.includes(metadata.name) && status.sync?.revision !== head,
    );
    // Argo CD forgets a request that comes while it compares: it is asked again until it has looked.
    if (Date.now() - asked > 5000) {
      asked = Date.now();
      for (const { metadata } of late) {
        await client.patch(applicationRef(metadata.name), {
          metadata: { annotations: { 'argocd.argoproj.io/refresh': null } },
        });
        await refresh(client, metadata.name);
      }
    }
    return late.length === 0 || late.map(describeApplication).join('\n');
  });
  await sleep(200);
}

/** An Application looks at Git and does what it finds, before anybody else does. */
export async function looked(cluster: Cluster, delivery: Delivery, name: string): Promise<void> {
  await compared(cluster, delivery, [name]);
  await until(`${name} to be done`, async () => {
    const { status } = await delivery.application(name);
    return status.operationState?.phase !== 'Running' || describeApplication(await delivery.application(name));
  });
}
