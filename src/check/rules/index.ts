import type { Rule } from '../rule';
import { schemaRules } from '../schema';
import { argocdRules } from './argocd';
import { kubernetesRules } from './kubernetes';
import { kustomizeRules } from './kustomize';

/** Every rule, in the order in which `slipway rules` lists them. */
export const rules: readonly Rule[] = [...schemaRules, ...kubernetesRules, ...argocdRules, ...kustomizeRules];
