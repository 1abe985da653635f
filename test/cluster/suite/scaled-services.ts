import { join } from 'node:path';

import * as z from 'zod';

import { describeApplication, isSettled } from '../harness/applications';
import { edit } from '../harness/gitops';
import { until } from '../harness/until';
import type { Delivery } from './delivery';

const Scaled = z.looseObject({ spec: z.looseObject({ replicas: z.number().optional() }) });

/** Services in `dev` whose number of pods an autoscaler decides. */
export class ScaledServices {
  constructor(private readonly delivery: Delivery) {}

  /** Changes an overlay, and tells Argo CD. */
  async change(service: string, values: Parameters<typeof edit>[1]): Promise<void> {
    edit(join(this.delivery.repository.folder, 'catalog', 'services', service, 'dev.yaml'), values);
    await this.delivery.commit(`${service} is changed`);
  }

  /** Releases a version, and waits until every pod runs it. */
  async release(service: string, version: string): Promise<void> {
    await this.change(service, [[['release', 'version'], version]]);
    await until(`${service} ${version}`, async () => {
      const application = await this.delivery.application(`${service}-dev`);
      return (isSettled(application) && (await this.#runs(service, version))) || describeApplication(application);
    });
  }

  /** What its workload is asked to have. */
  async countOf(service: string, kind: string): Promise<number | undefined> {
    const apiVersion = kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1';
    const found = await this.delivery.cluster.client.find({ apiVersion, kind, namespace: 'dev', name: service });
    return found === undefined ? undefined : Scaled.parse(found).spec.replicas;
  }

  async untilCount(service: string, kind: string, wanted: number): Promise<void> {
    await until(`${service} to have ${wanted}`, async () => {
      const count = await this.countOf(service, kind);
      if (count === wanted) return true;
      const all = await this.delivery.applications();
      const application = all.find(({ metadata }) => metadata.name === `${service}-dev`);
      return `${count}; ${application === undefined ? 'no Application' : describeApplication(application)}`;
    });
  }

  /** Waits until Argo CD leaves the number of pods of a service alone. */
  async untilIgnored(service: string): Promise<void> {
    await until('Argo CD to ignore the number', async () => {
      const { spec } = await this.delivery.application(`${service}-dev`);
      return JSON.stringify(spec).includes('/spec/replicas') || JSON.stringify(spec);
    });
  }

  /** Waits until Argo CD has compared a service with the last commit. */
  async untilLooked(service: string): Promise<void> {
    await until('Argo CD to have looked', async () => {
      const { status } = await this.delivery.application(`${service}-dev`);
      return status.sync?.revision === this.delivery.repository.head() || status.sync?.revision || 'nothing';
    });
  }

  /** Looks at a count again and again. */
  watch(service: string, kind: string): { readonly counts: number[]; readonly stop: () => Promise<void> } {
    const counts: number[] = [];
    const end = new AbortController();
    const done = (async () => {
      while (!end.signal.aborted) counts.push((await this.countOf(service, kind)) ?? 0);
    })();
    return {
      counts,
      stop: async () => {
        end.abort();
        await done;
      },
    };
  }

  async #runs(service: string, version: string): Promise<boolean> {
    const pods = await this.delivery.cluster.client.list('v1', 'Pod', 'dev', `app=${service}`);
    return pods.length > 0 && pods.every(({ metadata }) => metadata.labels?.['version'] === version);
  }
}
