import type { Kustomization } from '../../../manifests/manifest';
import type { Rule } from '../../rule';

export const unfetchedLoad: Rule = {
  id: 'unfetched-load',
  title: 'a kustomization loads something that the check did not fetch',
  why: 'What it makes was not looked at, and neither were the files that only it is made of, so nothing is known of what will be applied. A check fetches nothing because a file says so: whoever writes the file would decide which servers are asked from here, internal ones included.',
  source: 'https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md',
  severity: 'warning',
  failing: `
# kustomization.yaml
namePrefix: shop-
resources:
  - https://github.com/your-org/bases//web?ref=v1.4.0
`,
  passing: `
# kustomization.yaml
namePrefix: shop-
resources:
  - role.yaml
---
# role.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: [get] }]
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      for (const { path, reason } of object.unfetched ?? []) {
        const message = `${reason}: what this makes is not checked${besidesOf(object)}`;
        report({ object, path, message, hint });
      }
    }
  },
};

const mostNamed = 3;

function besidesOf({ unseen = [] }: Kustomization): string {
  if (unseen.length === 0) return '';
  const more = unseen.length > mostNamed ? ` and ${unseen.length - mostNamed} more` : '';
  return `, nor is what only it is made of, but for secrets: ${unseen.slice(0, mostNamed).join(', ')}${more}`;
}

const hint =
  'copy it into the repository; or check with --allow-network, where everybody who may change these files may also decide what is fetched';
