import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { generateCatalog, environments, serviceName } from '../../../bench/generate-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import type { Cluster } from '../harness/cluster';
import { edit } from '../harness/gitops';
import { Delivery } from './delivery';
import { describeOnCluster } from './on-cluster';

/** 300 take a quarter of an hour on two busy cores. */
const services = Number(process.env['SERVICES'] ?? 300);
/** "Hundreds of services", says the document: fewer prove nothing of it, and a run of them does not count for its row. */
const title =
  services >= 200
    ? 'R0-34: all are Synced and Healthy, and a commit to one of them is, too'
    : 'all of less than 200 are Synced and Healthy, and a commit to one of them is, too';

// It prints how long it takes and asserts nothing about it: that depends on the machine.
describeOnCluster(
  `${services} services in one environment`,
  // Nobody looks at Git by himself: what is measured is what a webhook starts.
  { argocd: true, git: true, nodes: 40, reconciliationSeconds: 3600 },
  (cluster) => {
    test(
      // oxlint-disable-next-line jest/valid-title -- It depends on how many there are.
      title,
      async () => {
        const catalog = temporaryFolder();
        generateCatalog(catalog, services);
        const [environment, ...others] = environments;
        for (const other of others) {
          rmSync(join(catalog, `environments/${other}.yaml`));
          for (let index = 0; index < services; index++)
            rmSync(join(catalog, `services/${serviceName(index)}/${other}.yaml`));
        }

        const began = Date.now();
        const delivery = await Delivery.begin(cluster(), catalog);
        const all = await delivery.settle(() => true, { atLeast: services + 3, seconds: services * 6 });
        const settled = Date.now();

        const name = serviceName(7);
        const { startedAt } = (await delivery.application(`${name}-${environment}`)).status.operationState ?? {};
        edit(join(delivery.repository.folder, `catalog/services/${name}/${environment}.yaml`), [
          [['release'], { version: 'v2.0.0' }],
        ]);
        const edited = Date.now();
        await delivery.commit(`${name} v2.0.0`);
        const after = await delivery.settle(
          ({ metadata, status }) =>
            metadata.name === `${name}-${environment}` && status.operationState?.startedAt !== startedAt,
        );
        const done = Date.now();

        expect(all).toHaveLength(services + 3);
        expect(after).toHaveLength(1);
        process.stdout.write(
          [
            '',
            `${services} services in one environment, ${all.flatMap(({ status }) => status.resources).length} objects`,
            `  from push to all Synced and Healthy   ${seconds(began, settled)}`,
            `  from commit to Synced, one service    ${seconds(edited, done)}`,
            ...memoryOfArgoCd(cluster()),
            '',
          ].join('\n'),
        );
      },
      services * 8000,
    );
  },
);

function seconds(from: number, to: number): string {
  return `${((to - from) / 1000).toFixed(1).padStart(7)} s`;
}

/** The most memory that each part of Argo CD had (proc_pid_status(5)). */
function memoryOfArgoCd({ processes }: Cluster): readonly string[] {
  return processes
    .filter(({ name }) => name.startsWith('argocd-') || name === 'redis')
    .map(({ name, pid }) => {
      const [, peak = '0'] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return `  ${`memory of ${name}, at most`.padEnd(52)}${String(Math.round(Number(peak) / 1024)).padStart(6)} MiB`;
    });
}
