import { listAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const containerRuntimeSocket: Rule = {
  id: 'container-runtime-socket',
  title: 'a pod can talk to the container runtime of its node',
  why: 'Who can talk to it can start a privileged container: that is root on the node, whatever the security context says.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
  volumes:
    - name: docker
      hostPath: { path: /var/run/docker.sock }
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check({ workloads }, report) {
    for (const { object, pod, podPath } of workloads) {
      for (const [index, volume] of listAt(pod, ['volumes']).entries()) {
        const path = textAt(volume, ['hostPath', 'path']) ?? '';
        if (!/(^|\/)(docker|dockershim|containerd|crio|cri-dockerd|podman)\.sock$/.test(path)) continue;
        report({
          object,
          path: [...podPath, 'volumes', index, 'hostPath', 'path'],
          message: `the volume "${textAt(volume, ['name']) ?? ''}" is the socket "${path}"`,
          hint: 'build images with a rootless builder, and ask the API server about pods',
        });
      }
    }
  },
};
