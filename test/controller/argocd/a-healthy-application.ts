/** An Application as Argo CD's API lists it, of which all is well since 10:00, and which was looked at last at 10:31. */
export function aHealthyApplication(service: string, environment: string, revision: string): object {
  return {
    metadata: {
      name: `${service}-${environment}`,
      labels: { env: environment },
      annotations: { 'port.io/entity': service },
    },
    status: {
      health: { status: 'Healthy', lastTransitionTime: '2026-11-25T10:00:00Z' },
      sync: { status: 'Synced', revision },
      reconciledAt: '2026-11-25T10:31:00Z',
    },
  };
}
