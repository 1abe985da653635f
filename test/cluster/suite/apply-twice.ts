import { KubeError, refOf, shown } from '../harness/kube-client';
import type { KubeClient, KubeObject } from '../harness/kube-client';
import { inFlight } from './in-flight';
import type { RenderedFile } from './rendered-files';

/** Requests at a time: more do not make two cores faster. */
const atOnce = 8;

/** What came of applying objects twice; each line names file and object, and says why. */
export interface AppliedTwice {
  readonly refused: readonly string[];
  /** What the second apply wrote although it had nothing to say. */
  readonly changed: readonly string[];
}

/**
 * Applies all objects, and those that were accepted again.
 *
 * @param attempts how often an object is looked at before it counts as changed: where controllers run they may write
 *   between the look and the apply
 */
export async function applyTwice(
  client: KubeClient,
  files: readonly RenderedFile[],
  attempts: number,
): Promise<AppliedTwice> {
  const namespaces = files.filter(({ object }) => object.kind === 'Namespace');
  const inside = files.filter(({ object }) => object.kind !== 'Namespace');
  const refusals = [...(await applyAll(client, namespaces)), ...(await applyAll(client, inside))];
  const refused = new Map(
    refusals.flatMap(({ rendered, message }) => (message === undefined ? [] : [[rendered, message]])),
  );
  const accepted = files.filter((rendered) => !refused.has(rendered));
  const changes = await inFlight(accepted, atOnce, async (rendered) => ({
    rendered,
    change: await changeOf(client, rendered.object, attempts),
  }));
  return {
    refused: [...refused].map(([rendered, message]) => described(rendered, message)),
    changed: changes.flatMap(({ rendered, change }) => (change === undefined ? [] : [described(rendered, change)])),
  };
}

/** Applies objects in any order. The message is that of the API server when it refuses one. */
export function applyAll(
  client: KubeClient,
  files: readonly RenderedFile[],
  dryRun = false,
): Promise<readonly { readonly rendered: RenderedFile; readonly message: string | undefined }[]> {
  return inFlight(files, atOnce, async (rendered) => {
    try {
      await client.apply(rendered.object, dryRun);
      return { rendered, message: undefined };
    } catch (error) {
      if (!(error instanceof KubeError)) throw error;
      return { rendered, message: error.message };
    }
  });
}

/** One line per refused object. */
export async function refusalsOf(
  client: KubeClient,
  files: readonly RenderedFile[],
  dryRun = false,
): Promise<readonly string[]> {
  const applied = await applyAll(client, files, dryRun);
  return applied.flatMap(({ rendered, message }) => (message === undefined ? [] : [described(rendered, message)]));
}

/** @returns what an apply changes, undefined when it changes nothing */
async function changeOf(client: KubeClient, object: KubeObject, attempts: number): Promise<string | undefined> {
  // See the test "a claim is written once more by the API server itself".
  if (object.kind === 'PersistentVolumeClaim') await client.apply(object);
  let change: string | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await client.get(refOf(object));
    const after = await client.apply(object);
    if (after.metadata.resourceVersion === before.metadata.resourceVersion) return undefined;
    change = `the second apply changed it: ${differences(before, after).join(', ') || 'nothing that can be read'}`;
  }
  return change;
}

function described({ file, object }: RenderedFile, message: string): string {
  return `${file}: ${shown(refOf(object))}: ${message}`;
}

/** Where two values differ, as paths with both values. */
function differences(before: unknown, after: unknown, path = ''): readonly string[] {
  if (path === '.metadata.resourceVersion' || JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isContainer(before) || !isContainer(after)) {
    return [`${path} was ${JSON.stringify(before) ?? 'absent'}, is ${JSON.stringify(after) ?? 'absent'}`];
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => differences(Reflect.get(before, key), Reflect.get(after, key), `${path}.${key}`));
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
