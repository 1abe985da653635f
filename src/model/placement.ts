import type { Sync } from './environment';
import type { PlacedVerification } from './image-signatures';
import type { Freeze } from './freeze';
import type { System } from './platform';
import type { Peer, Strings } from './peer';
import type { PlacedProbe } from './placed-probe';
import type { Settings } from './presets';
import type { Service } from './service';
import type { EnvironmentConvention } from './convention';
import type { PlacedContainer, PlacedSidecar } from './placed-container';
import type { Customization } from './placed-customization';
import type { PlacedExtension } from './placed-extension';
import type { PlacedJobs } from './placed-job';
import type { PlacedBackup } from './placed-backup';
import type { PlacedDisruption } from './place-disruption';
import type { PlacedChallenge } from './place-challenge';
import type { PlacedMetadata } from './place-metadata';
import type { PlacedRollout } from './placed-rollout';
import type { PlacedSoftware } from './placed-software';
import type { PlacedLimits, PlacedResources } from './resources';
import type { Mesh } from './placed-mesh';
import type { PlacedFiles } from './place-files';
import type { PlacedClaim, PlacedVolume } from './placed-volume';
import type { PlacedStorage } from './storage';
import type { PlacedSetting } from './placed-setting';
import type { VariableValue } from './variables';
import type { Route } from './placed-route';
import type { PlacedService } from './placed-service';
import type { PlacedSecrets } from './placed-secrets';

/** What kind of object keeps the pods running. */
export type WorkloadKind = 'daemon-set' | 'deployment' | 'rollout' | 'stateful-set';

/** A port, complete. `port` is the Service's, `containerPort` the process's. */
export interface PlacedPort {
  readonly name: string;
  readonly containerPort: number;
  readonly port: number;
  readonly protocol: 'http' | 'grpc' | 'tcp' | 'udp';
  /** Sidecar that listens on it. @default - the container of the service */
  readonly container?: string;
}

/** Service + environment + overlay, resolved: complete, frozen, no default left to apply. */
export interface Placement extends Omit<Settings, PlacedSetting> {
  readonly service: string;
  readonly environment: string;
  readonly namespace: string;
  readonly team: string;
  readonly system: string | undefined;
  /** Whether nothing of it is to run any more: it has no objects, besides its Application. */
  readonly isRetired: boolean;
  /** Labels of every object. */
  readonly labels: Strings;
  /** Labels by which a Service, a policy and a workload find the pods. They never change. */
  readonly selector: Strings;
  /** Annotations of the workload object. */
  readonly annotations: Strings;
  /** Labels of the workload and its pods: those of every object, and the version. */
  readonly podLabels: Strings;
  readonly podAnnotations: Strings;
  readonly workload: WorkloadKind;
  readonly rollout: PlacedRollout;
  /** Full reference: registry/repository:version@digest. */
  readonly image: string;
  readonly version: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly ports: readonly PlacedPort[];
  /** Name of the Kubernetes Service that others call. */
  readonly serviceName: string;
  /** The Service that others call; there is none without ports. */
  readonly ownService: PlacedService;
  /** The one that leads to each pod. @default - nobody has to tell the pods apart */
  readonly headlessService: Pick<PlacedService, 'ports' | 'hasUnready'> | undefined;
  /** In which order members start and end. */
  readonly podManagement: NonNullable<Service['podManagement']>;
  /** Services that lead to its pods besides. */
  readonly moreServices: readonly PlacedService[];
  readonly security: Settings['security'] & {
    /** The lowest port that it listens on, if that is one of root's; else undefined. */
    readonly lowestPort?: number;
  };
  readonly resources: PlacedResources;
  /** Undefined when nothing happens before the process is told to end. */
  readonly preStop: Settings['preStop'] | undefined;
  /** Those that there are. */
  readonly probes: { readonly [Name in keyof Settings['probes']]?: PlacedProbe };
  readonly secrets: PlacedSecrets;
  readonly env: Readonly<Record<string, VariableValue>>;
  /** In the order in which they run. */
  readonly initContainers: readonly PlacedContainer[];
  readonly sidecars: readonly PlacedSidecar[];
  readonly jobs: PlacedJobs;
  /** Whether there are pods that go on, jobs alone, or what Helm or kustomize makes. */
  readonly runs: Service['runs'] | 'software';
  /** What Helm or kustomize has to make. @default - nothing: Slipway makes its objects */
  readonly software: PlacedSoftware | undefined;
  /** What extensions are told, in the order of their names. */
  readonly extensions: readonly PlacedExtension[];
  readonly scratch: readonly { readonly name: string; readonly path: string; readonly size: string }[];
  readonly files: PlacedFiles;
  readonly volumes: readonly PlacedVolume[];
  /** Claims of its own that its pods share. */
  readonly claims: readonly PlacedClaim[];
  /** What each pod has for itself. */
  readonly storage: readonly PlacedStorage[];
  readonly backup: PlacedBackup | undefined;
  readonly monitoring: Settings['monitoring'] & { readonly prometheusUrl: string };
  readonly mesh: Mesh | undefined;
  /** What leads requests from outside to it; nothing when it is not public. */
  readonly routes: readonly Route[];
  readonly disruption: PlacedDisruption;
  /** Labels and annotations of objects that the catalog says. @default - nothing is said */
  readonly metadata: PlacedMetadata | undefined;
  readonly network: { readonly ingress: readonly Peer[]; readonly egress: readonly Peer[] };
  /** What proves its hosts ours. @default - cert-manager makes no certificate in its namespace */
  readonly challenge: PlacedChallenge | undefined;
  readonly application: PlacedApplication;
  /** What makes its objects other than those of every service. @default - nothing does */
  readonly customization: Customization | undefined;
}

