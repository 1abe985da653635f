/** Values of the chart argo-rollouts 2 that Slipway sets (argo-helm, `charts/argo-rollouts/values.yaml`). */
export interface ArgoRolloutsValues {
  readonly installCRDs?: boolean;
  readonly keepCRDs?: boolean;
  readonly controller?: {
    readonly replicas?: number;
    readonly metrics?: { readonly enabled?: boolean };
    readonly pdb?: { readonly enabled?: boolean; readonly maxUnavailable?: number };
    readonly resources?: {
      readonly requests?: { readonly cpu?: string; readonly memory?: string };
      readonly limits?: { readonly cpu?: string; readonly memory?: string };
    };
  };
}

/** Values of the controller of canaries and of blue-green. */
export function argoRolloutsValues(): ArgoRolloutsValues {
  return {
    installCRDs: true,
    // Removing the release would otherwise delete every Rollout, and with it what runs.
    keepCRDs: true,
    controller: {
      // One works, the other waits: a leader is elected.
      replicas: 2,
      metrics: { enabled: true },
      pdb: { enabled: true, maxUnavailable: 1 },
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
    },
  };
}
