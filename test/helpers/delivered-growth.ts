import { createHash } from 'node:crypto';

import { environmentYaml, overlayYaml, serviceYaml } from './a-catalog';
import { aDesk, aGitOpsRemote } from './a-delivery';
import { batch, grownBy, packedSize, type PackedSize } from './growing-repository';

/** Releases each of many services again and again, as a controller does: what each change makes a clone larger by. */
export async function deliverReleases(count: number): Promise<{ readonly changes: number; readonly each: PackedSize }> {
  const names = Array.from({ length: 2 * batch }, (_, index) => `service-${index}`);
  const files = names.flatMap((name) => [
    [`services/${name}/service.yaml`, serviceYaml],
    [`services/${name}/dev.yaml`, overlayYaml],
  ]);
  const roomy = environmentYaml
    .replace('cpu: "4", memory: 8Gi', 'cpu: "400", memory: 800Gi')
    .replace('cpu: "16", memory: 16Gi', 'cpu: "1600", memory: 1600Gi')
    .replace('pods: 20', 'pods: 2000');
  const remote = aGitOpsRemote({ ...Object.fromEntries(files), 'environments/dev.yaml': roomy });
  const { delivery, asker } = await aDesk(remote, 'dev');
  const before = packedSize(remote);
  let changes = 0;
  for (let from = 0; from < count; from += batch) {
    const outcomes = await delivery.submit(
      Array.from({ length: Math.min(batch, count - from) }, (_, index) => ({
        request: {
          runId: `run-${from + index}`,
          verb: 'bump' as const,
          fields: fieldsOf(names[(from + index) % names.length], from + index),
        },
        asker,
      })),
    );
    changes += outcomes.filter(({ state }) => state === 'committed').length;
  }
  return { changes, each: grownBy(before, packedSize(remote), count) };
}

function fieldsOf(service: string | undefined, number: number): Readonly<Record<string, unknown>> {
  const digest = `sha256:${createHash('sha256').update(String(number)).digest('hex')}`;
  return { service, environment: 'dev', version: `v2.${number}.0`, digest };
}
