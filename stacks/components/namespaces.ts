import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

/** A namespace of the platform. */
export interface PlatformNamespace {
  readonly name: string;
  /** Pod Security Standard that is enforced. @default 'restricted' */
  readonly podSecurity?: 'privileged' | 'baseline' | 'restricted';
}

/** Which namespaces there are. */
export interface NamespacesArgs {
  readonly namespaces: readonly PlatformNamespace[];
}

/** Namespaces of the platform, with the Pod Security Standard of each (Kubernetes, "Enforce Pod Security Standards with Namespace Labels"). */
export class Namespaces extends pulumi.ComponentResource {
  private readonly byName: ReadonlyMap<string, k8s.core.v1.Namespace>;

  constructor(name: string, { namespaces }: NamespacesArgs, opts?: pulumi.ComponentResourceOptions) {
    super('platform:cluster:Namespaces', name, {}, opts);
    this.byName = new Map(
      namespaces.map((namespace) => [
        namespace.name,
        new k8s.core.v1.Namespace(
          `${name}-${namespace.name}`,
          {
            metadata: {
              name: namespace.name,
              labels: {
                'app.kubernetes.io/managed-by': 'pulumi',
                ...podSecurityLabels(namespace.podSecurity ?? 'restricted'),
              },
            },
          },
          { parent: this },
        ),
      ]),
    );
    this.registerOutputs();
  }

  /** Name of a namespace that was asked for, known once it is there. */
  nameOf(namespace: string): pulumi.Output<string> {
    const found = this.byName.get(namespace);
    if (found === undefined) throw new Error(`the platform has no namespace "${namespace}"`);
    return found.metadata.name;
  }
}

function podSecurityLabels(standard: string): Readonly<Record<string, string>> {
  const modes = ['enforce', 'audit', 'warn'];
  return Object.fromEntries(modes.map((mode) => [`pod-security.kubernetes.io/${mode}`, standard]));
}
