import { listAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

/** Folders that the kernel and the kubelet fill. Memory at /dev/shm is usual. */
const systemFolder =
  /^\/(?:(?:proc|sys|dev(?!\/shm$)|(?:var\/)?run\/secrets\/kubernetes\.io\/serviceaccount)(?:\/|$)|$)/;

export const mountOverSystemFolder: Rule = {
  id: 'mount-over-system-folder',
  title: 'a volume is mounted over a folder of the system, or at a path that nobody takes',
  why: 'Over `/`, `/proc`, `/sys` and `/dev` the container does not start; over the folder of the service account it cannot talk to the API server. A path with a colon is refused.',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      volumeMounts: [{ name: tmp, mountPath: /data/../proc }]
  volumes: [{ name: tmp, emptyDir: { sizeLimit: 128Mi } }]
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      volumeMounts: [{ name: tmp, mountPath: /tmp }]
  volumes: [{ name: tmp, emptyDir: { sizeLimit: 128Mi } }]
`,
  check({ workloads }, report) {
    for (const { object, pod, containers } of workloads) {
      // An agent of a node gets folders of the node, and knows what it does.
      const fromNode = new Set(
        listAt(pod, ['volumes']).flatMap((one) =>
          textAt(one, ['hostPath', 'path']) === undefined ? [] : textAt(one, ['name']),
        ),
      );
      for (const { kind, name, value, path } of containers) {
        for (const [index, mount] of listAt(value, ['volumeMounts']).entries()) {
          const folder = textAt(mount, ['mountPath']);
          if (folder === undefined || folder === '' || fromNode.has(textAt(mount, ['name']))) continue;
          const real = resolved(folder);
          if (!folder.includes(':') && !systemFolder.test(real)) continue;
          report({
            object,
            path: [...path, 'volumeMounts', index, 'mountPath'],
            message: folder.includes(':')
              ? `${kind} "${name}" mounts a volume at "${folder}", and Kubernetes takes no colon in a path`
              : `${kind} "${name}" mounts a volume over "${real}", a folder of the system`,
            hint: 'mount it at a folder of its own',
          });
        }
      }
    }
  },
};

/** The path as the kernel finds it: without empty segments, `.` and `..`. */
function resolved(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}
