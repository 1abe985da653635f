import { rules } from '../../src/check/rules';

/** What teams lose days to, and the rules that say it before. Each rule proves in its own examples that it does. */
const table: readonly (readonly [string, readonly string[]])[] = [
  ['sources that no Application covers', ['folder-without-application']],
  ['two Applications that cover one file', ['overlapping-applications']],
  ['two Applications of one name', ['duplicate-application-name']],
  ['paths that do not exist', ['source-path-without-objects']],
  ['value files that do not exist', ['missing-value-file']],
  ['sources that the project does not permit', ['source-not-permitted-by-project', 'unknown-app-project']],
  ['destinations that the project does not permit', ['destination-not-permitted-by-project']],
  ['kinds that the project does not permit', ['kind-not-permitted-by-project']],
  ['unknown sync options', ['unknown-sync-option', 'conflicting-sync-options']],
  ['unknown hooks', ['unknown-hook']],
  ['waves that are no number', ['sync-wave-is-no-number']],
  ['JSON pointers that do not compile', ['malformed-json-pointer']],
  ['jq paths that do not compile', ['malformed-jq-path']],
  ['an HPA against selfHeal', ['autoscaler-against-self-heal', 'replicas-under-autoscaler']],
  ['ignored replicas under a fixed count', ['ignored-replicas-nobody-owns']],
  ['ignored data of Secrets', ['ignored-secret-data']],
  ['unknown keys of syncPolicy', ['unknown-field']],
  ['automated: false', ['unclear-automated-sync', 'wrong-type']],
  ['floating revisions', ['floating-revision', 'unpinned-remote-base']],
  ['Validate=false', ['validation-turned-off']],
  ['notification templates that do not parse', ['unparsable-notification-template', 'malformed-notification-entry']],
  ['notifications that are no JSON when filled with hostile text', ['notification-value-not-escaped']],
  ['triggers without templates', ['unknown-notification-template', 'unknown-notification-trigger']],
  ['RBAC policies that grant more than they say', ['broad-rbac-grant', 'broad-default-role', 'malformed-rbac-policy']],
  ['PromQL on metrics that Argo CD does not export', ['unknown-argocd-metric']],
  ['PromQL on labels that Argo CD does not export', ['unknown-argocd-metric-label']],
  ['kustomizations with duplicate keys', ['duplicate-kustomization-key']],
  ['kustomizations with colliding generators', ['colliding-generator', 'generator-without-base']],
  ['names of secrets in Git', ['secret-in-env', 'secret-in-config-map', 'secret-generator-in-git']],
  ['secrets of high entropy and of known formats in Git', ['secret-in-manifest', 'secret-in-git']],
  ['one object twice', ['object-declared-twice', 'object-in-two-applications']],
  [
    'references that lead nowhere',
    ['missing-config-source', 'missing-secret-key', 'binding-to-nothing', 'webhook-without-service'],
  ],
  ['ApplicationSets in the wrong template language', ['wrong-template-syntax']],
  ['ignored differences of a kind that there is not', ['ignored-difference-without-kind']],
  ['routes that no listener takes', ['listener-refuses-route', 'route-without-listener', 'backend-without-grant']],
  [
    'waves and hooks that wait for each other',
    ['claim-waits-for-its-pod', 'needs-what-comes-later', 'waves-that-do-not-wait'],
  ],
  ['Jobs that selfHeal runs again', ['job-runs-again']],
  ['Secrets that two controllers make', ['secret-of-two-makers']],
  [
    'selectors that match nothing',
    ['network-policy-without-pods', 'policy-peer-without-pods', 'budget-without-pods', 'monitor-without-target'],
  ],
  ['selectors that match too much', ['service-mixes-workloads', 'overlapping-workloads', 'two-budgets-for-a-pod']],
  ['Services without pods', ['service-without-pods']],
  ['budgets that block drains', ['budget-blocks-drains', 'unhealthy-pods-block-drains']],
  ['probes on undeclared ports', ['probe-on-undeclared-port']],
  ['NetworkPolicies without DNS', ['egress-without-dns']],
];

test.each(table)('%s: %j', (_, ids) => {
  const known = new Set(rules.map(({ id }) => id));

  expect(ids.filter((id) => !known.has(id))).toEqual([]);
});
