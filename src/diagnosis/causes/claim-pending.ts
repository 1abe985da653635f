import { textAt } from '../../manifests/value-at';
import type { Cause } from '../cause';
import { eventsAbout, ofKind, servedName } from '../facts';

/** What the API server says of a StorageClass that is asked for and not there. */
const missingClass = /storageclass\.storage\.k8s\.io "([^"]+)" not found/;

export const claimPending: Cause = {
  id: 'claim-pending',
  title: 'no volume is made for a claim',
  find: (one) =>
    ofKind(one, 'PersistentVolumeClaim').flatMap((claim) => {
      if (textAt(claim, ['status', 'phase']) !== 'Pending') return [];
      const name = servedName(claim);
      const said = ['ProvisioningFailed', 'FailedBinding'].flatMap((reason) => eventsAbout(one, name, reason));
      const message = said.at(-1);
      // Most classes make a volume only when a pod has found its node: that is no fault yet.
      if (message === undefined) return [];
      const missing = missingClass.exec(message)?.[1];
      if (missing !== undefined)
        return [
          {
            what: `claim "${name}" gets no volume: the cluster has no StorageClass "${missing}"`,
            remedy: `"kubectl get storageclasses" says which there are: name one of them as "className" of the storage or the volume, or have "${missing}" made. A claim of a StatefulSet that is there keeps its class: remove it (it is empty) with kubectl -n ${one.namespace} delete pvc ${name}`,
          },
        ];
      const remedy = /no storage class is set/.test(message)
        ? 'the cluster has no default StorageClass: name one as "className" of the storage or the volume, or have one made the default'
        : `kubectl -n ${one.namespace} describe pvc ${name} has all that was said`;
      return [{ what: `claim "${name}" gets no volume: ${message}`, remedy }];
    }),
  example: {
    objects: [
      {
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data-web-0' },
        spec: { storageClassName: 'fast' },
        status: { phase: 'Pending' },
      },
    ],
    events: [
      {
        involvedObject: { name: 'data-web-0' },
        reason: 'ProvisioningFailed',
        message: 'storageclass.storage.k8s.io "fast" not found',
      },
    ],
  },
};
