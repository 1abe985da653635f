import type { ReadyObject } from './add-on';

/** A Deployment that has as many pods as it needs at least. */
export function readyDeployment(namespace: string, name: string): ReadyObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name, wanted: { condition: 'Available' } };
}

/** What a container asks for, and the most that it gets. */
export function containerResources(
  cpu: string,
  memory: string,
  most: { readonly cpu: string; readonly memory: string },
) {
  return { requests: { cpu, memory }, limits: most };
}
