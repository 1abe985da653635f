import type { RuleText } from './check-report';

/** What no rule sees, because there is no object to look at. */
export const unreadableManifest: RuleText = {
  id: 'unreadable-manifest',
  title: 'a file cannot be read as Kubernetes manifests',
  why: 'kubectl and Argo CD refuse the file, and with it all others that are applied together.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/',
  severity: 'error',
  failing: '',
  passing: '',
};

/** The rule that no manifest alone can break. */
export const staleRendering: RuleText = {
  id: 'stale-rendering',
  title: 'a rendered file is not what the catalog renders',
  why: 'Argo CD applies the files, and people review the catalog. When they differ, what was approved is not what runs.',
  source: 'https://opengitops.dev/',
  severity: 'error',
  failing: '',
  passing: '',
};

/** What is said of a rule, where a file held it up. */
export const ruleGaveUp: RuleText = {
  id: 'rule-gave-up',
  title: 'a rule did not come to an end with a file',
  why: 'The rule was ended, so that the check of all other files is not held up, and nothing is known of what it would have found there.',
  source: 'https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS',
  severity: 'error',
  failing: '',
  passing: '',
};

/** What is said where nothing was looked at. */
export const nothingChecked: RuleText = {
  id: 'nothing-checked',
  title: 'there is nothing that was checked',
  why: 'A check that looks at nothing finds nothing: CI stays green for ever, whatever somebody writes. A path is wrong, or a program that makes the manifests is not installed.',
  source: 'https://slsa.dev/spec/v1.0/threats-overview',
  severity: 'warning',
  failing: '',
  passing: '',
};

/** What is said of each kustomization and chart that was not built, where others were looked at. */
export const notBuilt: RuleText = {
  id: 'not-built',
  title: 'what a kustomization or a chart makes was not checked',
  why: 'It is applied all the same. A program is missing where the check runs, or the chart needs another one that is not there, or leads out of its folder: nothing is known of its objects, and a check that has not looked at everything does not pass.',
  source: 'https://slsa.dev/spec/v1.0/threats-overview',
  severity: 'warning',
  failing: '',
  passing: '',
};

/** What is said of a version of Kubernetes whose schemas nobody has. */
export const unknownKubernetesVersion: RuleText = {
  id: 'unknown-kubernetes-version',
  title: 'the version of Kubernetes is not known to this version of Slipway',
  why: 'Objects are checked against the nearest version that is known, which may take fields that the cluster does not, and the other way round.',
  source: 'https://kubernetes.io/releases/version-skew-policy/',
  severity: 'info',
  failing: '',
  passing: '',
};

/** What is said of slipway.yaml and of files that it names. Nobody can silence it: it is where findings are silenced. */
export const unusableSettings: RuleText = {
  id: 'unusable-settings',
  title: 'slipway.yaml, or a file that it names, cannot be used',
  why: 'Everything else is checked as if the file were not there: findings that it accepts are found again, and what only it asks for is not looked at.',
  source: 'https://json-schema.org/understanding-json-schema/about',
  severity: 'error',
  failing: '',
  passing: '',
};

/** Rules about files. They look at what no object says, so they are no rules of the registry. */
export const fileRules: readonly RuleText[] = [
  staleRendering,
  unreadableManifest,
  ruleGaveUp,
  nothingChecked,
  notBuilt,
  unknownKubernetesVersion,
  unusableSettings,
];
