import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load, loadAll } from 'js-yaml';

import { runSlipway, type Run } from '../helpers/run-slipway';
import { differencesBetween } from '../helpers/same-objects';
import { temporaryFolder } from '../helpers/temporary-folder';
import { filesBelow, write } from '../helpers/tree';

type Files = Readonly<Record<string, string>>;

/** Imports files, renders the catalog, and compares by an oracle that is not the import. */
function imported(files: Files, ...words: readonly string[]) {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) write(folder, path, text);
  const run = runSlipway(['import', ...words], { workingDirectory: folder });
  return { folder, run };
}

/** What is rendered of an imported catalog, below the folders of services. */
function rendered(folder: string): readonly unknown[] {
  const synth = runSlipway(['synth'], { workingDirectory: folder });
  expect({ ...synth, stdout: '' }).toMatchObject({ exitCode: 0, stderr: '' });
  return filesBelow(folder)
    .filter((path) => /^services\/.*\.yaml$/.test(path) && !path.endsWith('kustomization.yaml'))
    .map((path) => load(readFileSync(join(folder, path), 'utf8')));
}

function expectExact(folder: string, run: Run, wanted: readonly string[]): void {
  const objects = wanted.flatMap((text) => loadAll(text)).filter((one) => one !== null);
  const there = rendered(folder);
  expect(run.stdout).toContain(`${objects.length} objects, 0 differences`);
  expect(differencesBetween(objects, there)).toEqual([]);
  expect(there).toHaveLength(objects.length);
}

const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { run: web } }
spec:
  selector: { matchLabels: { run: web } }
  template:
    metadata: { labels: { run: web } }
    spec:
      initContainers: [{ name: wait, image: "busybox:1", command: [sleep, "1"] }]
      nodeSelector: { pool: big }
      containers:
        - name: server
          image: nginx
          ports: [{ containerPort: 80 }]
          env: [{ name: Z, value: "1" }, { name: A, value: "2" }, { name: IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }]
          volumeMounts: [{ name: cache, mountPath: /cache }]
        - { name: log, image: "log:1", args: [a] }
      volumes: [{ name: cache, emptyDir: {} }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: LoadBalancer, selector: { run: web }, ports: [{ port: 80 }] }
`;

/** Workloads without ports and of other kinds, objects of no workload, and several workloads behind one Service. */
const others = `apiVersion: apps/v1
kind: Deployment
metadata: { name: worker }
spec:
  replicas: 3
  strategy: { type: Recreate }
  selector: { matchLabels: { app: worker, role: work } }
  template:
    metadata: { labels: { app: worker, role: work } }
    spec:
      serviceAccountName: robot
      containers: [{ name: main, image: "registry.example.com:5000/team/worker:1.2", securityContext: { runAsUser: 0 } }]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: robot, annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::1:role/r" } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: robot }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: clean }
spec:
  schedule: "0 3 * * *"
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: "c:1" }] } } } }
---
apiVersion: example.com/v1
kind: Thing
metadata: { name: it }
spec: { a: 1, b: [] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: "db:5", volumeMounts: [{ name: a, mountPath: /a }, { name: b, mountPath: /b }] }] }
  volumeClaimTemplates:
    - metadata: { name: a }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
    - metadata: { name: b }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }
`;

const version = (name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: reviews-${name} }
spec:
  selector: { matchLabels: { app: reviews, version: ${name} } }
  template:
    metadata: { labels: { app: reviews, version: ${name} } }
    spec: { containers: [{ name: reviews, image: "example.com/reviews:${name}", ports: [{ containerPort: 9080 }] }] }
---
`;
const versions = `${['v1', 'v2', 'v3'].map(version).join('')}apiVersion: v1
kind: Service
metadata: { name: reviews }
spec: { selector: { app: reviews }, ports: [{ name: http, port: 9080 }] }
`;

test('a catalog renders what was imported: nothing is added, closed, called otherwise or left behind', () => {
  const { folder, run } = imported(
    { 'k8s/web.yaml': web, 'k8s/others.yaml': others, 'k8s/versions.yaml': versions },
    'k8s',
  );

  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expectExact(folder, run, [web, others, versions]);
  expect(filesBelow(folder).filter((path) => /^catalog\/services\/[^/]+\/service\.yaml$/.test(path))).toHaveLength(9);
});

test('what the vocabulary says is said in it, and its conventions are named', () => {
  const { folder } = imported({ 'web.yaml': web }, 'web.yaml', '--team', 'shop');

  expect(load(readFileSync(join(folder, 'catalog/services/web/service.yaml'), 'utf8'))).toMatchObject({
    team: 'shop',
    image: 'nginx',
    ports: [{ name: 'http', containerPort: 80 }],
    env: { Z: '1', A: '2' },
    scheduling: { nodeSelector: { pool: 'big' } },
    initContainers: { wait: { image: 'busybox:1' } },
    selector: { run: 'web' },
    names: { container: 'server' },
    unadopted: expect.arrayContaining(['liveness-probe', 'network-policy', 'security-context', 'image-tag']),
  });
});

