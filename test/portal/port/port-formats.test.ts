import { endCall, entitiesCall, linkCall, logCall, runCall } from '../../../src/portal/port/calls';
import { deploymentEntity, mergedEntity, serviceEntity } from '../../../src/portal/port/entities';
import { hasEnded, runApprovers, runPeople } from '../../../src/portal/port/run-people';

const end = { isSuccess: false, label: 'Refused', summary: 'no ticket', link: 'https://x' };

test.each([
  [
    'the log of a run',
    logCall('r_1', 'hello'),
    { method: 'POST', path: '/v1/actions/runs/r_1/logs', body: { message: 'hello' } },
  ],
  [
    'the end of a run',
    endCall('r_1', end),
    {
      method: 'PATCH',
      path: '/v1/actions/runs/r_1?version=v2',
      body: { status: 'FAILURE', statusLabel: 'Refused', summary: 'no ticket', link: 'https://x' },
    },
  ],
  [
    'a link',
    linkCall('r_1', 'https://x', 'Waiting'),
    { path: '/v1/actions/runs/r_1?version=v2', body: { link: 'https://x', statusLabel: 'Waiting' } },
  ],
  [
    'the end of a run of a workflow',
    endCall('wfnr_1', { ...end, isSuccess: true }),
    {
      method: 'PATCH',
      path: '/v1/workflows/nodes/runs/wfnr_1',
      body: { status: 'COMPLETED', result: 'SUCCESS', output: { summary: 'no ticket', link: 'https://x' } },
    },
  ],
  [
    'the log of a run of a workflow',
    logCall('wfnr_1', 'hello'),
    { path: '/v1/workflows/nodes/runs/wfnr_1', body: { logs: [{ message: 'hello' }] } },
  ],
  ['a run whose id would lead out', runCall('a/../b'), { path: '/v1/actions/runs/a%2F..%2Fb?version=v2' }],
])('%s goes where Port takes it', (_, call, expected) => {
  expect(call).toMatchObject(expected);
});

test('entities are laid over what is there, and name their cause while there is one', () => {
  const entity = deploymentEntity({ service: 'web', environment: 'prod', version: 'v1', replicas: 5 });
  const { path, body } = entitiesCall('deployment', [entity], 'r_1');

  expect(path).toBe('/v1/blueprints/deployment/entities/bulk?upsert=true&merge=true&run_id=r_1');
  expect(entitiesCall('deployment', [entity]).path).not.toContain('run_id');
  expect(entitiesCall('deployment', [entity], 'wfnr_1').path).not.toContain('run_id');
  expect(body).toEqual({
    entities: [
      {
        identifier: 'web-prod',
        properties: { service: 'web', environment: 'prod', version: 'v1', replicas: 5 },
        relations: { service: 'web', environment: 'prod' },
      },
    ],
  });
});

test('R0-24: a deployment has the properties that the portal knows, and no others', () => {
  const all = {
    version: 'v1',
    status: 'Healthy',
    syncStatus: 'Synced',
    replicas: 5,
    readyReplicas: 4,
    cpuRequested: 1,
    memoryRequested: 2560,
    cpuLimit: 5,
    memoryLimit: 5120,
    autoSync: false,
    promotedFrom: 'staging',
    changeTicket: 'CHG-12345',
    sourceCommittedAt: '2025-12-31T22:00:00Z',
    deployedAt: '2026-01-01T00:00:00Z',
  };

  expect(Object.keys(deploymentEntity({ service: 'web', environment: 'prod', ...all }).properties)).toEqual([
    'service',
    'environment',
    'version',
    'status',
    'sync_status',
    'replicas',
    'ready_replicas',
    'cpu_requested',
    'memory_requested',
    'cpu_limit',
    'memory_limit',
    'auto_sync',
    'promoted_from',
    'change_ticket',
    'source_committed_at',
    'deployed_at',
  ]);
});

test('R0-23: a service has a team, where that is known', () => {
  expect(serviceEntity({ service: 'web', team: 'a', port: 8080, status: 'active' }, 'microservice')).toEqual({
    blueprint: 'microservice',
    identifier: 'web',
    properties: { name: 'web', team: 'a', port: 8080, status: 'active' },
    relations: { team: 'a' },
  });
  expect(serviceEntity({ service: 'web' }, 'microservice').relations).toEqual({});
});

test('a later state replaces what it says and leaves the rest', () => {
  const before = deploymentEntity({ service: 'web', environment: 'prod', version: 'v1', status: 'Healthy' });
  const after = deploymentEntity({ service: 'web', environment: 'prod', status: 'Degraded' });

  expect(mergedEntity(before, after).properties).toMatchObject({ version: 'v1', status: 'Degraded' });
});

test('who asked is whom the API of Port names, and everything else is a claim', () => {
  const run = { id: 'r_1', status: 'IN_PROGRESS', createdBy: 'auth0|dev', impersonatedBy: 'auth0|boss', extra: 1 };
  const claimed = { email: 'somebody@company.com', userId: 'auth0|sre' };

  expect(runPeople({ ok: true, run }, claimed)).toEqual({
    asker: { name: 'auth0|dev', proof: 'portal' },
    alsoInvolved: [{ name: 'auth0|boss', proof: 'portal' }],
  });
  expect(runPeople({ ok: true, run: { ...run, impersonatedBy: null } }, claimed).alsoInvolved).toEqual([]);
  expect(runPeople({ ok: true, run: { ...run, createdBy: null } }, claimed).asker).toEqual({
    name: 'somebody@company.com',
    proof: 'claimed',
  });
  expect(runPeople(undefined, { userId: 'auth0|sre' }).asker).toEqual({ name: 'auth0|sre', proof: 'claimed' });
  expect(runPeople('nonsense', {}).asker).toEqual({ name: 'somebody unknown', proof: 'claimed' });
});

test('who approved at the portal is whoever did, and nobody who was asked or is against it', () => {
  const approvers = [
    { userId: 'auth0|a', state: 'APPROVED', description: 'fine' },
    { userId: 'auth0|b', state: 'PENDING', description: null },
    { userId: 'auth0|c', state: 'DECLINED' },
  ];

  expect(runApprovers({ ok: true, approvers })).toEqual([{ name: 'auth0|a', proof: 'portal' }]);
  expect(runApprovers({ ok: false })).toEqual([]);
});

test.each([
  ['IN_PROGRESS', false],
  ['WAITING_FOR_APPROVAL', false],
  ['SUCCESS', true],
  ['FAILURE', true],
])('a run that is %s has ended: %s', (status, expected) => {
  expect(hasEnded({ run: { id: 'r_1', status } })).toBe(expected);
});
