/** What is different between the environments of a new repository. */
export interface EnvironmentSketch {
  readonly name: string;
  readonly alias?: string;
  readonly about: string;
  readonly sync: 'automatic' | 'manual';
  /** Owned by the platform team, who then reviews every change. */
  readonly isGuarded: boolean;
  readonly quota: { readonly cpu: string; readonly memory: string; readonly pods: number };
  readonly host: string;
  readonly defaults: readonly string[];
  /** Lines of YAML that say what a change must have, with their comments. @default - no gates */
  readonly gates?: string;
}

/** The environments of a new repository, in the order in which a release moves through them. */
export const environmentSketches: readonly EnvironmentSketch[] = [
  {
    name: 'dev',
    alias: 'development',
    about: 'Every commit is applied at once; what people change by hand is put back.',
    sync: 'automatic',
    isGuarded: false,
    quota: { cpu: '8', memory: '16Gi', pods: 50 },
    host: '{service}.dev.example.com',
    defaults: ['scale: { owner: fixed, replicas: 1 }'],
  },
  {
    name: 'staging',
    about: 'As close to production as money allows; still applies every commit at once.',
    sync: 'automatic',
    isGuarded: false,
    quota: { cpu: '16', memory: '32Gi', pods: 100 },
    host: '{service}.staging.example.com',
    defaults: ['scale: { owner: fixed, replicas: 2 }', 'monitoring: { dashboard: true }'],
    gates: `gates:
  after: [dev]
`,
  },
  {
    name: 'prod',
    alias: 'production',
    about: 'A person syncs it in Argo CD, after review.',
    sync: 'manual',
    isGuarded: true,
    quota: { cpu: '32', memory: '64Gi', pods: 200 },
    host: '{service}.example.com',
    defaults: ['scale: { owner: fixed, replicas: 3 }', 'monitoring: { alerts: true, dashboard: true }'],
    // Approvals need keys of two people at least, which a new repository cannot know: whoever asks does not count.
    gates: `gates:
  after: [staging]
  # Nobody has to agree yet. To want it, list people and their keys in catalog/people.yaml, and remove these marks:
  # approvals:
  #   - { count: 1, teams: [platform-team] }
`,
  },
];

/** `catalog/environments/<environment>.yaml` of a new repository. */
export function environmentText(sketch: EnvironmentSketch): string {
  const { alias, about, sync, isGuarded, quota, host, defaults, gates } = sketch;
  const { cpu, memory, pods } = quota;
  return `# yaml-language-server: $schema=../.schemas/environment.schema.json
# ${about}
${alias === undefined ? '' : `aliases: [${alias}]\n`}cluster:
  kubernetesVersion: "1.36"
  # server: https://kubernetes.default.svc   # the cluster that Argo CD itself runs in

# One namespace for all services, or one for each: "{service}-{environment}".
namespace: "{environment}"

# automatic: Argo CD applies every commit. manual: a person says when.
sync:
  mode: ${sync}
${isGuarded ? '\n# Teams that review every change of this environment.\nowners: [platform-team]\n' : ''}${gates === undefined ? '' : `\n# What a change must have before it comes here.\n${gates}`}
# Where traffic from outside comes in, for services that are public.
gateway:
  name: public
  namespace: gateway-system
  host: "${host}"

# The store that External Secrets reads; secrets are never in Git.
secretStore:
  name: vault-backend

# What one namespace may use in all, and one container at most.
quota:
  requests: { cpu: "${cpu}", memory: ${memory} }
  limits: { cpu: "${Number(cpu) * 4}", memory: ${Number.parseInt(memory, 10) * 2}Gi }
  pods: ${pods}
containerLimits:
  max: { cpu: "2", memory: 4Gi }
  default: { cpu: 500m, memory: 512Mi }
  defaultRequest: { cpu: 100m, memory: 128Mi }

# Settings of every service here, unless the service or its overlay says otherwise.
defaults:
${defaults.map((line) => `  ${line}\n`).join('')}`;
}
