import { gunzipSync } from 'node:zlib';

import { parse } from 'yaml';
import * as z from 'zod';

import type { KubernetesApi } from './kubernetes-api';
import type { PlannedRelease } from './plan';

/** A release as Helm wrote it down last. */
export interface LiveRelease extends PlannedRelease {
  readonly revision: number;
  /** As Helm says it: `deployed`, `failed`, `pending-upgrade`. */
  readonly status: string;
  /** The objects of the last revision. */
  readonly objects: readonly ReleasedObject[];
}

/** An object of a release. */
export type ReleasedObject = z.output<typeof ReleasedObject>;

const ReleasedObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});
const Revisions = z.looseObject({
  // An empty list may be written as null.
  items: z
    .array(
      z.looseObject({
        metadata: z.looseObject({
          name: z.string(),
          namespace: z.string().optional(),
          labels: z.record(z.string(), z.string()),
        }),
      }),
    )
    .nullish(),
});
const Stored = z.looseObject({ data: z.looseObject({ release: z.string() }) });
const Written = z.looseObject({ manifest: z.string() });

// Revisions have up to a megabyte each: of all but the last one only the labels are asked for.
const labelsOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/**
 * Reads a release from the Secret in which Helm keeps its last revision (Helm, "Storage backends").
 *
 * @returns undefined when it is not installed
 * @throws ApiRefusal when Secrets may not be read
 */
export async function findRelease(
  api: KubernetesApi,
  { name, namespace }: PlannedRelease,
): Promise<LiveRelease | undefined> {
  const secrets = `/api/v1/namespaces/${namespace}/secrets`;
  const query = new URLSearchParams({ labelSelector: `owner=helm,name=${name}` });
  const listed = await api.find(`${secrets}?${query.toString()}`, labelsOnly);
  const revisions = (Revisions.parse(listed ?? {}).items ?? []).map(({ metadata }) => ({
    secret: metadata.name,
    revision: Number(metadata.labels['version']),
    status: metadata.labels['status'] ?? 'unknown',
  }));
  const [last] = revisions.sort((one, other) => other.revision - one.revision);
  if (last === undefined || last.status === 'uninstalled') return undefined;
  const stored = Stored.parse(await api.ask({ path: `${secrets}/${last.secret}` }));
  return { name, namespace, revision: last.revision, status: last.status, objects: objectsOf(stored.data.release) };
}

/** Namespaces in which a release of this name is, whoever installed it. @throws ApiRefusal when Secrets may not be read */
export async function namespacesOfRelease(api: KubernetesApi, name: string): Promise<readonly string[]> {
  const query = new URLSearchParams({ labelSelector: `owner=helm,name=${name}` });
  const found = Revisions.parse((await api.find(`/api/v1/secrets?${query.toString()}`, labelsOnly)) ?? {}).items ?? [];
  return [...new Set(found.flatMap(({ metadata }) => metadata.namespace ?? []))].sort();
}

/**
 * Objects in what Helm wrote: base64 of gzip of JSON, and once more base64, as of every value of a Secret. A CRD has its name
 * only: the schemas of a chart are megabytes, and that its kinds are served is looked at elsewhere.
 */
export function objectsOf(release: string): readonly ReleasedObject[] {
  const packed = Buffer.from(Buffer.from(release, 'base64').toString(), 'base64');
  const { manifest } = Written.parse(JSON.parse(gunzipSync(packed).toString()));
  return manifest.split(/^---.*$/m).flatMap((text) => objectIn(text));
}

function objectIn(text: string): readonly ReleasedObject[] {
  if (/^kind: ["']?CustomResourceDefinition["']?\s*$/m.test(text)) {
    const name = /^ {2}name: ["']?([^"'\s]+)/m.exec(text)?.[1];
    const apiVersion = 'apiextensions.k8s.io/v1';
    return name === undefined ? [] : [{ apiVersion, kind: 'CustomResourceDefinition', metadata: { name } }];
  }
  const read = ReleasedObject.safeParse(parse(text, { logLevel: 'silent' }));
  return read.success ? [read.data] : [];
}
