import { aController, call, promotion, until } from './a-controller';
import { MockPort } from './mock-port';

let port: MockPort;

beforeEach(async () => {
  port = await MockPort.start();
});

afterEach(async () => {
  await port.stop();
});

test('R0-25: a signed promotion is accepted, done once, and told to the portal in the order that the portal takes', async () => {
  const run = port.addRun('r_1', { createdBy: 'auth0|dev', impersonatedBy: 'auth0|robot' });
  const controller = await aController({ portalUrl: port.url });

  const answer = await call(controller, '/webhooks/promote', promotion('r_1'));
  await until(() => run.status !== 'IN_PROGRESS');

  expect(answer).toMatchObject({
    status: 202,
    body: { runId: 'r_1', operation: expect.stringMatching(/^op_[0-9a-f]{24}$/) },
  });
  expect([...controller.door.done.values()]).toMatchObject([
    {
      request: {
        runId: 'r_1',
        verb: 'promote',
        fields: { service: 'payment-service', from: 'staging', to: 'prod' },
        ticket: 'CHG-12345',
        runTests: true,
      },
      asker: { name: 'auth0|dev', proof: 'portal' },
      alsoInvolved: [{ name: 'auth0|robot', proof: 'portal' }],
      claimedEmail: 'developer@company.com',
    },
  ]);
  expect(run).toMatchObject({ status: 'SUCCESS', link: 'https://git.example.com/commit/r_1' });
  expect(run.logs).toEqual([expect.stringContaining('r_1 is in Git')]);
  expect(port.entities.get('deployment/payment-service-prod')).toEqual({
    properties: {
      service: 'payment-service',
      environment: 'prod',
      version: 'v1.3.0',
      promoted_from: 'staging',
      change_ticket: 'CHG-12345',
    },
    relations: { service: 'payment-service', environment: 'prod' },
  });
  expect(port.refusals()).toEqual([]);
  expect(port.calls.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`)).toEqual([
    'POST /v1/auth/access_token',
    'GET /v1/actions/runs/r_1',
    'GET /v1/actions/runs/r_1/approvers',
    'POST /v1/blueprints/deployment/entities/bulk',
    'POST /v1/actions/runs/r_1/logs',
    'PATCH /v1/actions/runs/r_1',
  ]);
});
