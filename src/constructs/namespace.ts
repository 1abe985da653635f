import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { syncWave } from './identity';
import { Manifest } from './manifest';

/** Properties of a `Namespace`. */
export interface NamespaceProps {
  /** Name of the namespace. */
  readonly name: string;
  /** Labels besides those of Pod Security. */
  readonly labels: Readonly<Record<string, string>>;
  /** Pod Security Standard that its pods must meet. */
  readonly podSecurity: 'privileged' | 'baseline' | 'restricted';
  /** Version of the standard, such as `v1.36`: an upgrade of the cluster then refuses no pod that ran before. */
  readonly podSecurityVersion: string;
  /** Whether a person must confirm before Argo CD prunes it, and everything in it. @default true */
  readonly confirmsPruning?: boolean;
}

/**
 * A namespace whose pods must meet a Pod Security Standard.
 *
 * It does not ask for a service mesh: pods do that themselves, so that jobs and pods of others stay as they are.
 */
export class Namespace extends Manifest<kubernetes.Namespace> {
  constructor(scope: Construct, id: string, props: NamespaceProps) {
    const confirms = props.confirmsPruning ?? true;
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: props.name,
        labels: { ...props.labels, ...podSecurityLabels(props.podSecurity, props.podSecurityVersion) },
        annotations: {
          ...(confirms ? { 'argocd.argoproj.io/sync-options': 'Prune=confirm' } : {}),
          // With the objects that it holds: within a wave Argo CD applies namespaces first.
          'argocd.argoproj.io/sync-wave': String(syncWave.infrastructure),
        },
      },
    });
  }
}

function podSecurityLabels(level: string, version: string): Readonly<Record<string, string>> {
  return {
    'pod-security.kubernetes.io/audit': level,
    'pod-security.kubernetes.io/audit-version': version,
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/enforce-version': version,
    'pod-security.kubernetes.io/warn': level,
    'pod-security.kubernetes.io/warn-version': version,
  };
}