test('containers besides are said as such, with their ports, and no patch adds them', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: queue, labels: { app: queue } }
spec:
  selector: { matchLabels: { app: queue } }
  template:
    metadata: { labels: { app: queue } }
    spec:
      initContainers:
        - { name: proxy, image: "proxy:2", restartPolicy: Always, livenessProbe: { exec: { command: [alive] } } }
        - { name: wait, image: "busybox:1", command: [sleep, "1"], env: [{ name: B, value: "1" }, { name: A, value: "2" }] }
      containers:
        - { name: queue, image: "queue:3", ports: [{ name: amqp, containerPort: 5672 }] }
        - name: exporter
          image: "exporter:1"
          ports: [{ name: metrics, containerPort: 9090 }]
          resources: { limits: { memory: 64Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: queue, labels: { app: queue } }
spec:
  selector: { app: queue }
  ports: [{ name: amqp, port: 5672, targetPort: amqp }, { name: metrics, port: 9090, targetPort: metrics }]
`;
  const { folder, run } = imported({ 'a.yaml': text }, 'a.yaml');
  const service = load(readFileSync(join(folder, 'catalog/services/queue/service.yaml'), 'utf8'));

  expectExact(folder, run, [text]);
  expect(service).toMatchObject({
    ports: [
      { name: 'amqp', containerPort: 5672 },
      { name: 'metrics', containerPort: 9090, container: 'exporter' },
    ],
    initContainers: { wait: { image: 'busybox:1', command: ['sleep', '1'], env: { B: '1', A: '2' } } },
    sidecars: {
      proxy: { image: 'proxy:2', probes: { liveness: { protocol: 'exec', command: ['alive'] } } },
      exporter: { image: 'exporter:1', native: false, resources: { limits: { cpu: 'none', memory: '64Mi' } } },
    },
  });
  expect(service).not.toHaveProperty('patches');
});

test('volumes and variables of every sort are words, in their order, and no patch adds them', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: app, labels: { app: app } }
spec:
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec:
      initContainers:
        - { name: fill, image: "busybox:1", command: [cp], volumeMounts: [{ name: work, mountPath: /out }] }
      containers:
        - name: app
          image: "example.com/app:1"
          ports: [{ name: http, containerPort: 8080 }]
          env:
            - { name: Z, value: "1" }
            - { name: IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }
            - { name: A, value: "$(IP)" }
            - { name: PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password, optional: true } } }
            - { name: FLAG, valueFrom: { configMapKeyRef: { name: flags, key: flag } } }
            - { name: CPU, valueFrom: { resourceFieldRef: { resource: limits.cpu, divisor: 1m } } }
          envFrom: [{ secretRef: { name: broker }, prefix: BROKER_ }, { configMapRef: { name: shared, optional: true } }]
          volumeMounts:
            - { name: work, mountPath: /work, subPath: a }
            - { name: tls, mountPath: /tls, readOnly: true }
            - { name: site, mountPath: /etc/site.conf, subPath: site.conf }
            - { name: data, mountPath: /data }
            - { name: node, mountPath: /node }
            - { name: who, mountPath: /who }
      volumes:
        - { name: work, emptyDir: { medium: Memory, sizeLimit: 16Mi } }
        - { name: tls, secret: { secretName: tls, defaultMode: 288, items: [{ key: tls.crt, path: cert.pem }] } }
        - { name: site, configMap: { name: site } }
        - { name: data, persistentVolumeClaim: { claimName: app-data } }
        - { name: node, hostPath: { path: /var/log } }
        - name: who
          projected:
            sources:
              - serviceAccountToken: { path: token, audience: vault }
              - downwardAPI: { items: [{ path: labels, fieldRef: { fieldPath: metadata.labels } }] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: app-data }
spec: { accessModes: [ReadWriteMany], resources: { requests: { storage: 1Gi } } }
`;
  const { folder, run } = imported({ 'a.yaml': text }, 'a.yaml');
  const service = load(readFileSync(join(folder, 'catalog/services/app/service.yaml'), 'utf8'));

  expectExact(folder, run, [text]);
  expect(service).toMatchObject({
    env: { Z: '1', IP: { field: 'status.podIP' }, A: '$(IP)', PASSWORD: { secret: 'db', key: 'password' } },
    envFrom: [
      { secret: 'broker', prefix: 'BROKER_' },
      { configMap: 'shared', optional: true },
    ],
    volumes: {
      work: {
        emptyDir: { medium: 'Memory', size: '16Mi' },
        mounts: [
          { mountPath: '/work', subPath: 'a' },
          { mountPath: '/out', container: 'fill' },
        ],
      },
      tls: { secret: { name: 'tls', mode: '0440', items: { 'tls.crt': 'cert.pem' } } },
      data: { existingClaim: 'app-data' },
      node: { hostPath: { path: '/var/log' } },
      who: { projected: { sources: [{ token: { audience: 'vault' } }, { fields: { labels: 'metadata.labels' } }] } },
    },
  });
  expect(service).not.toHaveProperty('patches');
});

