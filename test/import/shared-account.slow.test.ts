import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load, loadAll } from 'js-yaml';

import { runSlipway } from '../helpers/run-slipway';
import { differencesBetween } from '../helpers/same-objects';
import { temporaryFolder } from '../helpers/temporary-folder';
import { filesBelow, write } from '../helpers/tree';

const workload = (name: string, account: string, more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      serviceAccountName: ${account}
      ${more}
      containers:
        - name: ${name}
          image: "registry.example.com/shop/${name}:1.2.3"
          ports: [{ name: http, containerPort: 8080 }]
          env:
            - { name: DB, value: "postgres://db.prod.svc.cluster.local:5432/shop" }
            - { name: API_KEY, valueFrom: { secretKeyRef: { name: api, key: key } } }
---
`;

const cron = `apiVersion: batch/v1
kind: CronJob
metadata: { name: clean }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          serviceAccountName: robot
          restartPolicy: Never
          containers: [{ name: clean, image: "registry.example.com/shop/clean:1.0.0" }]
---
`;

const account = `apiVersion: v1
kind: ServiceAccount
metadata: { name: robot, annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::1:role/r" } }
`;

/** "api" and "web" run as one account, "jobs" as one that others make. */
const texts = [
  workload('api', 'robot'),
  workload('web', 'robot', 'imagePullSecrets: [{ name: registry }]'),
  workload('worker', 'made-by-others'),
  cron,
  account,
];

function imported() {
  const folder = temporaryFolder();
  write(folder, 'k8s/all.yaml', texts.join(''));
  const run = runSlipway(['import', 'k8s'], { workingDirectory: folder });
  const read = (file: string): unknown => load(readFileSync(join(folder, 'catalog', file), 'utf8'));
  return { folder, run, read };
}

test('an account of several services is made by one of them, and said by the others', () => {
  const { folder, read } = imported();
  const synth = runSlipway(['synth'], { workingDirectory: folder });
  const rendered = filesBelow(folder)
    .filter((path) => /^services\/.*\.yaml$/.test(path) && !path.endsWith('kustomization.yaml'))
    .map((path) => load(readFileSync(join(folder, path), 'utf8')));
  const objects = texts.flatMap((text) => loadAll(text)).filter((one) => one !== null);

  expect({ ...synth, stdout: '' }).toMatchObject({ exitCode: 0, stderr: '' });
  expect(differencesBetween(objects, rendered)).toEqual([]);
  expect(rendered).toHaveLength(objects.length);
  expect(read('services/api/service.yaml')).toMatchObject({
    names: { account: 'robot' },
    identity: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/r' } },
  });
  const web = read('services/web/service.yaml');
  expect(web).toMatchObject({ identity: { account: 'robot' }, pull: { secrets: ['registry'] } });
  expect(read('services/worker/service.yaml')).toMatchObject({ identity: { account: 'made-by-others' } });
  expect(read('services/clean/service.yaml')).toMatchObject({ identity: { account: 'robot' } });
  for (const name of ['api', 'web', 'worker']) {
    expect(read(`services/${name}/service.yaml`)).not.toHaveProperty('patches');
  }
});

test('what nobody has said is a list with the lines to fill in, and with what has to be there', () => {
  const { folder, run } = imported();
  const lines = run.stdout.split('\n').map((line) => line.trim());
  const asked = lines.filter((line) => line.startsWith('catalog/'));

  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  // Each of them is a line of a file that says something of it.
  for (const [key, about] of [
    ['team', 'no label says which team owns it'],
    ['repository', 'the URL by which Argo CD reads this repository'],
    ['cluster', 'the version of the cluster'],
    ['secretStore', 'which store External Secrets read'],
  ] as const) {
    const [file = '', line = ''] = asked.find((one) => one.includes(about))?.split(':') ?? [];
    expect([key, readFileSync(join(folder, file), 'utf8').split('\n')[Number(line) - 1]]).toEqual([
      key,
      expect.stringMatching(new RegExp(`^${key}:`)),
    ]);
  }
  expect(lines).toContain('Secret api, for Deployment api, Deployment web, Deployment worker');
  expect(lines).toContain('Secret registry, for Deployment web');
  expect(lines).toContain('ServiceAccount made-by-others, for Deployment worker');
  expect(lines).not.toContainEqual(expect.stringContaining('ServiceAccount robot'));
  expect(lines).toContain('db.prod.svc.cluster.local:5432 (api: DB, web: DB, worker: DB)');
});
