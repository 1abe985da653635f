import type { ManifestObject } from '../manifests/manifest';
import { mappingAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { slipwayLabels } from '../model/labels';
import { ObjectMetadata } from '../model/object-metadata';
import type { MetadataSubject } from '../model/object-metadata';
import type { ObjectWords, PlacedMetadata } from '../model/place-metadata';
import { WorkloadIdentity } from '../model/workload-identity';
import { membersOfKind } from './group';
import type { Group } from './group';
import type { Data } from './note';
import { podTemplateIn } from './pod';
import { ownServiceOf } from './service-settings';
import { wordsIn, wordsOf } from './object-words';

/** Which objects the catalog has that not every service has, and what is said of them. */
export interface WordedObjects {
  /** Whether its ConfigMap is that of the catalog. */
  readonly hasConfig: boolean;
  readonly hasMonitor: boolean;
  /** Labels and annotations of what leads to it from outside. @default - none */
  readonly route?: Data | undefined;
}

/**
 * Labels and annotations of the objects of a service, besides those by which pods are found.
 */
export function metadataSettings(group: Group, service: string, about: WordedObjects): Data {
  const { workload } = group;
  const found = mappingAt(workload.value, ['spec', 'selector', 'matchLabels']);
  const called = (kind: string): ManifestObject | undefined =>
    membersOfKind(group, kind).find(({ name }) => name === service);
  const [account] = membersOfKind(group, 'ServiceAccount');
  const maps = membersOfKind(group, 'ConfigMap');
  const said = {
    workload: wordsOf(mappingAt(workload.value, ['metadata']), found),
    pods: wordsOf(mappingAt(podTemplateIn(workload), ['metadata']), found),
    service: wordsOfObject(ownServiceOf({ group, service }), found),
    route: about.route,
    account: { labels: wordsOfObject(account, {})?.labels },
    config: maps.length === 1 && about.hasConfig ? wordsOfObject(maps[0], {}) : undefined,
    autoscaler: wordsOfObject(called('HorizontalPodAutoscaler') ?? called('ScaledObject'), {}),
    budget: wordsOfObject(called('PodDisruptionBudget'), {}),
    monitors: about.hasMonitor ? wordsOfObject(membersOfKind(group, 'ServiceMonitor')[0], {}) : undefined,
  } satisfies Partial<Record<MetadataSubject, Data | Partial<ObjectWords> | undefined>>;
  const metadata = filled(Object.fromEntries(Object.entries(said).map(([key, words]) => [key, filled({ ...words })])));
  const isSayable = Object.keys(metadata).length > 0 && ObjectMetadata.safeParse(metadata).success;
  return isSayable ? { metadata } : {};
}

/** Annotations of the account give rights, and are words of the identity. */
export function accountAnnotations(group: Group): Data {
  const [account] = membersOfKind(group, 'ServiceAccount');
  if (account === undefined) return {};
  const annotations = wordsOf(mappingAt(account.value, ['metadata']), {}).annotations;
  const isSayable = Object.keys(annotations).length > 0 && WorkloadIdentity.safeParse({ annotations }).success;
  return isSayable ? { identity: { annotations } } : {};
}

/** Annotations that settings stand for: scraping, the mesh, and what an Ingress is told of gRPC. */
const isOursToo = /^(?:prometheus\.io\/|(?:[a-z]+\.)?linkerd\.io\/|nginx\.ingress\.kubernetes\.io\/backend-protocol$)/;

/** What Helm notes of the chart that it rendered: it renders it no more. */
const ofHelm = /^(?:meta\.)?helm\.sh\//;

/** What is left to say where Slipway writes its own labels, and settings stand for scraping and the mesh. */
export function withoutOurs(settings: Data): Data {
  const metadata = Object.entries(mappingAt(settings, ['metadata'])).map(([subject, words]) => {
    const { labels, annotations } = wordsIn(mappingAt(words, []));
    const kept = {
      labels: without(labels, (name) => slipwayLabels.has(name) || ofHelm.test(name)),
      annotations: without(annotations, (name) => isOursToo.test(name) || ofHelm.test(name)),
    };
    return [subject, filled(kept)] as const;
  });
  const there = filled(Object.fromEntries(metadata));
  return Object.keys(there).length === 0 ? {} : { metadata: there };
}

function without(texts: ObjectWords['labels'], isOurs: (name: string) => boolean): ObjectWords['labels'] {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => !isOurs(name)));
}

/** Whether labels are said that Slipway would write itself: then it is not to write its own. */
export function saysOurLabels(settings: Data): boolean {
  return Object.values(mappingAt(settings, ['metadata'])).some((words) =>
    Object.keys(mappingAt(words, ['labels'])).some((name) => slipwayLabels.has(name)),
  );
}

/** The same as a placement has it. */
export function placedMetadataOf(settings: Data): PlacedMetadata {
  return Object.fromEntries(
    Object.entries(mappingAt(settings, ['metadata'])).map(([subject, words]) => [
      subject,
      wordsIn(mappingAt(words, [])),
    ]),
  );
}

function wordsOfObject(object: ManifestObject | undefined, without: Mapping): ObjectWords | undefined {
  return object === undefined ? undefined : wordsOf(mappingAt(object.value, ['metadata']), without);
}

function filled(data: Data): Data {
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => value !== undefined && Object.keys(Object(value)).length > 0),
  );
}
