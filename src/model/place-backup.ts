import { podSelector, selectorOf } from './labels';
import type { Peer, Strings } from './peer';
import type { PlacedBackup } from './placed-backup';
import { peersAt } from './port-peers';
import type { Resolved } from './resolve';

/**
 * Its pods reach the service, and what the service reaches outside, for a place to keep the data may be there. What the
 * service depends on is not for them: it admits its callers, and they are none.
 */
export function placeBackup(resolved: Resolved, labels: Strings, egress: readonly Peer[]): PlacedBackup | undefined {
  const { service, wants } = resolved;
  if (wants.backup === undefined) return undefined;
  const name = backupName(service);
  return {
    ...wants.backup,
    name,
    labels: {
      ...labels,
      ...selectorOf(name),
      'app.kubernetes.io/component': 'backup',
      'app.kubernetes.io/instance': name,
    },
    selector: selectorOf(name),
    network: {
      ingress: [],
      egress: [
        ...egress,
        ...peersAt({ reason: service, namespace: resolved.namespace, pods: podSelector(resolved) }, resolved),
      ],
    },
  };
}

/** The pods of the backup, as callers of the service. */
export function backupPeers(resolved: Resolved): readonly Peer[] {
  const { service, wants } = resolved;
  if (wants.backup === undefined) return [];
  const pods = selectorOf(backupName(service));
  return peersAt({ reason: 'backup', namespace: resolved.namespace, pods }, resolved);
}

function backupName(service: string): string {
  return `${service}-backup`;
}
