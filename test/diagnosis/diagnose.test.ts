import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Case } from '../../src/diagnosis/case';
import { causes } from '../../src/diagnosis/causes';
import { diagnose } from '../../src/diagnosis/diagnose';

/** A service that runs as it should. */
const well: Case = {
  service: 'web',
  environment: 'dev',
  namespace: 'dev',
  application: 'web-dev',
  parents: ['root-dev'],
  isAutomatic: true,
  isRetired: false,
  now: '2026-11-29T10:01:00Z',
  applications: [
    {
      metadata: { name: 'web-dev' },
      status: {
        health: { status: 'Healthy' },
        sync: { status: 'Synced' },
        operationState: {
          phase: 'Succeeded',
          startedAt: '2026-11-29T09:00:00Z',
          syncResult: { resources: [{ kind: 'Deployment', name: 'web', status: 'Synced' }] },
        },
      },
    },
  ],
  objects: [
    {
      kind: 'Deployment',
      metadata: { name: 'web' },
      status: { conditions: [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }] },
    },
    { kind: 'ReplicaSet', metadata: { name: 'web-5f' }, status: { replicas: 1 } },
    {
      kind: 'Pod',
      metadata: { name: 'web-5f-x2x4z' },
      status: {
        conditions: [{ type: 'PodScheduled', status: 'True' }],
        containerStatuses: [
          { name: 'web', ready: true, restartCount: 0, state: { running: { startedAt: '2026-11-29T09:00:00Z' } } },
        ],
      },
    },
    { kind: 'Rollout', metadata: { name: 'other' }, status: { phase: 'Healthy' } },
    {
      kind: 'ExternalSecret',
      metadata: { name: 'web-secrets' },
      status: { conditions: [{ type: 'Ready', status: 'True', reason: 'SecretSynced' }] },
    },
  ],
  events: [
    {
      involvedObject: { name: 'web-5f-x2x4z' },
      reason: 'Unhealthy',
      message: 'Readiness probe failed: connection refused',
    },
    { involvedObject: { name: 'web-5f' }, reason: 'SuccessfulCreate', message: 'Created pod' },
  ],
  gaps: [],
};

const causesOf = (one: Partial<Case>): readonly string[] =>
  diagnose({ ...well, ...one }).findings.map(({ cause }) => cause);

