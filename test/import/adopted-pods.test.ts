import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';

import { runSlipway } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { write } from '../helpers/tree';

/** A DaemonSet that takes what is in the namespace, of which no file is here. */
const agent = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: live }
spec:
  selector: { matchLabels: { app: agent } }
  updateStrategy: { rollingUpdate: { maxUnavailable: 3 } }
  template:
    metadata: { labels: { app: agent } }
    spec:
      containers:
        - name: agent
          image: ghcr.io/a/agent:1
          env:
            - { name: NODE, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
            - { name: FLAG, valueFrom: { configMapKeyRef: { name: flags, key: flag } } }
          envFrom: [{ configMapRef: { name: shared } }]
          volumeMounts: [{ name: cache, mountPath: /cache }, { name: ca, mountPath: /ca, readOnly: true }, { name: who, mountPath: /who }]
      volumes:
        - { name: cache, persistentVolumeClaim: { claimName: cache } }
        - { name: ca, configMap: { name: ca } }
        - { name: who, projected: { sources: [{ serviceAccountToken: { path: token } }] } }
`;

test('with every convention, what is elsewhere is still read from there', () => {
  const workingDirectory = temporaryFolder();
  write(workingDirectory, 'k8s/agent.yaml', agent);

  const { exitCode, stderr } = runSlipway(['import', 'k8s', '--adopt-all', '--env', 'live=k8s'], { workingDirectory });

  expect({ isRead: exitCode === 0 || exitCode === 1, stderr }).toEqual({ isRead: true, stderr: '' });
  expect(load(readFileSync(join(workingDirectory, 'catalog/services/agent/service.yaml'), 'utf8'))).toMatchObject({
    runs: 'everywhere',
    rollout: { strategy: 'rolling', maxSurge: 0, maxUnavailable: 3 },
    env: { NODE: { field: 'spec.nodeName' }, FLAG: { configMap: 'flags', key: 'flag' } },
    envFrom: [{ configMap: 'shared' }],
    volumes: {
      cache: { existingClaim: 'cache', mounts: [{ mountPath: '/cache' }] },
      ca: { configMap: { name: 'ca' }, mounts: [{ mountPath: '/ca', readOnly: true }] },
      who: { projected: { sources: [{ token: { path: 'token' } }] } },
    },
  });
});

test('with every convention, members without volumes are members, and volumes that nobody can say are named', () => {
  const workingDirectory = temporaryFolder();
  const set = (name: string, mounts: string, claims: string): string => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name}, namespace: live }
spec:
  serviceName: ${name}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: "ghcr.io/a/${name}:1", ports: [{ name: tcp, containerPort: 7000 }], volumeMounts: [${mounts}] }] }
  volumeClaimTemplates: [${claims}]
`;
  const claim =
    '{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }';
  write(workingDirectory, 'k8s/cache.yaml', set('cache', '', ''));
  write(workingDirectory, 'k8s/seed.yaml', set('seed', '{ name: data, mountPath: /data, readOnly: true }', claim));

  const { stdout } = runSlipway(['import', 'k8s', '--adopt-all', '--env', 'live=k8s'], { workingDirectory });

  for (const name of ['cache', 'seed'])
    expect(load(readFileSync(join(workingDirectory, `catalog/services/${name}/service.yaml`), 'utf8'))).toMatchObject({
      runs: 'members',
    });
  expect(stdout.match(/no volume of its pods can be said/g)).toHaveLength(1);
});

/** A cluster whose policy lets its members reach each other at one port. */
const cluster = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: queue, namespace: live }
spec:
  serviceName: queue
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: queue } }
  template:
    metadata: { labels: { app: queue } }
    spec:
      containers:
        - name: queue
          image: ghcr.io/a/queue:1
          ports: [{ name: amqp, containerPort: 5672 }, { name: dist, containerPort: 25672 }]
          volumeMounts: [{ name: data, mountPath: /data }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: v1
kind: Service
metadata: { name: queue, namespace: live }
spec: { clusterIP: None, selector: { app: queue }, ports: [{ name: amqp, port: 5672 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: queue, namespace: live }
spec:
  podSelector: { matchLabels: { app: queue } }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: queue } } }]
      ports: [{ port: dist }]
    - from: [{ podSelector: { matchLabels: { app: other } } }]
      ports: [{ port: amqp }]
`;

test('with every convention, members of a cluster still reach each other, and start as they did', () => {
  const workingDirectory = temporaryFolder();
  write(workingDirectory, 'k8s/queue.yaml', cluster);

  runSlipway(['import', 'k8s', '--adopt-all', '--env', 'live=k8s'], { workingDirectory });

  expect(load(readFileSync(join(workingDirectory, 'catalog/services/queue/service.yaml'), 'utf8'))).toMatchObject({
    peers: ['dist'],
    podManagement: 'parallel',
    storage: { size: '1Gi', mountPath: '/data' },
  });
});
