import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { describeApplication } from '../harness/applications';
import { edit } from '../harness/gitops';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { describeOnCluster } from './on-cluster';
import { look } from './rollout-state';
import type { RolloutState } from './rollout-state';

const options = { argocd: true, rollouts: true, git: true, reconciliationSeconds: 10 };

describeOnCluster('Argo CD beside Argo Rollouts', options, (cluster) => {
  // Staging applies every commit, and puts back what differs from it.
  test('automatic syncs leave a blue-green release as Argo Rollouts has made it', async () => {
    const delivery = await Delivery.begin(cluster(), blueGreenInStaging());
    await delivery.settle(({ metadata }) => metadata.name === 'apm-staging');
    const state = (): Promise<RolloutState> => look(cluster().client, 'staging', 'apm');
    const tried = {
      phase: 'Paused',
      stable: 'v2.4.0',
      selected: { 'apm-active': 'v2.4.0', 'apm-preview': 'v2.5.0' },
      traffic: { 'apm-active': { 'v2.4.0': 3 }, 'apm-preview': { 'v2.5.0': 3 } },
    };

    edit(join(delivery.repository.folder, overlay), [[['release', 'version'], 'v2.5.0']]);
    await delivery.commit('a release');
    const before = await untilSynced(delivery);
    // Paused comes before the last pod is in the endpoints.
    await until('the release to be tried', async () => {
      const seen = await state();
      const { phase, stable, selected, traffic } = seen;
      return isDeepStrictEqual({ phase, stable, selected, traffic }, tried) || JSON.stringify(seen);
    });

    // A commit that is not about the release has all objects applied.
    edit(join(delivery.repository.folder, overlay), [[['monitoring', 'alerts'], true]]);
    await delivery.commit('alerts');
    const after = await untilSynced(delivery, before);
    expect(await state()).toMatchObject(tried);
    expect(after).not.toBe(before);
  });
});

const overlay = join('catalog', 'services', 'apm', 'staging.yaml');

/** The shipped catalog with one service, which staging releases as production does. */
function blueGreenInStaging(): string {
  const folder = temporaryFolder();
  cpSync(shippedCatalog, join(folder, 'catalog'), { recursive: true });
  const services = join(folder, 'catalog', 'services');
  for (const name of readdirSync(services)) if (name !== 'apm') rmSync(join(services, name), { recursive: true });
  edit(join(folder, overlay), [
    [['rollout'], { strategy: 'blueGreen', analysis: false }],
    [['scale', 'replicas'], 3],
  ]);
  return join(folder, 'catalog');
}

/** Waits until the last commit is applied and Argo CD sees no difference. Returns when the sync began. */
async function untilSynced(delivery: Delivery, before = ''): Promise<string> {
  const startedAt = await until('apm to be Synced', async () => {
    const application = await delivery.application('apm-staging');
    const { sync, operationState } = application.status;
    const isDone = sync?.status === 'Synced' && operationState?.phase === 'Succeeded';
    const { startedAt: at = '' } = operationState ?? {};
    return isDone && at !== before ? { at } : describeApplication(application);
  });
  return startedAt.at;
}