test('what containers may do is said as it was, in its order and its spelling, and a port leads to the one of its number', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: app, labels: { app: app } }
spec:
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec:
      containers:
        - name: app
          image: "example.com/app:1"
          ports: [{ containerPort: 8080 }]
          securityContext: { runAsNonRoot: true, runAsUser: 10001, readOnlyRootFilesystem: true, capabilities: { drop: [all], add: [SETUID, CHOWN] } }
---
apiVersion: v1
kind: Service
metadata: { name: app, labels: { app: app } }
spec: { selector: { app: app }, ports: [{ port: 8080 }] }
`;
  const { folder, run } = imported({ 'a.yaml': text }, 'a.yaml');
  const service = load(readFileSync(join(folder, 'catalog/services/app/service.yaml'), 'utf8'));

  expectExact(folder, run, [text]);
  expect(service).toMatchObject({
    security: { runAsUser: 10001, capabilities: ['SETUID', 'CHOWN'], drop: ['all'], privilegeEscalation: true },
  });
  expect(service).not.toHaveProperty('patches');
  expect(service).not.toHaveProperty('resources');
});

test('pods that all end before others start are words', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: app, labels: { app: app } }
spec:
  strategy: { type: Recreate, rollingUpdate: null }
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec: { containers: [{ name: app, image: "example.com/app:1" }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: other }
data: { a: b }
`;
  const { folder, run } = imported({ 'a.yaml': text }, 'a.yaml');

  expectExact(folder, run, [text]);
  const service = load(readFileSync(join(folder, 'catalog/services/app/service.yaml'), 'utf8'));
  expect(service).toMatchObject({ rollout: { strategy: 'recreate' } });
  expect(service).not.toHaveProperty('patches');
});

test('several claims of a pod, and a pod on each node, are words', () => {
  const text = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, labels: { app: db } }
spec:
  serviceName: db
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: db
          image: "example.com/db:5"
          ports: [{ name: sql, containerPort: 5432 }]
          volumeMounts: [{ name: data, mountPath: /data, subPath: pg }, { name: wal, mountPath: /wal }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], storageClassName: fast, resources: { requests: { storage: 1Gi } } }
    - metadata: { name: wal }
      spec: { accessModes: [ReadWriteOncePod], resources: { requests: { storage: 2Gi } } }
---
apiVersion: v1
kind: Service
metadata: { name: db, labels: { app: db } }
spec: { clusterIP: None, selector: { app: db }, ports: [{ name: sql, port: 5432, targetPort: sql }] }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, labels: { app: agent } }
spec:
  selector: { matchLabels: { app: agent } }
  updateStrategy: { rollingUpdate: { maxUnavailable: 2 } }
  template:
    metadata: { labels: { app: agent } }
    spec:
      tolerations: [{ operator: Exists, effect: NoSchedule }]
      containers:
        - { name: agent, image: "example.com/agent:5", volumeMounts: [{ name: logs, mountPath: /logs, readOnly: true }] }
      volumes: [{ name: logs, hostPath: { path: /var/log, type: Directory } }]
`;
  const { folder, run } = imported({ 'a.yaml': text }, 'a.yaml');
  const [db, agent] = ['db', 'agent'].map((name) =>
    load(readFileSync(join(folder, `catalog/services/${name}/service.yaml`), 'utf8')),
  );

  expectExact(folder, run, [text]);
  expect(db).toMatchObject({
    storage: [
      { size: '1Gi', mountPath: '/data', subPath: 'pg', className: 'fast' },
      { name: 'wal', size: '2Gi', mountPath: '/wal', accessMode: 'ReadWriteOncePod' },
    ],
    podManagement: 'parallel',
  });
  expect(agent).toMatchObject({
    runs: 'everywhere',
    ports: [],
    rollout: { strategy: 'rolling', maxSurge: 0, maxUnavailable: 2 },
    volumes: { logs: { hostPath: { path: '/var/log', type: 'Directory' } } },
  });
  expect(agent).not.toHaveProperty('patches');
});

test('pods that keep their names and have no claims are members, by a Service for each pod that others call, too', () => {
  const text = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: cache }
spec:
  serviceName: cache
  replicas: 3
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: cache } }
  template:
    metadata: { labels: { app: cache } }
    spec: { containers: [{ name: cache, image: "memcached:1.6", ports: [{ name: client, containerPort: 11211 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: cache }
spec: { clusterIP: None, selector: { app: cache }, ports: [{ name: client, port: 11211, targetPort: client }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: queue }
spec:
  serviceName: queue-nodes
  selector: { matchLabels: { app: queue } }
  template:
    metadata: { labels: { app: queue } }
    spec: { containers: [{ name: queue, image: "example.com/queue:1", ports: [{ name: client, containerPort: 5672 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: queue }
spec: { selector: { app: queue }, ports: [{ name: client, port: 5672, targetPort: client }] }
---
apiVersion: v1
kind: Service
metadata: { name: queue-nodes }
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: queue }, ports: [{ name: client, port: 5672, targetPort: client }] }
`;
  const { folder, run } = imported({ 'a.yaml': text }, 'a.yaml');
  const [cache, queue] = ['cache', 'queue'].map((name) =>
    load(readFileSync(join(folder, `catalog/services/${name}/service.yaml`), 'utf8')),
  );

  expectExact(folder, run, [text]);
  expect(run.stdout).toContain('100 % in the words of the catalog');
  expect(cache).toMatchObject({ runs: 'members', podManagement: 'parallel', scale: { owner: 'fixed', replicas: 3 } });
  expect(queue).toMatchObject({ runs: 'members', names: { headless: 'queue-nodes' } });
});

