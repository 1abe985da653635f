import type { SettingsDocumentKind } from '../model/catalog';
import type { EffectKind } from '../model/effect-kind';
import type { Environment } from '../model/environment';
import type { MetadataSubject } from '../model/object-metadata';
import type { Overlay } from '../model/overlay';
import type { People } from '../model/people';
import type { Platform, System, Team } from '../model/platform';
import type { Service } from '../model/service';
import type { SettingsLayer } from '../model/settings';

/** The kind of everything below a key, or one for each key below; `*` is any name, and an empty one is the value itself. */
type Kinds = EffectKind | { readonly [key: string]: Kinds };

/** Labels and annotations are what others make of them. */
const metadata: Readonly<Record<MetadataSubject, EffectKind>> = {
  // Policies know pods by labels, a mesh puts its programs beside them, a cloud gives accounts their rights.
  all: 'access',
  pods: 'access',
  account: 'access',
  // Whether a load balancer is inside or outside is an annotation.
  service: 'exposure',
  route: 'exposure',
  workload: 'setting',
  monitors: 'setting',
  config: 'setting',
  secrets: 'setting',
  autoscaler: 'setting',
  budget: 'setting',
};

// A key that is new in a schema is an error of the compiler until somebody says here what a change of it is.
const settings = {
  scale: 'scale',
  resources: 'setting',
  probes: 'setting',
  // A text is a setting; what is taken from elsewhere may be a secret.
  env: { '*': { '': 'setting', '*': 'secret' } },
  envFrom: 'secret',
  config: 'setting',
  files: 'setting',
  secrets: 'secret',
  rollout: 'setting',
  disruption: 'setting',
  security: 'access',
  pull: 'setting',
  identity: 'access',
  scheduling: 'setting',
  // Programs of somebody else's, with the network and the folders of the service.
  initContainers: 'access',
  sidecars: 'access',
  jobs: 'access',
  scratch: 'storage',
  // Parts of nodes and Secrets of the namespace are among them.
  volumes: 'access',
  metrics: 'setting',
  monitoring: 'setting',
  mesh: 'setting',
  exposure: 'exposure',
  service: 'exposure',
  moreServices: 'exposure',
  metadata,
  preStop: 'setting',
  terminationGracePeriodSeconds: 'setting',
  revisionHistoryLimit: 'setting',
  progressDeadlineSeconds: 'setting',
  minReadySeconds: 'setting',
} as const satisfies Readonly<Record<keyof SettingsLayer, Kinds>>;

const overlay: Readonly<Record<keyof Overlay, Kinds>> = {
  ...settings,
  release: 'release',
  retired: 'service',
  autoSync: 'setting',
  hold: 'hold',
  scaleUntil: 'scale',
  // They may change anything, so they are asked for what asks for most.
  patches: 'access',
  values: 'setting',
  // So may the code that reads them.
  extensions: 'access',
};

const service: Readonly<Record<keyof Service, Kinds>> = {
  ...settings,
  team: 'service',
  system: 'service',
  description: 'setting',
  tier: 'setting',
  language: 'setting',
  framework: 'setting',
  template: 'setting',
  image: 'setting',
  command: 'setting',
  args: 'setting',
  ports: 'setting',
  runs: 'service',
  // Policies let callers through to them.
  variants: 'access',
  retired: 'service',
  autoSync: 'setting',
  public: 'exposure',
  // Both are keys of the secret store. The way that they open is an effect of its own, where it is opened.
  database: 'secret',
  redis: 'secret',
  dependsOn: 'access',
  peers: 'access',
  egress: 'access',
  namespace: 'setting',
  wave: 'setting',
  storage: 'storage',
  podManagement: 'setting',
  backup: 'storage',
  selector: 'setting',
  names: 'setting',
  // Users, policies and bounds are among them.
  unadopted: 'access',
  patches: 'access',
  // Whose programs run. Which version of them is a release.
  chart: 'access',
  kustomization: 'access',
  values: 'setting',
  extensions: 'access',
};

const environment: Readonly<Record<keyof Environment, Kinds>> = {
  aliases: 'environment',
  cluster: 'environment',
  namespace: 'environment',
  formerNamespaces: 'environment',
  sync: 'environment',
  retired: 'environment',
  targetRevision: 'environment',
  owners: 'people',
  freezes: 'freeze',
  signatures: 'gates',
  gates: 'gates',
  hold: 'hold',
  delivery: 'gates',
  releaseTags: 'environment',
  subjects: 'environment',
  gateway: 'exposure',
  canaryWeights: 'setting',
  dns: 'access',
  secretStore: 'secret',
  tracesUrl: 'setting',
  podSecurity: 'access',
  imageSignatures: 'access',
  quota: 'environment',
  containerLimits: 'environment',
  notifications: 'environment',
  unadopted: 'access',
  defaults: settings,
};

const team: Readonly<Record<keyof Team, EffectKind>> = {
  owners: 'people',
  groups: 'people',
  email: 'environment',
  slack: 'environment',
  pagerduty: 'environment',
  hold: 'hold',
};

const system: Readonly<Record<keyof System, EffectKind>> = {
  description: 'setting',
  delivery: 'environment',
  autoSync: 'setting',
};

const platform: Readonly<Record<keyof Platform, Kinds>> = {
  catalogVersion: 'environment',
  repository: 'environment',
  registry: 'environment',
  portal: 'environment',
  argocd: 'environment',
  monitoring: 'environment',
  clusterNetworks: 'access',
  owners: 'people',
  access: 'access',
  secrets: 'secret',
  gates: 'gates',
  attesters: 'gates',
  tickets: 'gates',
  notifications: 'environment',
  teams: { '*': team },
  systems: { '*': system },
};

const people: Readonly<Record<keyof People, EffectKind>> = { people: 'people' };

const kinds: Readonly<Record<SettingsDocumentKind, Kinds>> = { platform, people, environment, service, overlay };

/**
 * What a change of a value of the catalog is about.
 *
 * @param path keys and indexes in the document, at least down to where all that is below is of one kind
 */
export function kindOfLeaf(document: SettingsDocumentKind, path: readonly (string | number)[]): EffectKind {
  const kind = kindAt(document, path);
  if (kind === undefined) throw new Error(`no kind of effect is known of "${path.join('.')}" of a ${document}`);
  return kind;
}

/** Its kind, if all that is there is of one. */
export function kindAt(document: SettingsDocumentKind, path: readonly (string | number)[]): EffectKind | undefined {
  let found: Kinds | undefined = kinds[document];
  for (const key of path) {
    if (found === undefined || typeof found === 'string') return found;
    found = found['*'] ?? (Object.hasOwn(found, key) ? found[key] : undefined);
  }
  if (typeof found === 'string') return found;
  const itself = found?.[''];
  return typeof itself === 'string' ? itself : undefined;
}
