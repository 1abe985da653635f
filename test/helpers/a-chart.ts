import { App, Chart } from 'cdk8s';

/** An empty chart of an empty App, for one construct. */
export function aChart(): Chart {
  return new Chart(new App(), 'test', { disableResourceNameHashes: true });
}

/** Who an object is, where a test does not care. */
export const identity = { name: 'web', namespace: 'dev', labels: { app: 'web', team: 'payments' } } as const;