test('jobs are services that run nothing else', () => {
  const text = `apiVersion: batch/v1
kind: CronJob
metadata: { name: clean }
spec:
  schedule: "0 3 * * *"
  timeZone: Etc/UTC
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers: [{ name: c, image: "c:1", command: [run], env: [{ name: B, value: "1" }, { name: A, value: "2" }] }]
---
apiVersion: batch/v1
kind: Job
metadata: { name: seed }
spec:
  backoffLimit: 3
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: seed, image: "ghcr.io/a/seed:1", resources: { limits: { memory: 64Mi } } }]
`;
  const { folder, run } = imported({ 'a.yaml': text }, 'a.yaml');
  const [clean, seed] = ['clean', 'seed'].map((name) =>
    load(readFileSync(join(folder, `catalog/services/${name}/service.yaml`), 'utf8')),
  );

  expectExact(folder, run, [text]);
  expect(clean).toMatchObject({
    runs: 'jobs',
    ports: [],
    names: { container: 'c' },
    jobs: { clean: { schedule: '0 3 * * *', command: ['run'], env: { B: '1', A: '2' }, restart: 'onFailure' } },
  });
  expect(seed).toMatchObject({ runs: 'jobs', jobs: { seed: { when: 'once', retries: 3 } } });
  for (const service of [clean, seed]) expect(service).not.toHaveProperty('patches');
});

test('objects as a cluster shows them are those that somebody wrote', () => {
  const live = web
    .replace(
      'metadata: { name: web, labels: { run: web } }',
      'metadata: { name: web, uid: a, resourceVersion: "1", generation: 2, creationTimestamp: "2026-01-01T00:00:00Z", labels: { run: web }, annotations: { deployment.kubernetes.io/revision: "3" } }',
    )
    .replace(
      'nodeSelector:',
      'dnsPolicy: ClusterFirst\n      restartPolicy: Always\n      schedulerName: default-scheduler\n      securityContext: {}\n      nodeSelector:',
    )
    .replace(
      'spec: { type: LoadBalancer,',
      'status: { loadBalancer: {} }\nspec: { type: LoadBalancer, sessionAffinity: None,',
    );
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: loadAll(live) });
  const { folder, run } = imported({ 'live.json': list }, 'live.json');

  expectExact(folder, run, [web]);
});

test('environments that differ have their differences in overlays', () => {
  const dev = web.replace('pool: big', 'pool: small').replace('image: nginx', 'image: "nginx:1.27"');
  const prod = web.replace('image: nginx', 'image: "nginx:1.26"');
  const { folder, run } = imported({ 'envs/dev/a.yaml': dev, 'envs/prod/a.yaml': prod }, 'envs');
  const there = rendered(folder).map((one) => JSON.stringify(one));

  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  for (const [text, pool] of [
    [dev, 'small'],
    [prod, 'big'],
  ] as const) {
    const own = there.filter((one) => one.includes('"kind":"Service"') || one.includes(`"pool":"${pool}"`));
    expect(
      differencesBetween(
        loadAll(text),
        own.map((one) => JSON.parse(one)),
      ),
    ).toEqual([]);
  }
});

test('a file that cannot be read does not stop the others, and is told', () => {
  const { folder, run } = imported({ 'k8s/a.yaml': web, 'k8s/b.yaml': 'kind: Service\na: [\n' }, 'k8s');

  expect(run.exitCode).toBe(1);
  expect(run.stderr).toContain('k8s/b.yaml:');
  expect(differencesBetween(loadAll(web), rendered(folder))).toEqual([]);
});

