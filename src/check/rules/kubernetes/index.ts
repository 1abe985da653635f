import type { Rule } from '../../rule';
import { floatingImageTag } from './floating-image-tag';

/** Rules about what runs on any cluster. */
export const kubernetesRules: readonly Rule[] = [floatingImageTag];
