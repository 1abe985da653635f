/** A Pod Security Standard (Kubernetes, "Pod Security Standards"). */
export type PodSecurityStandard = 'privileged' | 'baseline' | 'restricted';

/** A namespace of the platform. */
export interface PlatformNamespace {
  readonly name: string;
  /** What is enforced. */
  readonly podSecurity: PodSecurityStandard;
}