/** An Argo CD Application, complete. */
export interface PlacedApplication {
  readonly name: string;
  /** Name of its file, and of its element in an ApplicationSet: the service, the system, `root` or `baseline`. */
  readonly entry: string;
  /** Folder of its file in the repository; absent when an ApplicationSet makes it. */
  readonly folder: string | undefined;
  readonly argocdNamespace: string;
  readonly project: string;
  readonly repositoryUrl: string;
  readonly targetRevision: string;
  /** Folder in the repository. */
  readonly path: string;
  readonly server: string;
  readonly namespace: string;
  readonly sync: Sync;
  readonly wave: number;
  readonly labels: Strings;
  readonly annotations: Strings;
  readonly revisionHistoryLimit: number;
  /** Kind of workload whose count somebody else owns: Argo CD ignores it. */
  readonly ignoresReplicasOf: Exclude<WorkloadKind, 'daemon-set'> | undefined;
  /** Whether Argo Rollouts adds the hash of its pods to selectors of Services: Argo CD leaves it there. */
  readonly ignoresPodHash: boolean;
  /** Whether Argo Rollouts writes weights into routes: Argo CD leaves them while a canary has a share. */
  readonly ignoresRouteWeights: boolean;
  /** Whether it applies AppProjects that other Applications apply, too: Argo CD would give each of them to the last one. */
  readonly ignoresTrackingOfProjects: boolean;
  /** Whether what it applies is Applications and ApplicationSets. */
  readonly isParent: boolean;
  /** Whether only commits that touch its folder concern it. */
  readonly isRefreshedByPath: boolean;
  /** Whether its folder renders nothing, and this is meant. */
  readonly isEmpty: boolean;
  /** What becomes of what it applies when it is deleted. */
  readonly deletion: 'cascade' | 'orphan';
}

