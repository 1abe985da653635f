import type { Field } from '../field';
import { checkAnnotations, checkLabels } from '../metadata';
import { dnsLabel, dnsSubdomain, labelKey, labelValue } from '../names';
import { checkContainer } from './container';
import { checkSelector } from './label-selector';
import { checkNodeAffinity } from './node-affinity';
import { checkSecurity } from './security';
import { checkVolumes } from './volumes';

/** What a kind says of its pods. */
export interface PodRules {
  /** Volumes that the kind adds: claims of a StatefulSet. */
  readonly volumes?: readonly string[];
  /** The kind sets them, whatever is written. */
  readonly ignores?: readonly string[];
}

/** Says what a server has against a pod template: its metadata and its pods. */
export function checkTemplate(template: Field, rules: PodRules = {}): void {
  checkLabels(template.at('metadata').at('labels'));
  checkAnnotations(template.at('metadata').at('annotations'));
  checkPod(template.at('spec'), rules);
}

/** Says what a server has against the spec of a pod. */
export function checkPod(pod: Field, { volumes = [], ignores = [] }: PodRules = {}): void {
  if (!pod.isThere) return pod.miss('pods need containers');
  checkVolumes(pod.at('volumes'));
  checkContainers(
    pod,
    new Set([
      ...volumes,
      ...pod
        .at('volumes')
        .items()
        .map((volume) => volume.at('name').text),
    ]),
  );
  checkSecurity(pod.at('securityContext'));
  checkLabels(pod.at('nodeSelector'));
  checkSpread(pod.at('topologySpreadConstraints'));
  checkAffinity(pod.at('affinity'));
  for (const toleration of pod.at('tolerations').items()) checkToleration(toleration);
  pod.at('activeDeadlineSeconds').mustBeWithin(1, 2 ** 31 - 1);
  for (const name of ['serviceAccountName', 'priorityClassName', 'runtimeClassName', 'nodeName']) {
    const field = pod.at(name);
    if (field.text !== '') field.mustBe(dnsSubdomain);
  }
  for (const name of ['hostname', 'subdomain']) {
    const field = pod.at(name);
    if (field.text !== '' && !ignores.includes(name)) field.mustBe(dnsLabel);
  }
  for (const option of pod.at('dnsConfig').at('options').items()) {
    if (option.at('name').text === '') option.at('name').miss();
  }
  if (pod.at('dnsPolicy').text === 'None' && pod.at('dnsConfig').at('nameservers').items().length === 0) {
    pod.at('dnsConfig').miss('with "dnsPolicy: None" it says the nameservers');
  }
}

function checkContainers(pod: Field, volumeNames: ReadonlySet<string>): void {
  const containers = pod.at('containers');
  if (Array.isArray(containers.value) && containers.value.length === 0)
    containers.miss('a pod needs one container or more');
  for (const container of containers.items()) checkContainer(container, volumeNames, false);
  const names = new Set(containers.items().map((container) => container.at('name').text));
  for (const container of pod.at('initContainers').items()) {
    checkContainer(container, volumeNames, true);
    const name = container.at('name');
    if (name.text !== '' && names.has(name.text)) {
      name.say('duplicate-list-key', `two containers of the pod are called "${name.text}"`, 'rename one');
    }
  }
}

function checkSpread(constraints: Field): void {
  for (const constraint of constraints.items()) {
    constraint.at('maxSkew').mustBeWithin(1);
    constraint.at('minDomains').mustBeWithin(1);
    checkSelector(constraint.at('labelSelector'));
  }
}

function checkAffinity(affinity: Field): void {
  checkNodeAffinity(affinity.at('nodeAffinity'));
  for (const kind of [affinity.at('podAffinity'), affinity.at('podAntiAffinity')]) {
    const preferred = kind.at('preferredDuringSchedulingIgnoredDuringExecution').items();
    const required = kind.at('requiredDuringSchedulingIgnoredDuringExecution').items();
    for (const { weight, term } of preferred.map((one) => ({
      weight: one.at('weight'),
      term: one.at('podAffinityTerm'),
    }))) {
      weight.mustBeWithin(1, 100);
      checkTerm(term);
    }
    for (const term of required) checkTerm(term);
  }
}

function checkTerm(term: Field): void {
  const key = term.at('topologyKey');
  if (key.text !== '') key.mustBe(labelKey);
  checkSelector(term.at('labelSelector'));
  checkSelector(term.at('namespaceSelector'));
}

function checkToleration(toleration: Field): void {
  const [key, operator, value] = [toleration.at('key'), toleration.at('operator'), toleration.at('value')];
  if (key.text !== '') key.mustBe(labelKey);
  else if (operator.text !== 'Exists') {
    toleration.refuse('has no key', 'without a key the operator must be "Exists", which tolerates everything');
  }
  if (operator.text === 'Exists' && value.text !== '') value.refuse('may not be there with "operator: Exists"');
  if (operator.text === 'Equal' || operator.text === '') value.mustBe(labelValue);
  const [seconds, effect] = [toleration.at('tolerationSeconds'), toleration.at('effect')];
  if (seconds.isThere && effect.text !== 'NoExecute') seconds.refuse('may only be there with "effect: NoExecute"');
}
