import { verbs } from '../../src/changes/verbs';
import { changeRequestOf } from '../../src/portal/change-request-of';
import type { PortalCall, PortalVerb } from '../../src/portal/portal-call';

const names = {
  services: new Set(['web', 'web-eu', 'payment-service']),
  placements: new Map([
    ['web-eu-prod', { service: 'web', environment: 'eu-prod' }],
    ['payment-service-prod', { service: 'payment-service', environment: 'prod' }],
  ]),
};

function aCall(verb: PortalVerb, identifier: string | undefined, properties: PortalCall['properties']): PortalCall {
  const entity = identifier === undefined ? undefined : { identifier };
  return { verb, runId: 'r_1', entity, properties, claimed: {} };
}

test.each<[string, PortalCall, object]>([
  [
    'promote from where the entity is',
    aCall('promote', 'payment-service-prod', {
      target_environment: 'dr',
      run_tests: true,
      change_ticket: 'CHG-1',
      reason: 'why',
    }),
    {
      verb: 'promote',
      fields: { service: 'payment-service', from: 'prod', to: 'dr' },
      ticket: 'CHG-1',
      runTests: true,
      reason: 'why',
    },
  ],
  [
    'promote a service from wherever it has to come',
    aCall('promote', 'web-eu', { target_environment: 'prod', release: 'v1' }),
    { fields: { service: 'web-eu', to: 'prod', release: 'v1' }, runTests: false },
  ],
  [
    'roll back',
    aCall('rollback', 'web-eu-prod', { target_version: 'v1.1.0', reason: 'bug' }),
    { verb: 'rollback', fields: { service: 'web', environment: 'eu-prod', release: 'v1.1.0' }, reason: 'bug' },
  ],
  [
    'scale a service, with the environment said',
    aCall('scale', 'web', { environment: 'prod', replicas: 10, cpu_limit: '2000m', memory_limit: '2Gi', until: '4h' }),
    {
      verb: 'scale',
      fields: { service: 'web', environment: 'prod', replicas: 10, cpuLimit: '2000m', memoryLimit: '2Gi', until: '4h' },
    },
  ],
  [
    'create',
    aCall('create', undefined, { name: 'orders', team: 'x', reason: 'new', change_ticket: 'CHG-2' }),
    { verb: 'create', fields: { name: 'orders', team: 'x' }, reason: 'new', ticket: 'CHG-2' },
  ],
  [
    'approve',
    aCall('approve', undefined, { proposal: 'r_0', comment: 'fine' }),
    { verb: 'approve', fields: { proposal: 'r_0' }, reason: 'fine' },
  ],
])('calls become requests: %s', (_, call, request) => {
  const answer = changeRequestOf(call, names);

  expect(answer).toEqual({ request: expect.objectContaining({ runId: 'r_1', ...request }) });
  // The verb that is asked takes these fields.
  const verb = verbs.find(({ name }) => 'request' in answer && name === answer.request.verb);
  if (verb !== undefined && 'request' in answer)
    expect(verb.fields.safeParse(answer.request.fields).error).toBeUndefined();
});

test.each<[string, PortalCall, string]>([
  [
    'an unknown entity',
    aCall('promote', 'payment-servic', { target_environment: 'prod' }),
    'did you mean "payment-service"?',
  ],
  ['a service without a place', aCall('scale', 'web', { replicas: 1 }), 'does not say where'],
  [
    'two places',
    aCall('scale', 'payment-service-prod', { environment: 'dev', replicas: 1 }),
    'says another environment, "dev"',
  ],
])('%s is no request', (_, call, fault) => {
  expect(changeRequestOf(call, names)).toEqual({ fault: expect.stringContaining(fault) });
});
