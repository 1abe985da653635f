import { KubeObject } from '../harness/kube-client';
import { neverScheduled } from './workload-pods';

const account = 'slipway-test';

/** A pod that stands for somebody: it has labels, and nothing else that matters here. */
export function aPod(namespace: string, name: string, labels: Readonly<Record<string, string>> = {}): KubeObject {
  return KubeObject.parse({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: neverScheduled({
      serviceAccountName: account,
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name,
          image: 'registry.k8s.io/pause:3.10',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    }),
  });
}

/** The account of the pods of `aPod`. */
export function anAccount(namespace: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace } };
}

export function aNamespace(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}
