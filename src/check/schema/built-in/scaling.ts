import type { Field } from '../field';
import { dnsLabel } from '../names';
import { readQuantity } from '../quantity';
import { checkAtMostAll, checkCountOrPercent } from './amounts';
import { checkSelector } from './label-selector';
import { whyNoContainerResource } from './resources';

const metricTypes: readonly string[] = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];

const longestWindow = 3600;
const longestPeriod = 1800;

/** Says what a server has against a PodDisruptionBudget. */
export function checkDisruptionBudget(object: Field): void {
  const spec = object.at('spec');
  const [least, most] = [spec.at('minAvailable'), spec.at('maxUnavailable')];
  if (least.isThere && most.isThere) {
    most.say('value-not-allowed', 'spec has both "minAvailable" and "maxUnavailable"', 'keep one of them');
  }
  for (const amount of [least, most]) {
    checkCountOrPercent(amount);
    checkAtMostAll(amount);
  }
  checkSelector(spec.at('selector'));
}

/** Says what a server has against a HorizontalPodAutoscaler (autoscaling/v2). */
export function checkAutoscaler(object: Field): void {
  const spec = object.at('spec');
  const [least, most] = [spec.at('minReplicas'), spec.at('maxReplicas')];
  least.mustBeWithin(1, Infinity, 'a count of replicas');
  most.mustBeWithin(1, Infinity, 'a count of replicas');
  if (least.number !== undefined && most.number !== undefined && least.number > most.number) {
    least.refuse(`is above spec.maxReplicas ${most.number}`, 'swap them, or raise spec.maxReplicas');
  }
  checkTarget(spec.at('scaleTargetRef'));
  for (const metric of spec.at('metrics').items()) checkMetric(metric);
  for (const rules of [spec.at('behavior').at('scaleUp'), spec.at('behavior').at('scaleDown')]) checkScaling(rules);
}

function checkTarget(target: Field): void {
  const version = target.at('apiVersion');
  if (target.isThere && !/^[^/]+\/[^/]+$/.test(version.text)) {
    version.say(
      'value-not-allowed',
      `${target.where} has no API group in its apiVersion`,
      'a Deployment has "apps/v1"',
    );
  }
}

function checkMetric(metric: Field): void {
  const type = metric.at('type').text;
  if (type === '') return;
  const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  if (!metricTypes.includes(type)) return metric.at('type').mustBeOneOf(metricTypes);
  const source = metric.at(name);
  if (!source.isThere) source.miss(`"type: ${type}" needs it`);
  for (const other of metric.entries()) {
    if (other.key !== 'type' && other.key !== name) other.refuse(`may not be there with "type: ${type}"`);
  }
  if (name === 'resource' || name === 'containerResource') source.at('name').mustBe(whyNoContainerResource);
  const container = source.at('container');
  if (name === 'containerResource' && container.text !== '') container.mustBe(dnsLabel);
  const target = source.at('target');
  for (const value of [target.at('value'), target.at('averageValue')]) {
    const quantity = readQuantity(value.value);
    if (quantity !== undefined && quantity <= 0n) value.refuse('is not more than nothing');
  }
  const utilization = target.at('averageUtilization');
  utilization.mustBeWithin(1, Infinity, 'a percentage');
  target.at('type').mustBeOneOf(['Utilization', 'Value', 'AverageValue']);
  if (!/^(resource|containerResource)$/.test(name) || !target.isThere) return;
  if (!utilization.isThere && !target.at('averageValue').isThere) {
    utilization.miss('a metric of resources needs averageUtilization or averageValue');
  }
  if (utilization.isThere && target.at('averageValue').isThere)
    utilization.refuse('may not be there with "averageValue"', 'keep one of them');
}

function checkScaling(rules: Field): void {
  if (!rules.isThere) return;
  rules.at('stabilizationWindowSeconds').mustBeWithin(0, longestWindow);
  rules.at('selectPolicy').mustBeOneOf(['Max', 'Min', 'Disabled']);
  const policies = rules.at('policies');
  if (Array.isArray(policies.value) && policies.value.length === 0) policies.miss('there has to be one policy or more');
  for (const policy of policies.items()) {
    policy.at('type').mustBeOneOf(['Pods', 'Percent']);
    policy.at('value').mustBeWithin(1);
    policy.at('periodSeconds').mustBeWithin(1, longestPeriod);
  }
}
