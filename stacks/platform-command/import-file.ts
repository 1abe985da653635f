import * as z from 'zod';

import type { Discovery } from '../doctor/discovery';
import type { KubernetesApi } from '../doctor/kubernetes-api';
import { objectOf, releaseOf } from '../doctor/plan';
import type { PlannedResource } from '../doctor/plan';
import { findRelease } from '../doctor/releases';

const Entry = z.looseObject({
  type: z.string(),
  name: z.string(),
  /** The name in the program, where `name` had to be made unique. */
  logicalName: z.string().optional(),
  id: z.string().optional(),
  component: z.boolean().optional(),
});
type Entry = z.output<typeof Entry>;

/** What `pulumi preview --import-file` writes, and `pulumi import --file` reads (Pulumi, "Bulk import operations"). */
export const ImportFile = z.looseObject({ resources: z.array(Entry) });
export type ImportFile = z.output<typeof ImportFile>;

/** An import file that can be imported, and what is not in it. */
export interface FilledImport {
  readonly file: ImportFile;
  /** How many objects and releases are imported. */
  readonly imported: number;
  /** `type name` of what the cluster does not have, and `pulumi up` makes. */
  readonly absent: readonly string[];
}

/**
 * Gives each resource of an import file its id, `NAMESPACE/NAME` or `NAME`, which Pulumi leaves open. What is not on the cluster is
 * taken out, and so are patches: both come with the next `pulumi up`.
 *
 * @param resources of the program, which say what Pulumi's names mean
 */
export async function fillImportFile(
  file: ImportFile,
  resources: readonly PlannedResource[],
  api: KubernetesApi,
  discovery: Discovery,
): Promise<FilledImport> {
  const known = new Map(resources.map((resource) => [`${resource.type} ${resource.name}`, resource]));
  const kept: Entry[] = [];
  const absent: string[] = [];
  for (const entry of file.resources) {
    if (entry.component === true) {
      kept.push(entry);
      continue;
    }
    if (entry.type.endsWith('Patch')) continue;
    const name = `${entry.type} ${entry.logicalName ?? entry.name}`;
    const resource = known.get(name);
    const id = resource === undefined ? undefined : await idOf(resource, api, discovery);
    if (id === undefined) absent.push(name);
    else kept.push({ ...entry, id });
  }
  const imported = kept.filter(({ component }) => component !== true).length;
  return { file: { ...file, resources: kept }, imported, absent };
}

/** @returns undefined when the cluster does not have it */
async function idOf(resource: PlannedResource, api: KubernetesApi, discovery: Discovery): Promise<string | undefined> {
  const [release] = releaseOf(resource);
  if (release !== undefined) {
    return (await findRelease(api, release)) === undefined ? undefined : `${release.namespace}/${release.name}`;
  }
  const [object] = objectOf(resource);
  const path = object === undefined ? undefined : await discovery.path(object);
  if (object === undefined || path === undefined || (await api.find(path)) === undefined) return undefined;
  return object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`;
}
