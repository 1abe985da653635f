import { nearest } from '../../../model/nearest';
import type { Inventory } from '../../inventory';
import { neededSources } from '../../needed-sources';
import { secretMakers } from '../../secret-makers';
import type { Rule } from '../../rule';

export const missingConfigSource: Rule = {
  id: 'missing-config-source',
  title: 'pods want a ConfigMap or a Secret that is not there',
  why: 'The pods never start: CreateContainerConfigError, or a volume that is waited for. A generated ConfigMap has a hash in its name, which kustomize puts in only where it finds both in one namespace.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { LEVEL: info }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0', envFrom: [{ configMapRef: { name: setings } }] }]
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { LEVEL: info }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0', envFrom: [{ configMapRef: { name: settings } }] }]
`,
  check(inventory, report) {
    const names = namesByKind(inventory);
    for (const workload of inventory.workloads) {
      const { object } = workload;
      for (const { kind, name, path, who } of neededSources(workload)) {
        const there = names[kind].get(object.namespace ?? '') ?? new Set();
        if (there.has(name)) continue;
        const generated = [...names[kind]].flatMap(([namespace, all]) =>
          [...all].flatMap((one) => (isGeneratedFrom(one, name) ? [{ one, namespace }] : [])),
        )[0];
        const meant = nearest(name, there);
        // What is like nothing here may be made elsewhere.
        if (generated === undefined && meant === undefined) continue;
        report({
          object,
          path,
          message: `${who} wants the ${kind} "${name}", which is not there`,
          hint:
            generated === undefined
              ? `write "${meant ?? ''}", or add the ${kind}`
              : `kustomize makes "${generated.one}" in ${generated.namespace === '' ? 'no namespace' : `namespace "${generated.namespace}"`}: give the generator "namespace: ${object.namespace ?? ''}"`,
          severity: generated === undefined && kind === 'Secret' ? 'warning' : 'error',
        });
      }
    }
  },
};

/** Kustomize adds ten letters and digits, of which some are never used. */
function isGeneratedFrom(name: string, wanted: string): boolean {
  return name.startsWith(`${wanted}-`) && /^[24-9b-dfghkmt]{10}$/.test(name.slice(wanted.length + 1));
}

/** Names by namespace. */
type Names = ReadonlyMap<string, ReadonlySet<string>>;

function namesByKind(inventory: Inventory): Readonly<Record<'ConfigMap' | 'Secret', Names>> {
  const configMaps = new Map<string, Set<string>>();
  for (const { namespace = '', name } of inventory.ofKind('ConfigMap', '')) add(configMaps, namespace, name);
  const secrets = new Map<string, Set<string>>();
  for (const key of secretMakers(inventory).keys()) {
    const at = key.indexOf('/');
    add(secrets, key.slice(0, at), key.slice(at + 1));
  }
  return { ConfigMap: configMaps, Secret: secrets };
}

function add(names: Map<string, Set<string>>, namespace: string, name: string): void {
  const known = names.get(namespace);
  if (known === undefined) names.set(namespace, new Set([name]));
  else known.add(name);
}
