import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

/** Folders that the kernel and the kubelet fill. Memory at /dev/shm is usual. */
const systemFolder =
  /^\/(?:(?:proc|sys|dev(?!\/shm$)|(?:var\/)?run\/secrets\/kubernetes\.io\/serviceaccount)(?:\/|$)|$)/;

/** Folders of the image that a volume hides. Below them is room. */
const hiddenFolder = /^\/(?:etc|usr(?:\/(?:s?bin|lib(?:32|64|x32)?))?|s?bin|lib(?:32|64|x32)?)$/;

/** To these the kubelet and the container write: an empty folder is usual, files that nobody may write to are not. */
const runFolder = /^\/(?:var\/)?run$/;

export const mountOverSystemFolder: Rule = {
  id: 'mount-over-system-folder',
  title: 'a volume is mounted over a folder of the system, or at a path that nobody takes',
  why: 'Over `/`, `/proc`, `/sys` and `/dev` the container does not start; over the folder of the service account it cannot talk to the API server; over `/etc`, `/usr`, `/bin` and `/lib` it misses its programs and what the kubelet puts there. Files at `/run` leave the kubelet no place. A path with a colon is refused.',
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
      const ofFiles = new Set(listAt(pod, ['volumes']).flatMap((one) => (isOfFiles(one) ? textAt(one, ['name']) : [])));
      for (const { kind, name, value, path } of containers) {
        for (const [index, mount] of listAt(value, ['volumeMounts']).entries()) {
          const folder = textAt(mount, ['mountPath']);
          if (folder === undefined || folder === '' || fromNode.has(textAt(mount, ['name']))) continue;
          const real = resolved(folder);
          const hides = systemFolder.test(real) || hiddenFolder.test(real);
          const fillsRun = runFolder.test(real) && ofFiles.has(textAt(mount, ['name']));
          if (!folder.includes(':') && !hides && !fillsRun) continue;
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

function isOfFiles(volume: unknown): boolean {
  return ['secret', 'configMap', 'projected', 'downwardAPI'].some((kind) => valueAt(volume, [kind]) !== undefined);
}

/** The path as the kernel finds it: without empty segments, `.` and `..`. */
function resolved(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}
