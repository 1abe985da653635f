import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load, loadAll } from 'js-yaml';

import { runSlipway } from '../helpers/run-slipway';
import { differencesBetween } from '../helpers/same-objects';
import { temporaryFolder } from '../helpers/temporary-folder';
import { filesBelow, write } from '../helpers/tree';

/** What public systems have, each of which was a patch once. */
const systems = {
  // A limit of memory alone, beside a container that has none; a policy that says what the tag says already.
  waiting: `apiVersion: apps/v1
kind: Deployment
metadata: { name: waiting }
spec:
  selector: { matchLabels: { app: waiting } }
  template:
    metadata: { labels: { app: waiting } }
    spec:
      initContainers: [{ name: wait, image: "busybox:1.38", command: [sleep, "1"] }]
      containers:
        - name: waiting
          image: "registry.example.com/shop/waiting:1.2.3"
          imagePullPolicy: IfNotPresent
          ports: [{ name: http, containerPort: 8080 }]
          resources: { limits: { memory: 120Mi } }
`,
  // Nobody calls it, and a command says whether it lives.
  worker: `apiVersion: apps/v1
kind: Deployment
metadata: { name: worker }
spec:
  selector: { matchLabels: { app: worker } }
  template:
    metadata: { labels: { app: worker } }
    spec:
      containers:
        - name: worker
          image: "registry.example.com/shop/worker:1.2.3"
          livenessProbe: { exec: { command: [cat, /proc/1/status] }, failureThreshold: 5, periodSeconds: 20 }
          readinessProbe: { exec: { command: [cat, /tmp/ready] }, initialDelaySeconds: 3 }
`,
  // A program that reads variables which no shell can name.
  search: `apiVersion: apps/v1
kind: Deployment
metadata: { name: search }
spec:
  selector: { matchLabels: { app: search } }
  template:
    metadata: { labels: { app: search } }
    spec:
      containers:
        - name: search
          image: "registry.example.com/shop/search:1.2.3"
          ports: [{ name: http, containerPort: 9200 }]
          env:
            - { name: node.name, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
            - { name: discovery.type, value: single-node }
`,
};

test.each(Object.entries(systems))('%s is said in words, without a patch', (name, text) => {
  const folder = temporaryFolder();
  write(folder, `${name}.yaml`, text);
  const run = runSlipway(['import', `${name}.yaml`], { workingDirectory: folder });
  const synth = runSlipway(['synth'], { workingDirectory: folder });
  const rendered = filesBelow(folder)
    .filter((path) => /^services\/.*\.yaml$/.test(path) && !path.endsWith('kustomization.yaml'))
    .map((path) => load(readFileSync(join(folder, path), 'utf8')));

  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect({ ...synth, stdout: '' }).toMatchObject({ exitCode: 0, stderr: '' });
  expect(differencesBetween(loadAll(text), rendered)).toEqual([]);
  expect(rendered).toHaveLength(1);
  expect(load(readFileSync(join(folder, `catalog/services/${name}/service.yaml`), 'utf8'))).not.toHaveProperty(
    'patches',
  );
});
