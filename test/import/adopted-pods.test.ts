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
