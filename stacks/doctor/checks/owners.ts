import * as z from 'zod';

import type { KubernetesApi } from '../kubernetes-api';
import type { Plan, PlannedRelease } from '../plan';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';
import { chartOfDefinition } from './kinds';

const Metadata = z.looseObject({
  name: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
  annotations: z.record(z.string(), z.string()).default({}),
});
type Metadata = z.output<typeof Metadata>;
const Objects = z.looseObject({ items: z.array(z.looseObject({ metadata: Metadata })).nullish() });

// A definition has up to half a megabyte of schemas.
const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/**
 * What the first `pulumi up` would stop at, because it is there already: kinds that belong to nobody, or to another release, when
 * their own chart is not installed yet; and, before anything is installed, namespaces. A preview sees none of it.
 *
 * @param missing releases that are not there
 * @param fresh where none of the releases is there: names of namespaces that Pulumi has all the same
 */
export async function checkOwners(
  api: KubernetesApi,
  { objects, releases }: Pick<Plan, 'objects' | 'releases'>,
  missing: ReadonlySet<string>,
  fresh: ReadonlySet<string> | undefined,
): Promise<readonly Symptom[]> {
  const kinds = await listed(api, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
  const ofKinds = releases
    .filter(({ name }) => missing.has(name))
    .flatMap((release) =>
      foreignKinds(
        release,
        kinds.filter((kind) => chartOfDefinition(kind.name) === release.name),
      ),
    );
  if (fresh === undefined) return ofKinds;
  const there = new Set((await listed(api, '/api/v1/namespaces')).map(({ name }) => name));
  const namespaces = objects
    .filter(({ kind, name }) => kind === 'Namespace' && there.has(name) && !fresh.has(name))
    .map(({ name }) => name);
  return [...ofKinds, ...takenNamespaces(namespaces)];
}

async function listed(api: KubernetesApi, path: string): Promise<readonly Metadata[]> {
  return (Objects.parse((await api.find(path, metadataOnly)) ?? {}).items ?? []).map(({ metadata }) => metadata);
}

function foreignKinds({ name, namespace }: PlannedRelease, kinds: readonly Metadata[]): readonly Symptom[] {
  const foreign = kinds.filter(
    ({ labels, annotations }) =>
      labels['app.kubernetes.io/managed-by'] !== 'Helm' ||
      annotations['meta.helm.sh/release-name'] !== name ||
      annotations['meta.helm.sh/release-namespace'] !== namespace,
  );
  const [first] = foreign;
  if (first === undefined) return [];
  const others = foreign.length === 1 ? '' : ` and ${foreign.length - 1} more`;
  const owner = first.annotations['meta.helm.sh/release-name'];
  const whose = owner === undefined ? 'of no release' : `of the release "${owner}"`;
  const what = `the kind ${first.name}${others} is there already, and ${whose}: the chart ${name} will not install`;
  const crds = foreign.map((kind) => kind.name).join(' ');
  return [
    wrong(
      'owners',
      what,
      `leave the part out below slipway:install, or hand the kinds over (never remove one: every object of it would go): kubectl label --overwrite crd ${crds} app.kubernetes.io/managed-by=Helm; kubectl annotate --overwrite crd ${crds} meta.helm.sh/release-name=${name} meta.helm.sh/release-namespace=${namespace}`,
    ),
  ];
}

function takenNamespaces(names: readonly string[]): readonly Symptom[] {
  if (names.length === 0) return [];
  const [are, them] = names.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return [
    wrong(
      'owners',
      `${names.map((name) => `"${name}"`).join(', ')} ${are} there already, and Pulumi makes no namespace twice`,
      `if another stack made ${them}, this cluster is not for this stack; otherwise import ${them}: npm run -s platform -- import-file > import.json, see "The state is lost" in docs/how-to/disaster-recovery.md`,
    ),
  ];
}
