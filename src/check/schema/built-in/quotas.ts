import type { Field } from '../field';
import { labelKey } from '../names';
import { readQuantity } from '../quantity';
import { checkAmount, checkContainerResource, sayName } from './resources';

const counted =
  /^(pods|resourcequotas|services|replicationcontrollers|secrets|configmaps|persistentvolumeclaims|services\.(nodeports|loadbalancers))$/;
const measured = /^((requests\.|limits\.)?(cpu|memory|ephemeral-storage)|requests\.storage|(requests\.)?hugepages-.+)$/;

/** Says what a server has against a ResourceQuota. */
export function checkQuota(object: Field): void {
  for (const amount of object.at('spec').at('hard').entries()) {
    const name = String(amount.key);
    const why = labelKey(name);
    if (why !== undefined) sayName(amount, why);
    else if (!name.includes('/') && !counted.test(name) && !measured.test(name)) {
      sayName(
        amount,
        'is nothing that a quota can count: pods, requests.cpu, limits.memory, count/<plural>.<group> and others are allowed',
      );
    }
    checkAmount(amount, counted.test(name));
  }
}

/** Says what a server has against a LimitRange. */
export function checkLimitRange(object: Field): void {
  const types = new Set<string>();
  for (const limit of object.at('spec').at('limits').items()) {
    const type = limit.at('type');
    if (types.has(type.text))
      type.say('duplicate-list-key', `two limits are of type "${type.text}"`, 'make one of them');
    types.add(type.text);
    checkType(type);
    checkLimit(limit, type.text);
  }
}

function checkType(type: Field): void {
  if (type.text === '' || type.text.includes('/')) return;
  if (!/^(Pod|Container|PersistentVolumeClaim)$/.test(type.text))
    type.refuse('is no type of limit', 'allowed are Container, Pod, PersistentVolumeClaim');
}

function checkLimit(limit: Field, type: string): void {
  const names = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'];
  if (type !== 'PersistentVolumeClaim') {
    for (const amount of names.flatMap((name) => limit.at(name).entries())) checkContainerResource(amount);
  } else if (!limit.at('min').at('storage').isThere && !limit.at('max').at('storage').isThere) {
    limit.at('max').miss('a limit of claims needs "storage" in "min" or "max"');
  }
  if (type === 'Pod') {
    for (const field of [limit.at('default'), limit.at('defaultRequest')]) {
      if (field.entries().length > 0) field.refuse('may not be there with "type: Pod"');
    }
  }
  checkOrder(limit, 'min', 'max');
  checkOrder(limit, 'min', 'defaultRequest');
  checkOrder(limit, 'min', 'default');
  checkOrder(limit, 'defaultRequest', 'max');
  checkOrder(limit, 'defaultRequest', 'default');
  checkOrder(limit, 'default', 'max');
}

function checkOrder(limit: Field, lower: string, upper: string): void {
  for (const amount of limit.at(lower).entries()) {
    const other = limit.at(upper).at(String(amount.key));
    const [low, high] = [readQuantity(amount.value), readQuantity(other.value)];
    if (low !== undefined && high !== undefined && low > high) {
      amount.refuse(`is above ${upper} ${String(other.value)}`, 'swap them, or change one');
    }
  }
}
