import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { ContainerVariableName } from '../model/names';
import { writtenAsItIs } from '../model/names-in-text';
import { EnvFrom, VariableValue } from '../model/variables';
import type { Data } from './note';
import { hasSecret } from '../secrets/find';
import { isAmount } from './amount';

/** Variables of a container one by one, in their order; a secret that is written down, and what has no word, are left out. */
export function envOfContainer(container: Mapping): Data {
  return Object.fromEntries(
    listAt(container, ['env']).flatMap((variable) => {
      const name = textAt(variable, ['name']) ?? '';
      const value = valueOf(mappingAt(variable, []));
      const isSayable = ContainerVariableName.safeParse(name).success && VariableValue.safeParse(value).success;
      return isSayable && !(typeof value === 'string' && hasSecret(name, value)) ? [[name, value]] : [];
    }),
  );
}

/**
 * Objects of which every key is a variable, if there are words for each of them: their order says which one wins.
 *
 * @param left a ConfigMap that is said otherwise @default - none
 */
export function envFromOfContainer(container: Mapping, left?: string): Data {
  const all = listAt(container, ['envFrom'])
    .filter((one) => left === undefined || textAt(one, ['configMapRef', 'name']) !== left)
    .map(sourceOf);
  return all.length > 0 && EnvFrom.safeParse(all).success ? { envFrom: all } : {};
}

function valueOf(variable: Mapping): unknown {
  const from = mappingAt(variable, ['valueFrom']);
  const [sort] = Object.keys(from);
  const source = sort === undefined ? {} : mappingAt(from, [sort]);
  const { name, key, optional } = source;
  const more = optional === undefined ? {} : { optional };
  switch (sort) {
    case 'secretKeyRef':
      return { secret: name, key, ...more };
    case 'configMapKeyRef':
      return { configMap: name, key, ...more };
    case 'fieldRef':
      return { field: source['fieldPath'] };
    case 'resourceFieldRef': {
      const { resource, containerName, divisor } = source;
      return {
        resource,
        ...(containerName === undefined ? {} : { container: containerName }),
        // A server writes the one that is usual.
        ...(isAmount(divisor) && Number(divisor) !== 0 ? { divisor: String(divisor) } : {}),
      };
    }
    default:
      return sort === undefined ? textOf(variable['value'] ?? '') : undefined;
  }
}

function textOf(value: unknown): unknown {
  return typeof value === 'string' ? writtenAsItIs(value) : value;
}

function sourceOf(one: unknown): Data {
  const optional = valueAt(one, ['secretRef', 'optional']) ?? valueAt(one, ['configMapRef', 'optional']);
  const [secret, configMap] = [valueAt(one, ['secretRef', 'name']), valueAt(one, ['configMapRef', 'name'])];
  const prefix = valueAt(one, ['prefix']);
  return {
    ...(secret === undefined ? {} : { secret }),
    ...(configMap === undefined ? {} : { configMap }),
    ...(prefix === undefined || prefix === '' ? {} : { prefix }),
    ...(optional === undefined ? {} : { optional }),
  };
}
