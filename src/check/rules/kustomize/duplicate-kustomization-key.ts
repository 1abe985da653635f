import type { Rule } from '../../rule';

export const duplicateKustomizationKey: Rule = {
  id: 'duplicate-kustomization-key',
  title: 'a kustomization has one key twice',
  why: 'Kustomize takes the last one, without a word. A second `resources` drops the first: what is missing then is deleted by an Application that prunes.',
  source: 'https://yaml.org/spec/1.2.2/#3213-node-comparison',
  severity: 'error',
  failing: `
# base/kustomization.yaml
resources: [config-map.yaml]
---
# base/config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
---
# prod/kustomization.yaml
resources: [../base]
namespace: shop
resources: [network-policy.yaml]
---
# prod/network-policy.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
  passing: `
# base/kustomization.yaml
resources: [config-map.yaml]
---
# base/config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
---
# prod/kustomization.yaml
resources: [../base, network-policy.yaml]
namespace: shop
---
# prod/network-policy.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      for (const { key, ...place } of object.repeatedKeys) {
        report({
          object,
          path: [key],
          place,
          message: `key "${key}" is written twice: kustomize takes this one and drops the other`,
          hint: 'keep one of the two, with what both say',
        });
      }
    }
  },
};
