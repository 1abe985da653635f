import * as z from 'zod';

import type { Discovery } from '../discovery';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';
import { inTurns } from '../in-turns';
import type { KubernetesApi } from '../kubernetes-api';

/** What runs, and what leads to it: where a field too many does harm. */
const kinds = [
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' },
  { apiVersion: 'batch/v1', kind: 'CronJob' },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
] as const;

/** Who applies the tree. */
const argocd = 'argocd-controller';

/** Controllers that write beside Git because it is their work. */
const controllers = new Set(['kube-controller-manager', 'rollouts-controller', 'keda', 'external-secrets']);

type Fields = { readonly [key: string]: Fields };
const Fields: z.ZodType<Fields> = z.lazy(() => z.record(z.string(), Fields));

const Writer = z.looseObject({
  manager: z.string(),
  subresource: z.string().optional(),
  fieldsV1: Fields.default({}),
});
const Objects = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({
        name: z.string(),
        namespace: z.string().default(''),
        managedFields: z.array(Writer).default([]),
      }),
    }),
  ),
});

/**
 * Fields of the tree's objects that somebody added on the cluster. Argo CD compares what is in Git, so it neither shows them nor
 * takes them away; the API server knows who wrote each (Kubernetes, "Server-Side Apply", "Field management").
 */
export async function checkForeignFields(api: KubernetesApi, discovery: Discovery): Promise<readonly Symptom[]> {
  const findings = await inTurns(kinds, async ({ apiVersion, kind }) => {
    const served = await discovery.kind({ apiVersion, kind });
    if (served === undefined) return [];
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const selector = encodeURIComponent('app.kubernetes.io/managed-by=slipway');
    const found = await api.find(`${root}/${served.resource}?labelSelector=${selector}`);
    const { items } = found === undefined ? { items: [] } : Objects.parse(found);
    return items.flatMap(({ metadata: { name, namespace, managedFields } }) =>
      foreignFields(managedFields).map(({ manager, paths }) =>
        wrong(
          'fields',
          `${kind} ${namespace}/${name} has what Git does not, by ${manager}: ${paths.join(', ')}`,
          'Argo CD leaves it there: take it away as it came, or write it into the catalog; what a controller owns may stay',
        ),
      ),
    );
  });
  return findings.flat();
}

interface ForeignFields {
  readonly manager: string;
  readonly paths: readonly string[];
}

function foreignFields(writers: readonly z.output<typeof Writer>[]): readonly ForeignFields[] {
  const ours = writers.filter(({ manager }) => manager === argocd).map(({ fieldsV1 }) => fieldsV1);
  // What Argo CD has not applied is not of the tree.
  if (ours.length === 0) return [];
  return writers.flatMap(({ manager, subresource, fieldsV1 }) => {
    if (manager === argocd || controllers.has(manager) || subresource !== undefined) return [];
    // Clouds and meshes note things in annotations of what they look at.
    const isPerson = manager.startsWith('kubectl');
    const paths = [...pathsOutside(fieldsV1, ours)].filter(
      (path) => isPerson || !path.startsWith('metadata.annotations'),
    );
    return paths.length === 0 ? [] : [{ manager, paths }];
  });
}

/** Paths of fields that none of the others has, each as far as there is only one way to go on. */
function* pathsOutside(fields: Fields, others: readonly Fields[], path = ''): Iterable<string> {
  for (const [key, inner] of Object.entries(fields)) {
    if (key === '.') continue;
    const theirs = others.flatMap((other) => other[key] ?? []);
    const here = pathWith(path, key);
    if (theirs.length > 0) yield* pathsOutside(inner, theirs, here);
    else if (!isOfRestart(key, inner)) yield wayFrom(here, inner);
  }
}

function wayFrom(path: string, fields: Fields): string {
  const [first, ...more] = Object.entries(fields).filter(([key]) => key !== '.');
  return first === undefined || more.length > 0 ? path : wayFrom(pathWith(path, first[0]), first[1]);
}

/** "f:name" is a field, "k:{"name":"web"}" an item of a list by its keys, "v:"x"" one by its value. */
function pathWith(path: string, key: string): string {
  const text = key.slice(2);
  if (!key.startsWith('f:')) return `${path}[${text}]`;
  return path === '' ? text : `${path}.${text}`;
}

/** `kubectl rollout restart` leaves a time behind, and nothing else. */
function isOfRestart(key: string, fields: Fields): boolean {
  const inner = Object.entries(fields).filter(([name]) => name !== '.');
  return (
    key === 'f:kubectl.kubernetes.io/restartedAt' || (inner.length > 0 && inner.every((one) => isOfRestart(...one)))
  );
}