test('it adds to a catalog that is there, and replaces none of it', () => {
  const { folder } = imported({ 'a.yaml': web, 'b.yaml': versions }, 'a.yaml');
  const before = readFileSync(join(folder, 'catalog/platform.yaml'), 'utf8');
  const again = runSlipway(['import', 'b.yaml'], { workingDirectory: folder });
  const twice = runSlipway(['import', 'b.yaml'], { workingDirectory: folder });

  expect(again).toMatchObject({ exitCode: 0, stderr: '' });
  expect(readFileSync(join(folder, 'catalog/platform.yaml'), 'utf8')).toBe(before);
  expect(
    differencesBetween(
      [web, versions].flatMap((text) => loadAll(text)),
      rendered(folder),
    ),
  ).toEqual([]);
  expect(twice).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('already; nothing is overwritten') });
});

test('values of secrets stay behind, unless it is said that they are in Git anyway', () => {
  const plain = `${web.replace('- name: server', '- name: server\n          stdin: true').replace('{ name: Z, value: "1" }', '{ name: DB_PASSWORD, value: hunter2hunter2 }')}---
apiVersion: v1
kind: Secret
metadata: { name: s }
stringData: { a: hunter3hunter3 }
`;
  const careful = imported({ 'a.yaml': plain }, 'a.yaml');
  const kept = imported({ 'a.yaml': plain }, 'a.yaml', '--keep-plain-secrets');
  const textsOf = (folder: string): string =>
    filesBelow(join(folder, 'catalog'))
      .map((path) => readFileSync(join(folder, 'catalog', path), 'utf8'))
      .join('\n');

  expect(careful.run.exitCode).toBe(1);
  expect(careful.run.stdout).toContain('Deployment web: the variable DB_PASSWORD');
  expect(textsOf(careful.folder)).not.toMatch(/hunter/);
  expect(kept.run.exitCode).toBe(0);
  expect(textsOf(kept.folder)).not.toMatch(/hunter3/);
  expect(differencesBetween(loadAll(plain).slice(0, 2), rendered(kept.folder))).toEqual([]);
});

test('a tag that no version can be is in a manifest', () => {
  const text = web.replace('image: nginx', 'image: nginx:1.0_');

  const { folder, run } = imported({ 'a.yaml': text }, 'a.yaml');

  expectExact(folder, run, [text]);
});

test('a version that nobody has said is not rendered', () => {
  const { folder } = imported({ 'a.yaml': web }, 'a.yaml');
  write(folder, 'catalog/services/web/live.yaml', 'release: { version: to-be-filled-in }\n');

  const { exitCode, stderr } = runSlipway(['synth'], { workingDirectory: folder });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('stands for a version that nobody has said yet');
});

/** Labels and annotations of each object, Services of every kind, and an Ingress with hosts and paths. */
const exposed = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop-v1, labels: { app: shop, version: v1, crew: a }, annotations: { example.com/owner: "{\\"a\\": 1}" } }
spec:
  progressDeadlineSeconds: 1200
  selector: { matchLabels: { app: shop, version: v1 } }
  template:
    metadata:
      labels: { app: shop, version: v1, mesh: "on" }
      annotations: { prometheus.io/scrape: "true" }
    spec:
      serviceAccountName: shop-account
      containers:
        - name: shop
          image: "example.com/shop:v1"
          ports: [{ name: http, containerPort: 8080 }, { name: admin, containerPort: 9090 }, { name: dns, containerPort: 5353, protocol: UDP }]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: shop-account, labels: { account: shop }, annotations: { iam.gke.io/gcp-service-account: "shop@example.iam" } }
---
apiVersion: v1
kind: Service
metadata: { name: shop, labels: { app: shop, service: shop }, annotations: { example.com/lb: inside } }
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [10.0.0.0/8]
  externalTrafficPolicy: Local
  sessionAffinity: ClientIP
  selector: { app: shop }
  ports:
    - { name: http, port: 80, targetPort: http, nodePort: 30080 }
    - { name: admin, port: 9090, targetPort: admin }
    - { name: dns, port: 53, targetPort: dns, protocol: UDP }
---
apiVersion: v1
kind: Service
metadata: { name: shop-members, labels: { app: shop, version: v1 } }
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector: { app: shop, version: v1 }
  ports: [{ name: web, port: 8080, targetPort: http }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop-ingress, labels: { app: shop }, annotations: { cert-manager.io/cluster-issuer: letsencrypt } }
spec:
  ingressClassName: nginx
  rules:
    - host: a.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: shop, port: { number: 80 } } } }
          - { path: /admin, pathType: Exact, backend: { service: { name: shop, port: { number: 9090 } } } }
    - host: b.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: shop, port: { number: 80 } } } }
          - { path: /admin, pathType: Exact, backend: { service: { name: shop, port: { number: 9090 } } } }
  tls: [{ hosts: [a.example.com, b.example.com], secretName: shop-tls }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: shop }
