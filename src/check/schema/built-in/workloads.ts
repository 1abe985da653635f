import type { Field } from '../field';
import { dnsLabel } from '../names';
import { checkAtMostAll, checkCountOrPercent, checkNotNegative, isNothing } from './amounts';
import { checkClaim } from './claim';
import { checkOwnSelector } from './label-selector';
import { checkTemplate } from './pod-spec';

/** After how many seconds a Deployment says that it makes no progress, when nobody says. */
const defaultDeadline = 600;

/** Says what a server has against a Deployment. */
export function checkDeployment(object: Field): void {
  const spec = object.at('spec');
  checkService(spec, 'Deployment');
  const [deadline, ready] = [spec.at('progressDeadlineSeconds'), spec.at('minReadySeconds')];
  checkNotNegative(deadline);
  if ((deadline.number ?? defaultDeadline) <= (ready.number ?? 0)) {
    (deadline.isThere ? deadline : ready).say(
      'value-not-allowed',
      `spec.progressDeadlineSeconds ${deadline.number ?? defaultDeadline} is not above spec.minReadySeconds ${ready.number ?? 0}`,
      'no pod would be available in time: raise the deadline',
    );
  }
  checkDeploymentStrategy(spec.at('strategy'));
}

/** Says what a server has against a ReplicaSet. */
export function checkReplicaSet(object: Field): void {
  checkService(object.at('spec'), 'ReplicaSet');
}

/** Says what a server has against a DaemonSet. */
export function checkDaemonSet(object: Field): void {
  const spec = object.at('spec');
  checkService(spec, 'DaemonSet');
  checkRolling(spec.at('updateStrategy').at('rollingUpdate'), 1, 0);
}

/** Says what a server has against a StatefulSet. */
export function checkStatefulSet(object: Field): void {
  const spec = object.at('spec');
  const claims = spec.at('volumeClaimTemplates').items();
  // The controller makes hostname and subdomain of the name of the pod and of the service.
  const volumes = claims.map((claim) => claim.at('metadata').at('name').text);
  checkService(spec, 'StatefulSet', { volumes, ignores: ['hostname', 'subdomain'] });
  const service = spec.at('serviceName');
  if (service.text !== '') service.mustBe(dnsLabel);
  for (const claim of claims) checkClaim(claim);
  const strategy = spec.at('updateStrategy');
  const rolling = strategy.at('rollingUpdate');
  if (strategy.at('type').text === 'OnDelete' && rolling.isThere)
    rolling.refuse('may not be there with "type: OnDelete"');
  checkNotNegative(rolling.at('partition'), spec.at('ordinals').at('start'));
}

/** What all kinds have that keep pods running. */
function checkService(spec: Field, kind: string, rules: Parameters<typeof checkTemplate>[1] = {}): void {
  if (!spec.isThere) return spec.miss();
  checkNotNegative(spec.at('replicas'), spec.at('minReadySeconds'), spec.at('revisionHistoryLimit'));
  checkOwnSelector(spec, kind);
  const template = spec.at('template');
  if (!template.isThere) return;
  checkTemplate(template, rules);
  const policy = template.at('spec').at('restartPolicy');
  if (policy.text !== '' && policy.text !== 'Always')
    policy.refuse(`is not allowed in a ${kind}`, '"Always" is allowed');
  const deadline = template.at('spec').at('activeDeadlineSeconds');
  if (deadline.isThere) deadline.refuse(`may not be there: the pods of a ${kind} do not end`);
}

function checkDeploymentStrategy(strategy: Field): void {
  const rolling = strategy.at('rollingUpdate');
  if (strategy.at('type').text !== 'Recreate') return checkRolling(rolling, '25%', '25%');
  if (rolling.isThere)
    rolling.refuse('may not be there with "type: Recreate"', 'remove it: no pod of the old version is left');
}

function checkRolling(rolling: Field, unavailableByDefault: number | string, surgeByDefault: number | string): void {
  const [unavailable, surge] = [rolling.at('maxUnavailable'), rolling.at('maxSurge')];
  checkCountOrPercent(unavailable);
  checkCountOrPercent(surge);
  checkAtMostAll(unavailable);
  const isNone = (field: Field, byDefault: number | string): boolean =>
    field.isThere ? isNothing(field) : byDefault === 0;
  if (isNone(unavailable, unavailableByDefault) && isNone(surge, surgeByDefault)) {
    unavailable.say(
      'value-not-allowed',
      `${rolling.where} has neither maxUnavailable nor maxSurge`,
      'no pod could ever be replaced: raise one of them',
    );
  }
}
