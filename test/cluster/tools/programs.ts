import { join } from 'node:path';

import { pinnedVersion } from './go-mod';
import { toolsFolder } from './machine';
import type { Machine } from './machine';

/** A program that the cluster tests or `npm run bench` start. */
export type ProgramName = BuiltProgram['name'] | SystemProgram['name'] | ClonedProgram['name'];

/** A program that `npm run cluster:tools` builds from a pinned Go module. */
export interface BuiltProgram {
  readonly name:
    | 'etcd'
    | 'kube-apiserver'
    | 'kube-controller-manager'
    | 'kube-scheduler'
    | 'kubectl'
    | 'kwok'
    | 'argocd'
    | 'rollouts-controller'
    | 'gateway-api-plugin'
    | 'keda-operator'
    | 'helm'
    | 'kustomize'
    | 'kubeconform';
  /** The project that it comes from, which is the folder here that pins its version. */
  readonly upstream: string;
  /** Go package of its main function. */
  readonly package: string;
  /** Variables of the program that the linker sets, as no build from a module knows its own version. @default - none */
  readonly variables?: (version: string) => Readonly<Record<string, string>>;
  /** Seconds of a first build on two cores, in the order of the table: later programs share the work of earlier ones. */
  readonly firstBuildSeconds: number;
  readonly purpose: string;
  /** The oldest version that will do when another one than ours is found. @default - any version will do */
  readonly oldest?: string;
}

/** A program that the package manager of the machine has. */
export interface SystemProgram {
  readonly name: 'redis-server' | 'git';
  readonly purpose: string;
  /** Name of its package in Debian and Ubuntu. */
  readonly aptPackage: string;
  /** Name of its formula in Homebrew. */
  readonly brewFormula: string;
}

/** A program that no Go module and no package manager has: somebody builds it in a clone of its repository, and it is found by its name. */
export interface ClonedProgram {
  readonly name: 'linkerd-policy-controller';
  readonly purpose: string;
  /** Its tag in Git. */
  readonly tag: string;
  /** Page that says how it is built. */
  readonly page: string;
}

/** What is built, in the order of building. */
export const builtPrograms: readonly BuiltProgram[] = [
  {
    name: 'etcd',
    upstream: 'etcd',
    package: 'go.etcd.io/etcd/server/v3',
    firstBuildSeconds: 30,
    purpose: 'keeps the objects of the API server',
    // Distributions ship 3.4 (Debian 12, Ubuntu 24.04), which Kubernetes 1.36 cannot use; to ask costs some milliseconds.
    oldest: '3.5.0',
  },
  {
    name: 'kube-apiserver',
    upstream: 'kubernetes',
    package: 'k8s.io/kubernetes/cmd/kube-apiserver',
    variables: kubernetesVariables,
    firstBuildSeconds: 93,
    purpose: 'the API server',
  },
  {
    name: 'kube-controller-manager',
    upstream: 'kubernetes',
    package: 'k8s.io/kubernetes/cmd/kube-controller-manager',
    variables: kubernetesVariables,
    firstBuildSeconds: 133,
    purpose: 'makes pods of Deployments and Jobs',
  },
  {
    name: 'kube-scheduler',
    upstream: 'kubernetes',
    package: 'k8s.io/kubernetes/cmd/kube-scheduler',
    variables: kubernetesVariables,
    firstBuildSeconds: 52,
    purpose: 'places pods on nodes',
  },
  {
    name: 'kubectl',
    upstream: 'kubernetes',
    package: 'k8s.io/kubernetes/cmd/kubectl',
    variables: kubernetesVariables,
    firstBuildSeconds: 7,
    purpose: 'the command line of Kubernetes',
  },
  {
    name: 'kwok',
    upstream: 'kwok',
    package: 'sigs.k8s.io/kwok/cmd/kwok',
    firstBuildSeconds: 58,
    purpose: 'plays the nodes, so that pods become ready',
  },
  {
    name: 'argocd',
    upstream: 'argo-cd',
    package: 'github.com/argoproj/argo-cd/v3/cmd',
    variables: (version) => ({ 'github.com/argoproj/argo-cd/v3/common.version': version }),
    firstBuildSeconds: 240,
    purpose: 'Argo CD: server, controllers and command line in one',
  },
  {
    name: 'kustomize',
    upstream: 'kustomize',
    package: 'sigs.k8s.io/kustomize/kustomize/v5',
    firstBuildSeconds: 31,
    purpose: 'renders Applications that are kustomizations',
  },
  {
    name: 'rollouts-controller',
    upstream: 'argo-rollouts',
    package: 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller',
    firstBuildSeconds: 240,
    purpose: 'canary and blue-green',
  },
  {
    name: 'gateway-api-plugin',
    upstream: 'gateway-api-plugin',
    package: 'github.com/argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi',
    firstBuildSeconds: 60,
    purpose: 'writes the weights of canaries into routes',
  },
  {
    name: 'helm',
    upstream: 'helm',
    package: 'helm.sh/helm/v4/cmd/helm',
    firstBuildSeconds: 84,
    purpose: 'renders Applications that are charts',
  },
  {
    name: 'kubeconform',
    upstream: 'kubeconform',
    package: 'github.com/yannh/kubeconform/cmd/kubeconform',
    firstBuildSeconds: 15,
    purpose: 'checks schemas, for "npm run bench" to compare with',
  },
  {
    name: 'keda-operator',
    upstream: 'keda',
    package: 'github.com/kedacore/keda/v2/cmd/operator',
    // It has a client of every cloud and every queue that it may ask.
    firstBuildSeconds: 900,
    purpose: 'KEDA: scales by events',
  },
];

