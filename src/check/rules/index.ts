import type { Rule } from '../rule';
import { schemaRules } from '../schema';
import { argocdRules } from './argocd';
import { kubernetesRules } from './kubernetes';
import { kustomizeRules } from './kustomize';

/** Rules that look at a whole unit at once; those of schemas look at the objects of one version of Kubernetes. */
export const unitRules: readonly Rule[] = [...kubernetesRules, ...argocdRules, ...kustomizeRules];

/** Every rule, in the order in which `slipway rules` lists them. */
export const rules: readonly Rule[] = [...schemaRules, ...unitRules];
