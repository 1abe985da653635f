import type { PodTemplateProps } from '../../src/constructs/pod-template';

/** A pod of the service `web` that says no more than it must. */
export function aPod(overrides: Partial<PodTemplateProps> = {}): PodTemplateProps {
  return {
    name: 'web',
    labels: { app: 'web' },
    serviceAccountName: 'web',
    image: 'ghcr.io/your-org/web:v1.0.0',
    resources: {
      requests: { cpu: '100m', memory: '128Mi', ephemeralStorage: '128Mi' },
      limits: { cpu: '500m', memory: '512Mi', ephemeralStorage: '1Gi' },
    },
    security: { runAsUser: 65534, runAsGroup: 65534, fsGroup: 65534 },
    ...overrides,
  };
}