/** What is never built. */
export const systemPrograms: readonly SystemProgram[] = [
  { name: 'redis-server', purpose: 'the cache of Argo CD', aptPackage: 'redis-server', brewFormula: 'redis' },
  { name: 'git', purpose: 'serves the repository that Argo CD syncs', aptPackage: 'git', brewFormula: 'git' },
];

/** What is looked for, and never built here. */
export const clonedPrograms: readonly ClonedProgram[] = [
  {
    name: 'linkerd-policy-controller',
    purpose: 'tells proxies of Linkerd how to call a service',
    tag: 'edge-26.8.3',
    page: 'test/cluster/tools/linkerd-policy-controller.md',
  },
];

/** Every program. */
export const everyProgram: readonly (BuiltProgram | SystemProgram | ClonedProgram)[] = [
  ...builtPrograms,
  ...systemPrograms,
  ...clonedPrograms,
];

/** Version that is built, without "v". */
export function versionOf({ upstream, package: goPackage }: BuiltProgram): string {
  return pinnedVersion(upstream, goPackage);
}

/** Where a program is once it is built. */
export function builtFile(program: BuiltProgram, machine: Machine): string {
  return join(toolsFolder(machine), `${program.upstream}-${versionOf(program)}`, program.name);
}

/** Where somebody may put a program that was built in a clone. */
export function clonedFile({ name, tag }: ClonedProgram, machine: Machine): string {
  return join(toolsFolder(machine), `${name}-${tag}`, name);
}

/** What `go build -ldflags` gets: no symbols, which halves the file, and the variables of the program. */
export function linkerFlags(program: BuiltProgram): string {
  const variables = Object.entries(program.variables?.(versionOf(program)) ?? {});
  return ['-s -w', ...variables.map(([name, value]) => `-X ${name}=${value}`)].join(' ');
}

// Without these it calls itself v0.0.0-master, and clients such as helm refuse charts that ask for a version.
function kubernetesVariables(version: string): Readonly<Record<string, string>> {
  const [major = '', minor = ''] = version.split('.');
  return {
    'k8s.io/component-base/version.gitVersion': `v${version}`,
    'k8s.io/component-base/version.gitMajor': major,
    'k8s.io/component-base/version.gitMinor': minor,
    'k8s.io/client-go/pkg/version.gitVersion': `v${version}`,
  };
}
