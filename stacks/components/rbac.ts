import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import { addedRbacSettings, rbacSettings } from '../argocd/rbac-policy';
import { keptByHelm } from '../kept-by-helm';

/** Who may do what in Argo CD. */
export interface RbacArgs {
  /** Lines of the policy. */
  readonly policy: string;
  /** Namespace of Argo CD. */
  readonly namespace: pulumi.Input<string>;
  /** Whether Argo CD was there already: its argocd-rbac-cm then keeps what it says. */
  readonly isAdopted: boolean;
}

/** The rights of people in Argo CD. Its server does not start without them, so they come before it. */
export class Rbac extends pulumi.ComponentResource {
  constructor(name: string, { policy, namespace, isAdopted }: RbacArgs, opts?: pulumi.ComponentResourceOptions) {
    super('platform:delivery:Rbac', name, {}, opts);
    const metadata = { name: 'argocd-rbac-cm', namespace };
    if (isAdopted) {
      new k8s.core.v1.ConfigMapPatch(`${name}-policy`, { metadata, data: addedRbacSettings(policy) }, { parent: this });
    } else {
      const labels = {
        'app.kubernetes.io/managed-by': 'pulumi',
        'app.kubernetes.io/name': 'argocd-rbac-cm',
        'app.kubernetes.io/part-of': 'argocd',
      };
      new k8s.core.v1.ConfigMap(
        `${name}-policy`,
        { metadata: { ...metadata, labels, annotations: keptByHelm }, data: rbacSettings(policy) },
        { parent: this },
      );
    }
    this.registerOutputs();
  }
}
