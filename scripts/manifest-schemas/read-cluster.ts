import * as z from 'zod';

import type { KindSchema, Schema } from '../../src/manifest-schemas/schema';
import type { StoredSchemas } from '../../src/manifest-schemas/stored-schemas';
import { Crd, readCrd } from '../../src/check/schema/read-crds';
import { definitionsOf, OpenapiDocument, readOpenapi } from './read-openapi';
import { storeSchemas } from './store-schemas';

const Version = z.object({ major: z.string(), minor: z.string(), gitVersion: z.string() });
const Discovery = z.object({ paths: z.record(z.string(), z.object({ serverRelativeURL: z.string() })) });
const CrdList = z.object({ items: z.array(Crd) });

/**
 * Reads what an API server takes: built-in kinds and those of other API servers behind it from its OpenAPI v3 documents
 * (kubernetes.io/docs/concepts/overview/kubernetes-api), custom resources from their definitions.
 *
 * @param server its URL, without any login: that of a `kubectl proxy`
 * @throws Error that names the path, when the server does not answer or answers something else
 */
export async function readCluster(server: string): Promise<StoredSchemas> {
  const { major, minor, gitVersion } = await get(server, '/version', Version);
  const { items: crds } = await get(server, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', CrdList);
  const { paths } = await get(server, '/openapi/v3', Discovery);

  const custom = new Set(crds.flatMap(({ spec }) => spec.versions.map(({ name }) => `apis/${spec.group}/${name}`)));
  const kinds = new Map<string, KindSchema>();
  for (const [path, { serverRelativeURL }] of Object.entries(paths)) {
    if (!/^(api\/|apis\/[^/]+\/)v\d/.test(path) || custom.has(path)) continue;
    for (const [name, kind] of readOpenapi(await get(server, serverRelativeURL, OpenapiDocument)))
      kinds.set(name, kind);
  }
  const objectMeta = await readObjectMeta(server, paths['api/v1']?.serverRelativeURL ?? '/openapi/v3/api/v1');
  for (const [name, kind] of crds.flatMap((crd) => [...readCrd(crd, objectMeta)])) kinds.set(name, kind);
  // Some providers write "34+".
  const kubernetes = `${major}.${minor.replace(/\D+$/, '')}`;
  return storeSchemas(kinds, { sources: [`Kubernetes ${gitVersion}`], kubernetes });
}

async function readObjectMeta(server: string, path: string): Promise<Schema> {
  const { components } = await get(server, path, OpenapiDocument);
  return definitionsOf(components.schemas)('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
}

async function get<T>(server: string, path: string, shape: z.ZodType<T>): Promise<T> {
  const url = new URL(path, server);
  const answer = await fetch(url).catch((error: unknown) => {
    throw new Error(`"${server}" does not answer; is "kubectl proxy" running there?`, { cause: error });
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`GET ${url.pathname} was answered ${answer.status}: ${text.slice(0, 500)}`);
  const content = shape.safeParse(parseJson(text));
  if (!content.success) throw new Error(`GET ${url.pathname} has another shape: ${z.prettifyError(content.error)}`);
  return content.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The shape is missed then, which says what was expected.
  }
}