/** A namespace and what bounds it. */
export interface PlacedNamespace {
  readonly name: string;
  /** Whether services have left it, and none is in it: it is there for what still runs in it. */
  readonly isFormer: boolean;
  readonly environment: string;
  readonly podSecurity: 'privileged' | 'baseline' | 'restricted';
  /** For `pod-security.kubernetes.io/*-version`: `v1.36`. */
  readonly podSecurityVersion: string;
  /** Who verifies signatures of its images. @default - nobody */
  readonly imageVerification: PlacedVerification | undefined;
  readonly isMeshed: boolean;
  readonly quota: {
    readonly requests: CpuAndMemory;
    readonly limits: PlacedLimits<CpuAndMemory>;
    readonly pods: number;
  };
  readonly containerLimits: {
    readonly max: PlacedLimits<CpuAndMemory>;
    readonly default: PlacedLimits<CpuAndMemory>;
    readonly defaultRequest: CpuAndMemory;
  };
}

/** CPU and memory as quantities. */
export interface CpuAndMemory {
  readonly cpu: string;
  readonly memory: string;
}

/** An AppProject: what its Applications may read, where they may deploy, and which kinds. */
export interface PlacedProject {
  readonly name: string;
  readonly labels: Strings;
  readonly description: string;
  readonly repositoryUrl: string;
  readonly destinations: readonly { readonly server: string; readonly namespace: string }[];
  readonly namespacedKinds: readonly Kind[];
  readonly clusterKinds: readonly Kind[];
  readonly freezes: readonly PlacedFreeze[];
  /** GnuPG keys of which one must have signed what is applied; none when no signature is needed. */
  readonly signatureKeys: readonly string[];
  readonly roles: readonly PlacedRole[];
}

/** A freeze, and the Applications of a project that it is about. */
export interface PlacedFreeze extends Freeze {
  /** By name, with wildcards; or everything that goes to these namespaces of a cluster. */
  readonly of:
    { readonly applications: readonly string[] } | { readonly server: string; readonly namespaces: readonly string[] };
}

/** What groups of people may do with Applications of a project. */
export interface PlacedRole {
  readonly name: string;
  readonly description: string;
  /** Groups of the identity provider. */
  readonly groups: readonly string[];
  /** Names of Applications, with wildcards. */
  readonly applications: readonly string[];
  readonly rights: readonly Right[];
}

/** What somebody may do, as policies of Argo CD say it. */
export interface Right {
  readonly resource: 'applications' | 'logs';
  /** `get`, `sync`, `action/<group>/<kind>/<action>`. */
  readonly action: string;
}

/** API group and kind; the core group is `''`. */
export interface Kind {
  readonly group: string;
  readonly kind: string;
}

/** Services that are delivered together, in one environment. */
export interface PlacedSystem {
  readonly name: string;
  readonly delivery: System['delivery'];
  /** The Application of the system (app-of-apps) or the shape that the members share (application-set). */
  readonly application: PlacedApplication;
  readonly members: readonly PlacedApplication[];
}

/** What an environment holds besides its services. */
export interface Baseline {
  readonly environment: string;
  /** Labels of its objects. */
  readonly labels: Strings;
  readonly argocdNamespace: string;
  /** Those that it is to have: none when it is retired. */
  readonly namespaces: readonly PlacedNamespace[];
  readonly projects: readonly PlacedProject[];
  /** The Application of Applications. */
  readonly root: PlacedApplication;
  /** The Application of projects and root, and of itself: applied once by whoever installs Argo CD, which then delivers them. */
  readonly bootstrap: PlacedApplication;
  /** The Application of the namespaces and what bounds them. */
  readonly baseline: PlacedApplication;
  /** Systems that are delivered by an Application or an ApplicationSet of their own. */
  readonly systems: readonly PlacedSystem[];
  /** What its namespaces have not adopted. */
  readonly unadopted: readonly EnvironmentConvention[];
  /** Namespace and labels of the pods that answer DNS. */
  readonly dns: readonly Peer[];
}

/** Everything that is rendered. */
export interface Placements {
  /** In the order of service, then environment. */
  readonly placements: readonly Placement[];
  /** In the order of environments. */
  readonly baselines: readonly Baseline[];
}