spec: { minAvailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, selector: { matchLabels: { app: shop, version: v1 } } }
`;

test('who comes from outside, other Services, labels and annotations are said in words', () => {
  const { folder, run } = imported({ 'a.yaml': exposed }, 'a.yaml');
  const service = load(readFileSync(join(folder, 'catalog/services/shop/service.yaml'), 'utf8'));

  expectExact(folder, run, [exposed]);
  expect(service).toMatchObject({
    public: true,
    ports: [{ name: 'http', port: 80 }, { name: 'admin' }, { name: 'dns', port: 53, protocol: 'udp' }],
    progressDeadlineSeconds: 1200,
    disruption: { minAvailable: 1 },
    service: {
      type: 'LoadBalancer',
      selectorLabels: ['app'],
      sourceRanges: ['10.0.0.0/8'],
      externalTrafficPolicy: 'Local',
      sessionAffinity: 'ClientIP',
      nodePorts: { http: 30_080 },
    },
    moreServices: { 'shop-members': { headless: true, unready: true, ports: { web: { target: 'http', port: 8080 } } } },
    exposure: {
      kind: 'ingress',
      hosts: ['a.example.com', 'b.example.com'],
      routes: { 'route-02': { path: '/admin', pathType: 'exact', port: 'admin' } },
      tlsSecret: 'shop-tls',
    },
    identity: { annotations: { 'iam.gke.io/gcp-service-account': 'shop@example.iam' } },
    metadata: {
      workload: { labels: { crew: 'a' }, annotations: { 'example.com/owner': '{"a": 1}' } },
      pods: { labels: { mesh: 'on' }, annotations: { 'prometheus.io/scrape': 'true' } },
      service: { labels: { service: 'shop' }, annotations: { 'example.com/lb': 'inside' } },
      account: { labels: { account: 'shop' } },
      route: { labels: { app: 'shop' }, annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } },
    },
    names: { workload: 'shop-v1', account: 'shop-account', route: 'shop-ingress' },
  });
  expect(service).not.toHaveProperty('patches');
  expect(filesBelow(join(folder, 'catalog')).filter((path) => path.includes('/manifests/'))).toEqual([]);
});

test('a Service of several workloads is one of several variants', () => {
  const { folder, run } = imported({ 'a.yaml': versions }, 'a.yaml');
  const service = load(readFileSync(join(folder, 'catalog/services/reviews/service.yaml'), 'utf8'));

  expectExact(folder, run, [versions]);
  // It runs nothing of its own.
  const [, overlay] = filesBelow(folder)
    .filter((path) => path.startsWith('catalog/services/reviews/'))
    .toSorted((a) => (a.endsWith('service.yaml') ? -1 : 1));
  expect(load(readFileSync(join(folder, overlay ?? ''), 'utf8'))).toEqual({});
  expect(service).toMatchObject({
    runs: 'variants',
    variants: ['reviews-v1', 'reviews-v2', 'reviews-v3'],
    selector: { app: 'reviews' },
    ports: [{ name: 'http', containerPort: 9080 }],
  });
});

/** An add-on as people publish it: in the namespace of Kubernetes, called like its system, with a Service of other ports. */
const addOn = `apiVersion: apps/v1
kind: Deployment
metadata: { name: probe, namespace: kube-system, labels: { app.kubernetes.io/part-of: probe } }
spec:
  minReadySeconds: 5
  selector: { matchLabels: { app: probe } }
  template:
    metadata: { labels: { app: probe } }
    spec:
      containers:
        - name: probe
          image: example.com/probe:1
          ports: [{ name: https, containerPort: 8443 }, { name: metrics, containerPort: 9090 }]
          lifecycle: { preStop: { exec: { command: [drain] } } }
          volumeMounts: [{ name: certs, mountPath: /certs }, { name: room, mountPath: /room }]
      volumes:
        - { name: certs, csi: { driver: csi.example.com, volumeAttributes: { issuer: ca } } }
        - { name: room, ephemeral: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } } } }
