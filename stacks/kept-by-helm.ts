/**
 * Annotation of what a release may have had under the same name before it was taken over: the upgrade that no longer has it would
 * otherwise delete it, after Pulumi has seen it (Helm, "Tell Helm not to uninstall a resource").
 */
export const keptByHelm = { 'helm.sh/resource-policy': 'keep' } as const;
