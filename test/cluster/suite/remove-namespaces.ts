import { refOf } from '../harness/kube-client';
import type { KubeClient } from '../harness/kube-client';
import { until } from '../harness/until';
import { inFlight } from './in-flight';
import type { RenderedFile } from './rendered-files';

const atOnce = 8;
/** Controllers take namespaces one after the other, and those of an arbitrary catalog are many. */
const removalSeconds = 540;

/** Takes the finalizers of Applications away that no Argo CD knows of: nobody else would, and they would stay for ever. */
export async function releaseApplications(client: KubeClient, files: readonly RenderedFile[]): Promise<void> {
  const applications = files.filter(({ object }) => object.kind === 'Application');
  await inFlight(applications, atOnce, async ({ object }) => {
    const ref = refOf(object);
    if ((await client.find(ref)) !== undefined) await client.patch(ref, { metadata: { finalizers: null } });
  });
}

/** Removes namespaces with all that is in them, and waits until they are gone: the next test may want the same. */
export async function removeNamespaces(client: KubeClient, names: readonly string[]): Promise<void> {
  await inFlight(names, atOnce, (name) => client.delete({ apiVersion: 'v1', kind: 'Namespace', name }));
  const removed = new Set(names);
  await until(
    'namespaces to be gone',
    async () => {
      const left = (await client.list('v1', 'Namespace')).filter(({ metadata }) => removed.has(metadata.name));
      return left.length === 0 || left.map(({ metadata }) => metadata.name).join(', ');
    },
    removalSeconds,
  );
}