test('every file is a cause of its name, and is asked', () => {
  const files = readdirSync(join(__dirname, '../../src/diagnosis/causes')).filter((file) => file !== 'index.ts');

  expect(causes.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
});

test.each(causes)('R1-18, R2-27: $id is found in its example, and says what to do', (cause) => {
  const found = diagnose({ ...well, ...cause.example }).findings;

  expect(found.map((one) => one.cause)).toContain(cause.id);
  for (const { what, remedy } of found) {
    expect(what).not.toMatch(/undefined|\[object/);
    expect(remedy).not.toMatch(/undefined|\[object/);
  }
});

test('a service that runs has no cause, whatever events of its start are left', () => {
  expect(diagnose(well)).toEqual({ health: 'Healthy', sync: 'Synced', findings: [], gaps: [] });
});

test('what is retired has nothing that could be wrong with it', () => {
  expect(causesOf({ isRetired: true, applications: [] })).toEqual([]);
});

test('five pods with the same trouble are one finding', () => {
  const pod = (name: string) => ({
    kind: 'Pod',
    metadata: { name },
    status: {
      containerStatuses: [
        { name: 'web', image: 'web:v2', state: { waiting: { reason: 'ErrImagePull', message: 'not found' } } },
      ],
    },
  });

  expect(causesOf({ objects: ['a', 'b', 'c', 'd', 'e'].map((end) => pod(`web-7d4b9c6f5d-x2x4${end}`)) })).toEqual([
    'image-pull',
  ]);
});

test('a process that a probe has ended is not told as one that ends by itself', () => {
  const status = {
    name: 'web',
    restartCount: 5,
    ready: false,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { reason: 'Error', exitCode: 137 } },
  };
  const objects = [{ kind: 'Pod', metadata: { name: 'web-5f-x2x4z' }, status: { containerStatuses: [status] } }];
  const said = (message: string) => [{ involvedObject: { name: 'web-5f-x2x4z' }, reason: 'Unhealthy', message }];

  expect(causesOf({ objects, events: said('Liveness probe failed: 404') })).toEqual(['liveness-probe']);
  expect(causesOf({ objects, events: [] })).toEqual(['crash-loop']);
});

test('a refusal that is a policy or a quota is not told twice', () => {
  const refused = (message: string) => ({
    applications: [
      {
        metadata: { name: 'web-dev' },
        status: {
          operationState: {
            phase: 'Failed',
            syncResult: { resources: [{ kind: 'Deployment', name: 'web', status: 'SyncFailed', message }] },
          },
        },
      },
    ],
  });

  expect(causesOf(refused('admission webhook "policy" denied the request: no'))).toEqual(['refused-by-policy']);
  expect(causesOf(refused('exceeded quota: namespace'))).toEqual(['quota']);
  expect(causesOf(refused('field is immutable'))).toEqual(['sync-failed']);
});

test('who is synced by people waits for them, and who is not does not', () => {
  const applications = [{ metadata: { name: 'web-dev' }, status: { sync: { status: 'OutOfSync' } } }];
  const remedyOf = (isAutomatic: boolean) => diagnose({ ...well, applications, isAutomatic }).findings[0]?.what;

  expect(remedyOf(false)).toContain('is synced by people');
  expect(remedyOf(true)).toContain('does not begin a sync by itself');
});

test('a sync is stuck after ten minutes, and not before', () => {
  const example = causes.find(({ id }) => id === 'stuck-progressing')?.example;

  expect(causesOf({ ...example, now: '2026-11-29T10:09:59Z' })).toEqual([]);
  expect(causesOf({ ...example, now: '2026-11-29T10:10:00Z' })).toEqual(['stuck-progressing']);
});

test('a plugin that Argo Rollouts has not is told, and not where it has it or nobody could look', () => {
  const example = causes.find(({ id }) => id === 'rollouts-plugin')?.example;
  // As the chart of Argo Rollouts writes it.
  const config = (name: string) => ({
    kind: 'ConfigMap',
    metadata: { name: 'argo-rollouts-config', namespace: 'argo-rollouts' },
    data: { trafficRouterPlugins: `- location: file:///plugins/gatewayapi\n  name: ${name}\n` },
  });

  expect(causesOf({ ...example, rolloutsConfigs: [] })).toEqual(['rollouts-plugin']);
  expect(causesOf({ ...example, rolloutsConfigs: [config('argoproj-labs/gatewayAPI2')] })).toEqual(['rollouts-plugin']);
  expect(causesOf({ ...example, rolloutsConfigs: [config('other # argoproj-labs/gatewayAPI')] })).toEqual([
    'rollouts-plugin',
  ]);
  expect(causesOf({ ...example, rolloutsConfigs: [config('argoproj-labs/gatewayAPI')] })).toEqual([]);
  expect(causesOf({ ...example, rolloutsConfigs: undefined })).toEqual([]);
});

test('a claim that waits for its pod is no trouble, and one that nobody makes a volume for is told once', () => {
  const claim = { kind: 'PersistentVolumeClaim', metadata: { name: 'data-web-0' }, status: { phase: 'Pending' } };
  const waiting = {
    kind: 'Pod',
    metadata: { name: 'web-0' },
    status: {
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
        },
      ],
    },
  };
  const said = (reason: string, message: string) => [{ involvedObject: { name: 'data-web-0' }, reason, message }];
  const first = said('WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  const noClass = said('FailedBinding', 'no persistent volumes available for this claim and no storage class is set');
  const found = diagnose({ ...well, objects: [claim, waiting], events: noClass }).findings;

  expect(causesOf({ objects: [claim], events: first })).toEqual([]);
  expect(causesOf({ objects: [claim, waiting], events: first })).toEqual(['unschedulable']);
  expect(found.map(({ cause }) => cause)).toEqual(['claim-pending']);
  expect(found[0]?.remedy).toContain('no default StorageClass');
});
