import { isMapping, listAt, mappingAt, textAt } from '../manifests/value-at';
import type { PlacedVerification } from '../model/image-signatures';
import type { Case, ServedObject } from './case';
import { policyResource } from './image-verification';
import { pluginsOf } from './facts';
import type { Kubectl, KubectlAnswer } from './kubectl';

/** What is asked for, as the catalog says it. */
export interface CaseQuestion extends Omit<
  Case,
  'applications' | 'objects' | 'events' | 'gaps' | 'verification' | 'rolloutsConfigs'
> {
  /** Labels by which its pods are found. */
  readonly selector: Readonly<Record<string, string>>;
  /** Name of its workload. */
  readonly workload: string;
  readonly argocdNamespace: string;
  /** Who verifies signatures of images. @default - nobody */
  readonly imageVerification: PlacedVerification | undefined;
  /** Images of its pods, as the catalog says them. */
  readonly images: readonly string[];
}

/** Who answers: the API server of Argo CD, and that of the service. They may be one. */
export interface Clusters {
  readonly argocd: Kubectl;
  readonly service: Kubectl;
}

/** Kinds that every cluster has, and those of controllers that it may not have. */
const workloadKinds = 'deployments.apps,statefulsets.apps,daemonsets.apps';
const ownKinds = `pods,replicasets.apps,persistentvolumeclaims,${workloadKinds}`;
const otherKinds = ['rollouts.argoproj.io', 'externalsecrets.external-secrets.io'];

/** Asks both clusters for all that a diagnosis looks at. What cannot be asked is a gap, and no reason to stop. */
export async function readCase(question: CaseQuestion, { argocd, service }: Clusters): Promise<Case> {
  const { argocdNamespace, imageVerification, images, namespace, application, parents, selector, workload, ...rest } =
    question;
  const labels = Object.entries(selector)
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
  const verifying = readVerification(service, namespace, imageVerification);
  const [applications, own, events, ...others] = await Promise.all([
    list(argocd, [
      'get',
      'applications.argoproj.io',
      '-n',
      argocdNamespace,
      '--ignore-not-found',
      application,
      ...parents,
    ]),
    list(service, ['get', ownKinds, '-n', namespace, '-l', labels]),
    list(service, ['get', 'events', '-n', namespace]),
    ...otherKinds.map((kind) => list(service, ['get', kind, '-n', namespace, '-l', labels])),
  ]);
  const found = [own, ...others].flatMap((one) => one?.objects ?? []);
  // What was there before Slipway may have no labels but on its pods.
  const named = found.some(isWorkload)
    ? []
    : await Promise.all(
        [workloadKinds, 'rollouts.argoproj.io'].map((kinds) =>
          list(service, ['get', kinds, workload, '-n', namespace, '--ignore-not-found']),
        ),
      );
  const objects = [...found, ...named.flatMap((one) => one.objects)];
  const configs = objects.some(hasPlugin)
    ? await list(service, ['get', 'configmaps', '-A', '--field-selector', 'metadata.name=argo-rollouts-config'])
    : undefined;
  const { verification, gaps } = await verifying;
  const all = [applications, own, events, ...others, ...named, configs, { objects: [], gaps }];
  return {
    ...rest,
    namespace,
    application,
    parents,
    applications: applications?.objects ?? [],
    objects,
    events: (events?.objects ?? []).map(withName),
    ...(verification !== undefined && {
      // What runs has more: proxies of a mesh are put into pods.
      verification: { ...verification, images: [...new Set([...images, ...objects.flatMap(imagesIn)])] },
    }),
    ...(configs !== undefined && configs.gaps.length === 0 && { rolloutsConfigs: configs.objects }),
    gaps: [...new Set(all.flatMap((one) => one?.gaps ?? []))],
  };
}

function isWorkload(object: ServedObject): boolean {
  return ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'].includes(textAt(object, ['kind']) ?? '');
}

/** Images of a pod, or of the pods that a workload makes. */
function imagesIn(object: ServedObject): readonly string[] {
  const path = textAt(object, ['kind']) === 'Pod' ? ['spec'] : ['spec', 'template', 'spec'];
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) =>
    listAt(object, [...path, key]).flatMap((one) => textAt(one, ['image']) ?? []),
  );
}

function hasPlugin(object: ServedObject): boolean {
  return pluginsOf(object).length > 0;
}

interface ReadVerification extends Pick<Case, 'gaps'> {
  readonly verification?: Omit<NonNullable<Case['verification']>, 'images'>;
}

/** What the cluster has of what verifies images. */
async function readVerification(
  kubectl: Kubectl,
  namespace: string,
  wanted: PlacedVerification | undefined,
): Promise<ReadVerification> {
  if (wanted === undefined) return { gaps: [] };
  const [webhooks, policies, namespaces] = await Promise.all([
    list(kubectl, ['get', 'validatingwebhookconfigurations']),
    list(kubectl, ['get', policyResource(wanted.verifiedBy)]),
    list(kubectl, ['get', 'namespace', namespace, '--ignore-not-found']),
  ]);
  const gaps = [webhooks, policies, namespaces].flatMap((one) => one.gaps);
  if (gaps.length > 0) return { gaps };
  const cluster = {
    webhooks: webhooks.objects,
    policies: policies.isServed ? policies.objects : undefined,
    namespace: namespaces.objects[0],
  };
  return { verification: { wanted, cluster }, gaps };
}

interface Listed {
  readonly objects: readonly ServedObject[];
  readonly gaps: readonly string[];
  /** Whether the cluster has the kind. */
  readonly isServed: boolean;
}

async function list(kubectl: Kubectl, args: readonly string[]): Promise<Listed> {
  const answer = await kubectl([...args, '-o', 'json']);
  if (answer.isAnswered) return { objects: objectsIn(answer), gaps: [], isServed: true };
  // Who has no Rollouts has none that could be wrong.
  if (/doesn't have a resource type|could not find the requested resource/.test(answer.stderr))
    return { objects: [], gaps: [], isServed: false };
  return { objects: [], isServed: true, gaps: [`kubectl ${args.slice(0, 4).join(' ')}: ${answer.stderr}`] };
}

/** One object, a list of them, or nothing. */
function objectsIn({ stdout }: KubectlAnswer): readonly ServedObject[] {
  if (stdout.trim() === '') return [];
  const value: unknown = JSON.parse(stdout);
  const items = textAt(value, ['kind'])?.endsWith('List') === true ? listAt(value, ['items']) : [value];
  return items.filter(isMapping);
}

// Newer API servers answer with "regarding" what older ones call "involvedObject".
function withName(event: ServedObject): ServedObject {
  const about = mappingAt(event, ['involvedObject']);
  return Object.keys(about).length > 0 ? event : { ...event, involvedObject: mappingAt(event, ['regarding']) };
}
