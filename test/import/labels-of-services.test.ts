import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';

import { runHere } from '../helpers/run-in-process';
import { temporaryFolder } from '../helpers/temporary-folder';

const deployment = (name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: dev }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}, kind: shop } }
    spec:
      containers: [{ name: ${name}, image: "docker.io/acme/${name}:1.2.3", ports: [{ containerPort: 8080, name: http }] }]
---
`;

const service = (name: string, labels: string, selector: string): string => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: dev${labels === '' ? '' : `, labels: { ${labels} }`} }
spec: { selector: { ${selector} }, ports: [{ port: 80, targetPort: 8080 }] }
---
`;

/** Labels of every Service of a tree, by its name. */
function labelsIn(folder: string): ReadonlyMap<string, unknown> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  return new Map(
    files.flatMap((file) => {
      const object = load(readFileSync(join(folder, file), 'utf8'));
      const isService = typeof object === 'object' && object !== null && 'kind' in object && object.kind === 'Service';
      if (!isService) return [];
      // A Service that was imported in this test.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const { metadata } = object as unknown as { metadata: { name: string; labels?: unknown } };
      return [[metadata.name, metadata.labels] as const];
    }),
  );
}

test.each([
  ['none', ''],
  ['its own', 'app: shop'],
  ['those of somebody else', 'app: something'],
  ['some that Slipway writes', 'app: shop, team: web, app.kubernetes.io/name: shop, app.kubernetes.io/part-of: x'],
  ['the mark of Slipway', 'app.kubernetes.io/managed-by: slipway, app: a'],
  ['those of Helm', 'app.kubernetes.io/managed-by: Helm, app.kubernetes.io/version: "1", version: v1'],
])('Services keep their labels through an import, neither more nor less, where they have %s', async (_, labels) => {
  const workingDirectory = temporaryFolder();
  const names = ['shop', 'shop-more', 'both'];
  writeFileSync(
    join(workingDirectory, 'k8s.yaml'),
    [
      deployment('shop'),
      deployment('cart'),
      ...names.map((name) => service(name, labels, name === 'both' ? 'kind: shop' : 'app: shop')),
    ].join(''),
  );

  const imported = await runHere(['import', 'k8s.yaml', '--env', 'dev'], { workingDirectory });
  await runHere(['synth'], { workingDirectory });

  expect(imported.stdout).toContain('5 objects, 0 differences');
  const wanted = labels === '' ? undefined : load(`{ ${labels} }`);
  const found = labelsIn(join(workingDirectory, 'services'));
  expect(names.map((name) => [name, found.get(name)])).toEqual(names.map((name) => [name, wanted]));
});
