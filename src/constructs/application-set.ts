import type { Construct } from 'constructs';

import type * as argocd from '../../imports/argocd';
import { applicationOf } from './argo-application';
import type { ApplicationSync, ArgoApplicationProps } from './argo-application';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** What may differ between the Applications of an `ApplicationSet`. */
export type ApplicationSetElement = Pick<
  ArgoApplicationProps,
  | 'name'
  | 'labels'
  | 'annotations'
  | 'wave'
  | 'project'
  | 'path'
  | 'destinationNamespace'
  | 'ignoresReplicasOf'
  | 'ignoresPodHash'
  | 'ignoresRouteWeights'
  | 'allowsEmpty'
> & {
  /** @default - that of the template */
  readonly sync?: ApplicationSync;
};

/** Properties of an `ApplicationSet`. */
export interface ApplicationSetProps extends Identity {
  /** What all its Applications have in common. */
  readonly template: Omit<ArgoApplicationProps, Exclude<keyof ApplicationSetElement, 'sync'> | 'namespace'>;
  /** The Applications, in the order of the list. */
  readonly elements: readonly ApplicationSetElement[];
}

/**
 * Many Applications that differ little, made by Argo CD from a template and a list. Each one equals the
 * `ArgoApplication` of the same properties.
 *
 * Their waves have no effect: only an Application whose parent is an Application waits for others.
 */
export class ApplicationSet extends Manifest<argocd.ApplicationSet> {
  constructor(scope: Construct, id: string, props: ApplicationSetProps) {
    const { namespace, template, elements } = props;
    const applications = elements.map((element) => applicationOf({ ...template, ...element, namespace }));
    const labels = sharedEntries(applications.map(({ metadata }) => metadata.labels ?? {}));
    const annotations = sharedEntries(applications.map(({ metadata }) => metadata.annotations ?? {}));
    const automated = applications.flatMap(({ spec: { syncPolicy } }) => syncPolicy?.automated ?? []);
    // No patch takes a mapping away: where some are synced by a person, each of the others brings what it has more.
    const isMixed = automated.length > 0 && automated.length < applications.length;
    const sync: ApplicationSync = isMixed ? { mode: 'manual' } : (elements[0]?.sync ?? template.sync);
    const { metadata, spec } = applicationOf({ ...template, ...placeholders, labels, sync, namespace });
    const patched = isMixed ? 'all' : automated.some(({ allowEmpty }) => allowEmpty === true) ? 'allowEmpty' : 'none';
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: metadataOf(props, syncWave.workload),
      spec: {
        generators: [{ list: { elements: applications.map((one) => elementOf(one, labels, annotations, patched)) } }],
        goTemplate: true,
        // An element that lacks a key is an error instead of "<no value>" in a name.
        goTemplateOptions: ['missingkey=error'],
        template: { metadata: { ...metadata, annotations }, spec },
        templatePatch: patched === 'none' ? templatePatch : templatePatch + policyPatch,
        ...syncPolicyOf(template),
      },
    });
  }
}

function syncPolicyOf({
  deletion,
  sync,
}: ApplicationSetProps['template']): Pick<argocd.ApplicationSetSpec, 'syncPolicy'> {
  const syncPolicy = {
    // Where a person syncs, a person also deletes what runs: an element that is gone leaves an Application that would.
    ...(sync.mode === 'manual' && deletion !== 'orphan' ? { applicationsSync: 'create-update' as const } : {}),
    // Without it the controller adds the finalizer of a cascade by itself.
    ...(deletion === 'orphan' ? { preserveResourcesOnDeletion: true } : {}),
  };
  return Object.keys(syncPolicy).length === 0 ? {} : { syncPolicy };
}

/** The template is the Application of these properties. */
const placeholders = {
  name: '{{ .name }}',
  project: '{{ .project }}',
  path: '{{ .path }}',
  destinationNamespace: '{{ .namespace }}',
};

/** Maps and lists cannot be templated, only patched in; JSON is YAML. */
const templatePatch = `metadata:
  labels: {{ toJson .labels }}
  annotations: {{ toJson .annotations }}
spec:
  ignoreDifferences: {{ toJson .ignoreDifferences }}
`;

/** What the patch also has when the Applications are not synced alike. */
const policyPatch = `  syncPolicy: {{ toJson .syncPolicy }}
`;

type Entries = Readonly<Record<string, string>>;

/** Entries that all maps have; none with braces, which the template would take for its own. */
function sharedEntries(maps: readonly Entries[]): Entries {
  const [first = {}, ...others] = maps;
  return Object.fromEntries(
    Object.entries(first).filter(
      ([key, value]) => !value.includes('{{') && others.every((other) => other[key] === value),
    ),
  );
}

function elementOf(
  { metadata, spec }: argocd.Application,
  labels: Entries,
  annotations: Entries,
  patched: 'none' | 'allowEmpty' | 'all',
) {
  return {
    name: metadata.name,
    project: spec.project,
    path: spec.source?.path,
    namespace: spec.destination.namespace,
    labels: without(metadata.labels ?? {}, labels),
    annotations: without(metadata.annotations ?? {}, annotations),
    ignoreDifferences: spec.ignoreDifferences ?? [],
    ...(patched === 'none' ? {} : { syncPolicy: policyOf(spec.syncPolicy, patched) }),
  };
}

/** What an Application has of how it is synced, and the template has not. */
function policyOf(policy: argocd.ApplicationSyncPolicy | undefined, patched: 'allowEmpty' | 'all') {
  if (policy?.automated === undefined) return {};
  const { automated, retry } = policy;
  if (patched === 'all') return { automated, retry };
  return automated.allowEmpty === undefined ? {} : { automated: { allowEmpty: automated.allowEmpty } };
}

function without(entries: Entries, left: Entries): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => left[key] === undefined));
}
