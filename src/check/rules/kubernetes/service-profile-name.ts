import type { Rule } from '../../rule';

export const serviceProfileName: Rule = {
  id: 'service-profile-name',
  title: 'Linkerd does not find a ServiceProfile under its name',
  why: 'It looks for the full name of the Service in DNS. Under any other name timeouts, retries and metrics per route are without effect, and nothing says so.',
  source: 'https://linkerd.io/2/reference/service-profiles/',
  severity: 'error',
  failing: `
apiVersion: linkerd.io/v1alpha2
kind: ServiceProfile
metadata: { name: web, namespace: shop }
spec: { routes: [] }
`,
  passing: `
apiVersion: linkerd.io/v1alpha2
kind: ServiceProfile
metadata: { name: web.shop.svc.cluster.local, namespace: shop }
spec: { routes: [] }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ServiceProfile', 'linkerd.io')) {
      // Names outside the cluster are fine, so a dot is enough.
      if (object.name.includes('.')) continue;
      report({
        object,
        path: ['metadata', 'name'],
        message: `the ServiceProfile "${object.name}" is not called after a name in DNS`,
        hint: `call it ${object.name}.${object.namespace ?? 'NAMESPACE'}.svc.cluster.local`,
      });
    }
  },
};
