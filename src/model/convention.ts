import * as z from 'zod';

/**
 * What Slipway does for every service unless it is told otherwise, one by one, by the name under which a service says that it
 * has not adopted it.
 */
export const conventions = {
  labels: 'labels of the platform on every object',
  'selector-labels': 'labels by which pods are found on their workload and their Services, too',
  waves: 'sync waves on every object',
  'job-replacement': 'jobs that are made anew when something of them changes',
  'low-ports': 'ports below 1024 that may be opened by who is not root',
  'config-checksum': 'pods that are replaced when their configuration changes',
  'variable-order': 'variables in the order of their names',
  'image-registry': 'images that name their registry',
  'image-tag': 'images that name their version',
  'pinned-version': 'versions that name one build for good',
  'pull-policy': 'images that are asked for at each start',
  'liveness-probe': 'a liveness probe',
  'readiness-probe': 'a readiness probe',
  'startup-probe': 'a startup probe for what may be slow to start',
  'pre-stop': 'pods that go on for a moment before they end',
  requests: 'requests of CPU and memory',
  limits: 'limits of CPU and memory',
  'disk-limits': 'requests and limits of scratch disk',
  'container-user': 'users and groups of containers, besides those of the pod',
  'pod-user': 'users and groups of the pod, besides those of containers',
  'said-defaults': 'what Kubernetes permits anyway, said all the same',
  seccomp: 'system calls as the container runtime permits them',
  'volume-ownership': 'volumes whose owner is changed only where it is another one',
  'security-context': 'processes as nobody, without rights in the kernel, on a read-only disk',
  'service-account': 'an account of its own',
  token: 'no token for the API server',
  'service-links': 'no variables for each Service of the namespace',
  'dns-options': 'names that are not looked for in every search domain first',
  spread: 'pods spread over Linux nodes and zones',
  'port-names': 'ports of containers by name',
  'target-port-names': 'ports of Services and probes that lead to ports by name',
  'service-port-names': 'ports of Services by name',
  'app-protocol': 'what is spoken on the ports of Services',
  'disruption-budget': 'a budget of pods that a drained node may take away',
  'network-policy': 'traffic that is denied unless the catalog names it',
  service: 'a Service that leads to the pods',
  workload: 'pods of its own',
} as const;

/** Name of a convention. */
export type Convention = keyof typeof conventions;

/** Conventions that a service has not adopted. */
export const Unadopted = z.array(z.enum(namesOf(conventions)));

/** What Slipway does for every namespace of an environment, by the name under which the environment says that it has not. */
export const environmentConventions = {
  namespace: 'namespaces that are objects of the tree',
  'pod-security': 'Pod Security Standards of namespaces',
  quota: 'what a namespace may use in all',
  'container-limits': 'what a container gets when it says nothing',
  'default-deny': 'traffic that is denied unless a policy permits it',
} as const;

/** Name of a convention of environments. */
export type EnvironmentConvention = keyof typeof environmentConventions;

/** Conventions that an environment has not adopted. */
export const UnadoptedByEnvironment = z.array(z.enum(namesOf(environmentConventions)));

function namesOf<Name extends string>(words: Readonly<Record<Name, string>>): readonly Name[] {
  // `Object.keys` says string, as an object may have more keys than its type; these are literals.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.keys(words) as Name[];
}
