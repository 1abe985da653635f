/** Values of the chart argo-cd 10 that Slipway sets (argo-helm, `charts/argo-cd/values.yaml`). */
export interface ArgoCdValues {
  readonly crds?: { readonly install?: boolean; readonly keep?: boolean };
}

/** Values of Argo CD. */
export function argoCdValues(): ArgoCdValues {
  // CRDs are templates of this chart: Helm upgrades them, and must not take every Application along when it is removed.
  return { crds: { install: true, keep: true } };
}
