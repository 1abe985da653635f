import type { Severity } from './finding';
import type { Inventory } from './inventory';
import { perInventory } from './per-inventory';
import { isMapping, listAt, textAt, valueAt } from '../manifests/value-at';

/** Why requests to a Service would arrive nowhere. */
export interface BackendProblem {
  /** Continues a sentence: `sends requests to ...`. */
  readonly message: string;
  readonly severity: Severity;
}

/** What is wrong with a Service, and its port, that requests are sent to; undefined when nothing is. */
export function backendProblem(
  inventory: Inventory,
  namespace: string | undefined,
  name: string,
  port: unknown,
): BackendProblem | undefined {
  const service = inventory.find('Service', namespace, name);
  if (service === undefined) {
    // Where nobody shows any Service of the namespace, they are kept elsewhere.
    const severity = namespacesWithServices(inventory).has(namespace ?? '') ? 'error' : 'info';
    return { message: `the Service "${name}", which is not there`, severity };
  }
  if (port === undefined || textAt(service.value, ['spec', 'type']) === 'ExternalName') return undefined;
  const ports = listAt(service.value, ['spec', 'ports']).filter(isMapping);
  if (ports.some((one) => one['port'] === port || one['name'] === port)) return undefined;
  const there = ports.map((one) => String(valueAt(one, ['port']))).join(', ');
  return {
    message: `port ${JSON.stringify(port)} of the Service "${name}", which has ${there === '' ? 'no port' : there}`,
    severity: 'error',
  };
}

const namespacesWithServices = perInventory(
  (inventory): ReadonlySet<string> => new Set(inventory.ofKind('Service').map(({ namespace }) => namespace ?? '')),
);
