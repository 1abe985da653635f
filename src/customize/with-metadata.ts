import { textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { MetadataSubject } from '../model/object-metadata';
import type { ObjectWords, PlacedMetadata } from '../model/place-metadata';
import type { Placement } from '../model/placement';
import { copyOf } from './copy';
import { editable } from './editable';
import type { Editable } from './editable';
import { hasPods, isOfJob, pathOfTemplate } from './pods-of';

/** What is asked of a placement to know what is said of its objects. */
export type WordedSubject = Pick<Placement, 'metadata' | 'serviceName' | 'service'> & {
  readonly moreServices: readonly ({ readonly name: string } & ObjectWords)[];
};

/** The objects of a placement with the labels and annotations that its catalog says. Objects are copied before they are changed. */
export function withMetadata(objects: readonly Mapping[], placement: WordedSubject): readonly Mapping[] {
  const { metadata = {}, moreServices } = placement;
  if (Object.keys(metadata).length + moreServices.length === 0) return objects;
  return objects.map((object) => {
    const copy: Editable = copyOf({ ...object });
    const subject = subjectOf(object, placement);
    // What gives the rights of an account is said of its identity.
    const isAccount = subject === 'account';
    add(editable(copy, ['metadata']), metadata.all, isAccount);
    if (object['kind'] === 'Service')
      add(
        editable(copy, ['metadata']),
        moreServices.find(({ name }) => name === textAt(object, ['metadata', 'name'])),
        false,
      );
    if (subject !== undefined) add(editable(copy, ['metadata']), metadata[subject], isAccount);
    if (hasPods(object) || isOfJob(object)) addToPods(editable(copy, pathOfTemplate(object)), metadata, subject);
    return copy;
  });
}

function addToPods(template: Editable, metadata: PlacedMetadata, subject: MetadataSubject | undefined): void {
  const said = [metadata.all, subject === 'workload' ? metadata.pods : undefined].filter((one) => one !== undefined);
  if (said.length === 0) return;
  // Pods of jobs may have no metadata at all, and `editable` would make some that nobody reads.
  const own: Editable = { ...editable(template, ['metadata']) };
  for (const one of said) add(own, one, false);
  template['metadata'] = own;
}

function add(metadata: Editable, said: ObjectWords | undefined, isAccount: boolean): void {
  if (said === undefined) return;
  const keys = isAccount ? (['labels'] as const) : (['labels', 'annotations'] as const);
  for (const key of keys)
    if (Object.keys(said[key]).length > 0) metadata[key] = { ...editable(metadata, [key]), ...said[key] };
}

const subjects: Readonly<Record<string, MetadataSubject>> = {
  ServiceAccount: 'account',
  ServiceMonitor: 'monitors',
  PodMonitor: 'monitors',
  PrometheusRule: 'monitors',
  ExternalSecret: 'secrets',
  HorizontalPodAutoscaler: 'autoscaler',
  ScaledObject: 'autoscaler',
  PodDisruptionBudget: 'budget',
  Ingress: 'route',
};

/** Which words are about an object, besides those about all of them. */
function subjectOf(
  object: Mapping,
  { service, serviceName }: Pick<Placement, 'service' | 'serviceName'>,
): MetadataSubject | undefined {
  const kind = String(object['kind']);
  const name = textAt(object, ['metadata', 'name']) ?? '';
  if (kind === 'Service') return [serviceName, `${service}-preview`].includes(name) ? 'service' : undefined;
  // Dashboards are ConfigMaps, too.
  if (kind === 'ConfigMap') return name === `${service}-config` ? 'config' : undefined;
  // A mesh has routes, whose parent is a Service.
  if (kind.endsWith('Route'))
    return textAt(object, ['spec', 'parentRefs', 0, 'kind']) === 'Gateway' ? 'route' : undefined;
  if (hasPods(object)) return 'workload';
  return Object.hasOwn(subjects, kind) ? subjects[kind] : undefined;
}