---
apiVersion: v1
kind: Service
metadata: { name: probe, namespace: kube-system }
spec: { selector: { app: probe }, ports: [{ name: api, port: 443, targetPort: https }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: notes, namespace: default }
data: { a: b }
`;

test('an add-on of a cluster is said in words: where it runs, its ports, its volumes, and what it does before it ends', () => {
  const { folder, run } = imported({ 'probe/a.yaml': addOn }, 'probe');

  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expectExact(folder, run, [addOn]);
  expect(run.stdout).toContain('0 % in patches');
  expect(load(readFileSync(join(folder, 'catalog/services/probe/service.yaml'), 'utf8'))).toMatchObject({
    minReadySeconds: 5,
    preStop: { command: ['drain'] },
    ports: [{ name: 'https', containerPort: 8443, port: 443 }, { name: 'metrics' }],
    service: { ports: { api: { target: 'https' } } },
    volumes: { certs: { csi: { driver: 'csi.example.com' } }, room: { ephemeral: { size: '1Gi' } } },
  });
});

test('an object with a secret in a text stays behind as a whole, and nothing else does', () => {
  const address = ['postgres://app', 'hunter2hunter2@db/app'].join(':');
  const text = `${web}---
apiVersion: v1
kind: ConfigMap
metadata: { name: addresses }
data: { DATABASE: "${address}" }
`;

  const { folder, run } = imported({ 'a.yaml': text }, 'a.yaml', '--keep-plain-secrets');

  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain('ConfigMap addresses: the text at data.DATABASE, with all of the object');
  expect(differencesBetween(loadAll(web), rendered(folder))).toEqual([]);
});

test('what no API server of today takes is left out, at the place where it is written, and nothing else is', () => {
  const budget = `apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { minAvailable: 1, selector: { matchLabels: { run: web } } }
`;

  const { folder, run } = imported({ 'k8s/web.yaml': web, 'k8s/budget.yaml': budget }, 'k8s');

  expect(run.exitCode).toBe(1);
  expect(run.stderr).toContain(
    'k8s/budget.yaml:1:13: apiVersion: PodDisruptionBudget "web" is left out: policy/v1beta1 PodDisruptionBudget is no kind of Kubernetes 1.36',
  );
  expect(run.stdout).toContain('0 % in manifests');
  expect(differencesBetween(loadAll(web), rendered(folder))).toEqual([]);
});

test('a class with dots, and a namespace called as a project of Argo CD is', () => {
  const ingress = exposed.replace('ingressClassName: nginx', 'ingressClassName: webapprouting.example.com');
  const ofCluster = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b, namespace: default }\ndata: { a: b }\n`;
  const { folder, run } = imported({ 'a.yaml': ingress }, 'a.yaml');
  const named = imported({ 'default.yaml': `${ofCluster}---\n${web}` }, 'default.yaml', '--env', 'default');

  expectExact(folder, run, [ingress]);
  expect(readFileSync(join(folder, 'catalog/environments/live.yaml'), 'utf8')).toContain('webapprouting.example.com');
  expectExact(named.folder, named.run, [ofCluster, web]);
});

test('an address with a password is a variable that stays behind, whatever is permitted', () => {
  const address = ['postgres://app', 'hunter2hunter2@db/app'].join(':');
  const text = web.replace(
    '{ name: A, value: "2" }',
    `{ name: A, value: "2" }, { name: DATABASE, value: "${address}" }`,
  );

  const { folder, run } = imported({ 'a.yaml': text }, 'a.yaml', '--keep-plain-secrets');

  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain('Deployment web: the variable DATABASE');
  expect(differencesBetween(loadAll(web), rendered(folder))).toEqual([]);
});

test('documentation in the schema of a resource is no secret', () => {
  const text = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: rules.example.com }
spec:
  group: example.com
  scope: Cluster
  names: { kind: Rule, plural: rules, singular: rule, listKind: RuleList }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            action: { type: string, description: "What is done:\\nPass: the packet goes on to the next rule" }
`;

  const { folder, run } = imported({ 'a.yaml': text }, 'a.yaml');

  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect(differencesBetween(loadAll(text), rendered(folder))).toEqual([]);
});

test('annotations of Reloader about Secrets are words, where pods read some', () => {
  const secret = '{ name: TOKEN, valueFrom: { secretKeyRef: { name: s, key: t } } }';
  const annotated = (name: string, annotation: string, env: string): string =>
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, annotations: { ${annotation}: "true", example.com/a: b } }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: "example.com/a:1", env: [${env}] }] }
`;
  const all = [
    annotated('reads', 'secret.reloader.stakater.com/auto', secret),
    annotated('both', 'reloader.stakater.com/auto', secret),
    annotated('none', 'secret.reloader.stakater.com/auto', ''),
  ];
  const { folder, run } = imported({ 'a.yaml': all.join('---\n') }, 'a.yaml');
  const [reads, both, none] = ['reads', 'both', 'none'].map((name) =>
    load(readFileSync(join(folder, `catalog/services/${name}/service.yaml`), 'utf8')),
  );

  expectExact(folder, run, all);
  expect(run.stdout).toContain('100 % in the words of the catalog');
  expect(reads).toMatchObject({
    secrets: { reload: 'reloader' },
    metadata: { workload: { annotations: { 'example.com/a': 'b' } } },
  });
  for (const other of [both, none]) expect(other).not.toHaveProperty('secrets');
});

test('braces of others stay as they are', () => {
  const variables =
    '{ name: B, value: "http://x.{environment}.svc" }, { name: C, value: "{{service}} {env} {status} ${team}" }';
  const text = web.replace('{ name: A, value: "2" }', variables);
  const { folder, run } = imported({ 'web.yaml': text }, 'web.yaml');

  expectExact(folder, run, [text]);
  const service = readFileSync(join(folder, 'catalog/services/web/service.yaml'), 'utf8');
  expect(service).toContain('http://x.{{environment}}.svc');
  expect(service).toContain('{{{service}}} {{env}} {status} ${team}');
});

