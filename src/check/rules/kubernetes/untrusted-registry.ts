import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

/** Registries of one machine, and those where anybody may push without a name. */
const nobodys = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|ttl\.sh)(:\d+)?\//;

export const untrustedRegistry: Rule = {
  id: 'untrusted-registry',
  title: 'an image comes from a registry that nobody trusts',
  why: 'Who runs the registry decides what runs in the cluster. `localhost` is another machine on each node, and what is there nobody has scanned.',
  source: 'https://kubernetes.io/docs/concepts/security/application-security-checklist/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: localhost:5000/web:v1.2.0
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
  check({ workloads, settings }, report) {
    const { trustedRegistries } = settings;
    for (const { object, containers } of workloads) {
      for (const { kind, name, value, path } of containers) {
        const image = textAt(value, ['image']);
        if (image === undefined || image === '' || isTrusted(image, trustedRegistries)) continue;
        report({
          object,
          path: [...path, 'image'],
          message: `${kind} "${name}" runs "${image}" from a registry that is not trusted`,
          hint:
            trustedRegistries === undefined
              ? 'push the image to a registry of the team'
              : `take it from ${trustedRegistries.join(', ')}, or add its registry to the trusted ones`,
        });
      }
    }
  },
};

function isTrusted(image: string, trusted: readonly string[] | undefined): boolean {
  if (trusted === undefined) return !nobodys.test(image);
  const full = /^([^/.:]*[.:][^/]*|localhost)\//.test(image)
    ? image
    : `docker.io/${image.includes('/') ? '' : 'library/'}${image}`;
  return trusted.some((registry) => full.startsWith(registry.endsWith('/') ? registry : `${registry}/`));
}
