import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import type { PlatformNetworkPolicy } from '../network/network-policies';
import type { PlatformNamespace } from '../platform-namespace';
import { podSecurityLabels, withoutMeshLabels } from '../platform-namespaces';
import { keptByHelm } from '../kept-by-helm';

/** Which namespaces there are. */
export interface NamespacesArgs {
  readonly namespaces: readonly PlatformNamespace[];
  /** Traffic that is allowed in them. */
  readonly policies: readonly PlatformNetworkPolicy[];
  /** Whether the cluster has a mesh, which none of the namespaces is part of. */
  readonly hasMesh: boolean;
  /** Minor version of Kubernetes whose Pod Security Standards hold, such as "1.36". */
  readonly kubernetesMinor: string;
}

/** Namespaces of the platform: what pods may do in them, and whom they may speak with. */
export class Namespaces extends pulumi.ComponentResource {
  private readonly byName: ReadonlyMap<string, k8s.core.v1.Namespace>;

  constructor(
    name: string,
    { namespaces, policies, hasMesh, kubernetesMinor }: NamespacesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:cluster:Namespaces', name, {}, opts);
    const managedBy = { 'app.kubernetes.io/managed-by': 'pulumi' };
    this.byName = new Map(
      namespaces.map((namespace) => [
        namespace.name,
        new k8s.core.v1.Namespace(
          `${name}-${namespace.name}`,
          {
            metadata: {
              name: namespace.name,
              labels: {
                ...managedBy,
                ...podSecurityLabels(namespace.podSecurity, kubernetesMinor),
                ...(hasMesh ? withoutMeshLabels : {}),
              },
            },
          },
          { parent: this },
        ),
      ]),
    );
    for (const { name: policy, namespace, spec } of policies) {
      new k8s.networking.v1.NetworkPolicy(
        `${name}-${namespace}-${policy}`,
        {
          metadata: { name: policy, namespace: this.nameOf(namespace), labels: managedBy, annotations: keptByHelm },
          spec,
        },
        { parent: this },
      );
    }
    this.registerOutputs();
  }

  /** Name of a namespace that was asked for, known once it is there; of one that is somebody else's, as it is. */
  nameOf(namespace: string): pulumi.Output<string> {
    return this.byName.get(namespace)?.metadata.name ?? pulumi.output(namespace);
  }
}
