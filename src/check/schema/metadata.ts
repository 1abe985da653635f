import type { KindScope } from '../../manifest-schemas/schema';
import type { Field } from './field';
import { isBefore } from './is-before';
import { annotationKey, dns1035Label, dnsLabel, dnsSubdomain, labelKey, labelValue, pathSegment } from './names';
import type { Syntax } from './names';

/** What metadata is checked against. */
export interface MetadataFacts {
  readonly group: string;
  readonly kind: string;
  readonly scope: KindScope;
  readonly isCustom: boolean;
  /** `1.36`. */
  readonly kubernetesVersion: string;
}

/** What all annotations of an object may have together. */
const annotationBytes = 256 * 1024;

/** Of 63 letters the name of a Job needs 11: a dash and the minute at which it was started. */
const longestCronJob = 52;

/** Says what a server has against the metadata of an object. */
export function checkMetadata(metadata: Field, facts: MetadataFacts): void {
  if (!metadata.isThere) return metadata.miss('give it a "metadata" with a "name"');
  checkName(metadata, facts);
  checkScope(metadata.at('namespace'), facts);
  checkLabels(metadata.at('labels'));
  checkAnnotations(metadata.at('annotations'));
  for (const finalizer of metadata.at('finalizers').items()) finalizer.mustBe(labelKey);
}

function checkName(metadata: Field, facts: MetadataFacts): void {
  const name = metadata.at('name');
  const generated = metadata.at('generateName');
  if (name.text === '' && generated.text === '') {
    if (!name.isThere || name.value === '') name.miss();
    return;
  }
  const syntax = syntaxOfName(facts);
  name.mustBe(name.text === '' ? () => undefined : syntax);
  // What the server adds begins where the text ends, so that it may end in a dash.
  if (name.text === '') generated.mustBe((text) => syntax(`${text}x`));
  if (facts.kind === 'CronJob' && facts.group === 'batch' && name.text.length > longestCronJob) {
    name.refuse(
      `has ${name.text.length} letters`,
      `${longestCronJob} are allowed for a CronJob: its Jobs get names of 63`,
    );
  }
}

function syntaxOfName({ group, kind, isCustom, kubernetesVersion }: MetadataFacts): Syntax {
  if (isCustom) return dnsSubdomain;
  if (group === 'rbac.authorization.k8s.io') return pathSegment;
  if (group === '' && kind === 'Namespace') return dnsLabel;
  if (group === 'apps' && kind === 'StatefulSet') return dnsLabel;
  // 1.36 takes a digit first, too: KEP-5311.
  if (group === '' && kind === 'Service') return isBefore(kubernetesVersion, '1.36') ? dns1035Label : dnsLabel;
  // These have syntaxes of their own, or none: any name that fits into a path.
  return ownNames.has(kind) ? pathSegment : dnsSubdomain;
}

const ownNames: ReadonlySet<string> = new Set([
  'APIService',
  'ClusterTrustBundle',
  'Event',
  'IPAddress',
  'PodDisruptionBudget',
  'StorageVersion',
]);

function checkScope(namespace: Field, { scope, kind }: MetadataFacts): void {
  if (scope === 'Namespaced') return namespace.mustBe(dnsLabel);
  if (namespace.text === '') return;
  // A server takes it, and leaves it out.
  namespace.reports.push({
    rule: 'value-not-allowed',
    severity: 'warning',
    path: namespace.path,
    message: `"${namespace.text}" in metadata.namespace has no effect: a ${kind} is in no namespace`,
    hint: 'leave it out',
  });
}

/** Says what a server has against labels, or what selects by them. */
export function checkLabels(labels: Field): void {
  for (const label of labels.entries()) {
    const why = labelKey(String(label.key));
    if (why !== undefined) label.say('value-not-allowed', `"${label.key}" in ${labels.where} ${why}`);
    label.mustBe(labelValue);
  }
}

/** Says what a server has against annotations. */
export function checkAnnotations(annotations: Field): void {
  let bytes = 0;
  for (const annotation of annotations.entries()) {
    const key = String(annotation.key);
    const why = annotationKey(key);
    if (why !== undefined) annotation.say('value-not-allowed', `"${key}" in ${annotations.where} ${why}`);
    bytes += key.length + annotation.text.length;
  }
  if (bytes > annotationBytes)
    annotations.refuse(`has ${bytes} bytes`, `${annotationBytes} are allowed for all annotations together`);
}
