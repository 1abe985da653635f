import { checkov } from './checkov';
import { kubeLinter } from './kube-linter';
import { kubeScore } from './kube-score';
import { kubeconform } from './kubeconform';
import { polaris } from './polaris';
import { promtool } from './promtool';
import type { Scanner } from './scanner';
import { trivy } from './trivy';

/** The scanners that teams run on their manifests. */
export const scanners: readonly Scanner[] = [kubeconform, kubeScore, kubeLinter, polaris, checkov, trivy, promtool];
