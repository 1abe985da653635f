import type { Rule } from '../../rule';

export const unlistedFile: Rule = {
  id: 'unlisted-file',
  title: 'a file lies beside a kustomization that does not name it',
  why: 'kustomize, Argo CD and Flux apply what the kustomization of a folder names, and nothing else that lies there. A manifest that was forgotten in the list is missing from the cluster, and no build says so. Such a file is looked at for secrets only.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/',
  severity: 'info',
  failing: `
# kustomization.yaml
resources: [config-map.yaml]
---
# config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
---
# role.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: [get] }]
`,
  passing: `
# kustomization.yaml
resources: [config-map.yaml, role.yaml]
---
# config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
---
# role.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: [get] }]
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      for (const file of object.unlisted ?? []) {
        const name = file.slice(file.lastIndexOf('/') + 1);
        report({
          object,
          path: ['resources'],
          message: `"${name}" lies beside the kustomization, and nothing names it: it is not applied`,
          hint: `add it to the resources or patches, or remove it`,
        });
      }
    }
  },
};