test('what the catalog refuses of a service is left to a patch, and its callers go on calling it in words', () => {
  // A probe of a sidecar's port, which no word of the catalog asks.
  const asked = web
    .replace('image: nginx', 'image: nginx\n          livenessProbe: { httpGet: { port: health } }')
    .replace('args: [a] }', 'args: [a], ports: [{ name: health, containerPort: 9000 }] }');

  const { folder, run } = imported({ 'a.yaml': asked }, 'a.yaml');

  expectExact(folder, run, [asked]);
  expect(load(readFileSync(join(folder, 'catalog/services/web/service.yaml'), 'utf8'))).toMatchObject({
    env: { Z: '1', A: '2' },
  });
});

test('each environment has the image of its own repository', () => {
  const text = (repository: string): string => others.split('---')[0]?.replace('/team/', `/${repository}/`) ?? '';
  const { folder, run } = imported({ 'envs/dev/a.yaml': text('dev'), 'envs/prod/a.yaml': text('prod') }, 'envs');

  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  const synth = runSlipway(['synth'], { workingDirectory: folder });
  expect(synth.exitCode).toBe(0);
  const images = ['dev', 'prod'].map((environment) =>
    readFileSync(join(folder, `services/worker/overlays/${environment}/deployment.yaml`), 'utf8'),
  );
  expect(images[0]).toContain('/dev/worker:1.2');
  expect(images[1]).toContain('/prod/worker:1.2');
});

test('a limit of memory alone says that there is none of CPU', () => {
  const resources = 'resources: { requests: { cpu: 50m, memory: 1Gi }, limits: { memory: 1Gi } }';
  const wanted = web.replace('image: nginx\n', `image: nginx\n          ${resources}\n`);
  const { folder, run } = imported({ 'k8s/all.yaml': wanted }, 'k8s');

  expectExact(folder, run, [wanted]);
  expect(load(readFileSync(join(folder, 'catalog/services/web/service.yaml'), 'utf8'))).toMatchObject({
    resources: { requests: { cpu: '50m', memory: '1Gi' }, limits: { cpu: 'none', memory: '1Gi' } },
  });
});

test('secrets of the registry are words, and addresses that a server has chosen are no differences', () => {
  const written = web.replace('      nodeSelector:', '      imagePullSecrets: [{ name: ghcr }]\n      nodeSelector:');
  const served = written.replace(
    'spec: { type: LoadBalancer,',
    'spec: { type: LoadBalancer, clusterIP: 10.0.0.7, clusterIPs: [10.0.0.7], ipFamilies: [IPv4], ipFamilyPolicy: SingleStack,',
  );
  const { folder, run } = imported({ 'web.yaml': served }, 'web.yaml');
  const service = readFileSync(join(folder, 'catalog/services/web/service.yaml'), 'utf8');

  expectExact(folder, run, [written]);
  expect(load(service)).toMatchObject({ pull: { secrets: ['ghcr'] } });
  expect(service).not.toMatch(/clusterIP|ipFamil|imagePullSecrets/);
});

test('stores that a system brings, and annotations that copy its Secrets, are listed by its platform', () => {
  const text = `${web}---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: own }
spec: { provider: { vault: { server: https://vault.example.com, auth: {} } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ca, annotations: { reflector.v1.k8s.emberstack.com/reflection-allowed: "true" } }
data: { ca: x }
`;

  const { folder, run } = imported({ 'k8s/all.yaml': text }, 'k8s', '--env', 'dev');

  expectExact(folder, run, [text]);
  expect(load(readFileSync(join(folder, 'catalog', 'platform.yaml'), 'utf8'))).toMatchObject({
    secrets: { stores: ['SecretStore/own'], copiers: ['reflector.v1.k8s.emberstack.com'] },
  });
});

test('keys of the secret store that objects take are places that the platform lists, as patterns where they can be', () => {
  const external = (name: string, rest: string): string =>
    `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: ${name} }\nspec:\n  refreshInterval: 1h\n  secretStoreRef: { name: vault, kind: ClusterSecretStore }\n  target: { name: ${name} }\n${rest}\n`;
  const secrets = [
    external('shared', '  dataFrom: [{ extract: { key: everywhere/ca } }]'),
    external('templated', '  data: [{ secretKey: a, remoteRef: { key: team/web } }]').replace(
      'target: { name: templated }',
      'target: { name: templated, template: { data: { a: "{{ .a }}" } } }',
    ),
  ];
  const text = [web, ...secrets].join('---\n');

  const { folder, run } = imported({ 'k8s/all.yaml': text }, 'k8s', '--env', 'dev');

  expectExact(folder, run, [text]);
  const platform = readFileSync(join(folder, 'catalog', 'platform.yaml'), 'utf8');
  expect(load(platform)).toMatchObject({
    secrets: { places: expect.arrayContaining(['{environment}/{service}', 'everywhere/ca']) },
  });
});
