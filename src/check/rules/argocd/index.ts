import type { Rule } from '../../rule';

/** Rules about Argo CD and Argo Rollouts: what they do with manifests that are right by themselves. */
export const argocdRules: readonly Rule[] = [];
