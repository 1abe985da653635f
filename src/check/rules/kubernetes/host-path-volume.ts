import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

/** Folders from which a node is run. Who may write there is root of it. */
const ofTheNode =
  /^\/$|^\/(bin|boot|dev|etc|home|lib|lib64|proc|root|run|sbin|sys|usr|var|var\/run|var\/lib|var\/log|var\/lib\/(kubelet|docker|containerd|etcd))(\/|$)/;

export const hostPathVolume: Rule = {
  id: 'host-path-volume',
  title: 'a pod mounts a folder of its node',
  why: 'What is there differs from node to node, and who writes to it can take over the node. Namespaces with the Pod Security Standard "baseline" refuse the pod.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      volumeMounts: [{ name: node, mountPath: /node }]
  volumes:
    - name: node
      hostPath: { path: /etc }
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      volumeMounts: [{ name: node, mountPath: /node }]
  volumes:
    - name: node
      emptyDir: {}
`,
  check({ workloads }, report) {
    for (const { object, pod, podPath, containers } of workloads) {
      for (const [index, volume] of listAt(pod, ['volumes']).entries()) {
        const folder = textAt(volume, ['hostPath', 'path']);
        // The socket of the container runtime is said by container-runtime-socket.
        if (folder === undefined || folder.endsWith('.sock')) continue;
        const name = textAt(volume, ['name']);
        const mounts = containers.flatMap(({ value }) => listAt(value, ['volumeMounts']));
        const isWritten = mounts.some(
          (mount) => textAt(mount, ['name']) === name && valueAt(mount, ['readOnly']) !== true,
        );
        report({
          object,
          path: [...podPath, 'volumes', index, 'hostPath', 'path'],
          message: `the volume "${name ?? ''}" is the folder "${folder}" of the node${isWritten ? ', and can be written to' : ''}`,
          hint: 'use an emptyDir, a PersistentVolumeClaim or a projected volume; or mount it readOnly',
          severity: isWritten && ofTheNode.test(folder) ? 'error' : 'warning',
        });
      }
    }
  },
};
