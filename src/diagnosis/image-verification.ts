import { selectsLabels } from '../manifests/selects-labels';
import { isMapping, listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import { verifiedNamespaceLabels, type PlacedVerification } from '../model/image-signatures';
import type { ServedObject } from './case';
import type { Ailment } from './cause';
import type { ClusterVerification } from './cluster-verification';
import { conditionOf, servedName } from './facts';
import { isGlobAbout } from './sigstore-glob';

/** Kinds of policies, by who verifies. */
export const verifierKinds = {
  sigstore: { group: 'policy.sigstore.dev', kind: 'ClusterImagePolicy', plural: 'clusterimagepolicies' },
  kyverno: { group: 'policies.kyverno.io', kind: 'ImageValidatingPolicy', plural: 'imagevalidatingpolicies' },
} as const;

/** A kind of policies as kubectl takes it. */
export function policyResource(verifiedBy: PlacedVerification['verifiedBy']): string {
  const { group, plural } = verifierKinds[verifiedBy];
  return `${plural}.${group}`;
}

const programs = { sigstore: "Sigstore's policy controller", kyverno: 'Kyverno' } as const;
const includeLabel = verifiedNamespaceLabels.sigstore;

/**
 * Finds why images are let in that nobody has signed, although the environment says otherwise: who verifies is not there, looks at
 * something else, or only warns; and images that are refused, since no policy is about them.
 *
 * @param images that run there, as far as one knows
 */
export function unverifiedImages(
  wanted: PlacedVerification,
  cluster: ClusterVerification,
  images: readonly string[],
): readonly Ailment[] {
  const { verifiedBy } = wanted;
  const absent = absentProgram(wanted, cluster);
  // Of what is not there, nothing else can be said.
  if (absent !== undefined) return [absent];
  const faults = verifiedBy === 'sigstore' ? sigstoreFaults : kyvernoFaults;
  return [
    ...(verifiedBy === 'sigstore' ? webhookFaults(cluster) : []),
    ...unlabelled(wanted, cluster),
    ...missingPolicies(wanted, cluster),
    ...(cluster.policies ?? [])
      .filter((policy) => wanted.policies.includes(servedName(policy)))
      .flatMap((policy) =>
        faults(policy, cluster).map((fault) => ({
          what: `${verifierKinds[verifiedBy].kind} "${servedName(policy)}" ${fault}`,
          remedy: `kubectl get ${policyResource(verifiedBy)} ${servedName(policy)} -o yaml: it is the cluster's, not the catalog's`,
        })),
      ),
    ...(verifiedBy === 'sigstore' ? refusedImages(images, cluster) : []),
  ];
}

function absentProgram({ verifiedBy }: PlacedVerification, cluster: ClusterVerification): Ailment | undefined {
  const isThere = verifiedBy === 'sigstore' ? includingWebhooks(cluster).length > 0 : hasKyverno(cluster);
  if (isThere && cluster.policies !== undefined) return undefined;
  const lacks = isThere ? `the cluster has no kind ${verifierKinds[verifiedBy].kind}` : 'no admission webhook asks it';
  return {
    what: `nobody verifies signatures of images: ${programs[verifiedBy]} is not there (${lacks})`,
    remedy: `install ${programs[verifiedBy]} on the cluster, or say in "imageSignatures" of the environment who verifies`,
  };
}

/** Webhooks that look at namespaces with the label, and not at every namespace. */
function includingWebhooks({ webhooks }: ClusterVerification): readonly ServedObject[] {
  return webhooks
    .flatMap((configuration) => listAt(configuration, ['webhooks']).filter(isMapping))
    .filter((webhook) => {
      const selector = mappingAt(webhook, ['namespaceSelector']);
      return selectsLabels(selector, includeLabel) && !selectsLabels(selector, {});
    });
}

/** It writes its webhooks by itself, and marks them (`api/kyverno/constants.go`, `LabelWebhookManagedBy`). */
function hasKyverno({ webhooks }: ClusterVerification): boolean {
  return webhooks.some((one) => textAt(one, ['metadata', 'labels', 'webhook.kyverno.io/managed-by']) === 'kyverno');
}

function webhookFaults(cluster: ClusterVerification): readonly Ailment[] {
  return includingWebhooks(cluster).flatMap((webhook) => {
    const name = servedName({ metadata: webhook });
    const remedy = 'kubectl get validatingwebhookconfigurations -o yaml, and the log of its controller';
    return [
      ...(listAt(webhook, ['rules']).length === 0
        ? [{ what: `the webhook "${name}" looks at nothing: it has no rules, which its controller writes`, remedy }]
        : []),
      ...(textAt(webhook, ['failurePolicy']) === 'Ignore'
        ? [
            {
              what: `the webhook "${name}" lets everything in while it does not answer (failurePolicy: Ignore)`,
              remedy,
            },
          ]
        : []),
    ];
  });
}

function unlabelled({ verifiedBy }: PlacedVerification, { namespace }: ClusterVerification): readonly Ailment[] {
  if (namespace === undefined) return [];
  const labels = mappingAt(namespace, ['metadata', 'labels']);
  const missing = Object.entries(verifiedNamespaceLabels[verifiedBy]).find(([key, value]) => labels[key] !== value);
  if (missing === undefined) return [];
  return [
    {
      what: `namespace "${servedName(namespace)}" has no label ${missing.join('=')}, by which images in it are verified`,
      remedy: 'sync the baseline of the environment: the rendered namespace has it',
    },
  ];
}

function missingPolicies(
  { verifiedBy, policies: wanted }: PlacedVerification,
  { policies = [] }: ClusterVerification,
): readonly Ailment[] {
  const { kind } = verifierKinds[verifiedBy];
  const remedy = `make it on the cluster, or name another one in "imageSignatures" of the environment`;
  if (wanted.length === 0 && policies.length === 0) {
    return [{ what: `there is no ${kind}: nobody has said whose signatures count`, remedy }];
  }
  const there = new Set(policies.map(servedName));
  return wanted.filter((name) => !there.has(name)).map((name) => ({ what: `there is no ${kind} "${name}"`, remedy }));
}

/** Sigstore's controller refuses what no policy is about; Kyverno lets it in. */
function refusedImages(images: readonly string[], { policies = [] }: ClusterVerification): readonly Ailment[] {
  // Where there is none, that is said, and what to do is the same.
  if (policies.length === 0) return [];
  const globs = policies.flatMap((policy) =>
    listAt(policy, ['spec', 'images']).flatMap((one) => textAt(one, ['glob']) ?? []),
  );
  return images
    .filter((image) => !globs.some((glob) => isGlobAbout(glob, image)))
    .map((image) => ({
      what: `no ClusterImagePolicy is about the image "${image}": pods with it are refused`,
      remedy:
        'make one whose glob is about it, and that says who signs it; of an image that nobody signs, one with the authority ' +
        '"static: { action: pass }"',
    }));
}

/** `pkg/apis/policy/v1alpha1/clusterimagepolicy_types.go` of the policy controller. */
function sigstoreFaults(policy: ServedObject): readonly string[] {
  const authorities = listAt(policy, ['spec', 'authorities']);
  const ready = conditionOf(policy, 'Ready');
  return [
    ...(textAt(policy, ['spec', 'mode']) === 'warn' ? ['only warns (mode: warn): unsigned images are let in'] : []),
    ...(authorities.every((one) => textAt(one, ['static', 'action']) === 'pass')
      ? ['verifies no signature: it has no authority but "static: pass"']
      : []),
    ...(ready?.isTrue === false ? [`is not ready: ${ready.message}`] : []),
  ];
}

/** `ImageValidatingPolicySpec`: what says nothing denies, and is asked at admission. */
function kyvernoFaults(policy: ServedObject, { namespace }: ClusterVerification): readonly string[] {
  const actions = listAt(policy, ['spec', 'validationActions']);
  const selector = mappingAt(policy, ['spec', 'matchConstraints', 'namespaceSelector']);
  const labels = mappingAt(namespace, ['metadata', 'labels']);
  return [
    ...(actions.length > 0 && !actions.includes('Deny')
      ? [`denies nothing (validationActions: ${actions.join(', ')}): unsigned images are let in`]
      : []),
    ...(valueAt(policy, ['spec', 'evaluation', 'admission', 'enabled']) === false
      ? ['is not asked at admission (evaluation.admission.enabled: false)']
      : []),
    ...(namespace !== undefined && !selectsLabels(selector, labels)
      ? [`does not choose namespace "${servedName(namespace)}" (matchConstraints.namespaceSelector)`]
      : []),
    ...(valueAt(policy, ['status', 'conditionStatus', 'ready']) === false
      ? [`is not ready: ${textAt(policy, ['status', 'conditionStatus', 'message']) ?? ''}`]
      : []),
  ];
}
