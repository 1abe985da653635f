import { decodeCall } from '../../../src/portal/port/decode-call';
import type { PortalVerb } from '../../../src/portal/portal-call';

const properties = { target_environment: 'prod', run_tests: true, change_ticket: 'CHG-12345' };
const entity = { identifier: 'payment-service-staging', blueprint: 'deployment' };

/** As the source has it. */
const plain = {
  action: 'promote_deployment',
  entity,
  properties,
  context: { userEmail: 'developer@company.com', runId: 'run_12345' },
};
const versioned = {
  ...plain,
  apiVersion: 'gitops.platform/v1',
  context: { ...plain.context, userId: 'auth0|XXXXX', at: '2023-11-13T15:20:16.641Z' },
};
/** As Port sends it when an action has no body of its own, and with what its agent adds. */
const envelope = {
  action: 'promote_deployment',
  resourceType: 'run',
  status: 'TRIGGERED',
  trigger: {
    by: {
      orgId: 'org_XXX',
      userId: 'auth0|XXXXX',
      user: {
        email: 'developer@company.com',
        firstName: 'D',
        lastName: 'E',
        providers: ['port'],
        status: 'ACTIVE',
        id: 'auth0|XXXXX',
      },
    },
    origin: 'UI',
    at: '2023-11-13T15:20:16.641Z',
  },
  context: { entity: 'e_iQfaF14FJln6GVBn', blueprint: 'deployment', runId: 'run_12345' },
  headers: {},
  payload: {
    entity: { ...entity, title: 'x', icon: null, team: [], properties: {}, relations: {}, createdBy: 'auth0|X' },
    action: { invocationMethod: { type: 'WEBHOOK', agent: false }, trigger: 'DAY-2' },
    properties,
    censoredProperties: [],
  },
};

test.each([
  ['of its own, with a version', versioned, 'auth0|XXXXX'],
  ['without a version', plain, undefined],
  ["of Port's envelope", envelope, 'auth0|XXXXX'],
])('a call in the form %s is the same call', (_, body, userId) => {
  expect(decodeCall('promote', body)).toEqual({
    value: {
      verb: 'promote',
      runId: 'run_12345',
      entity,
      properties,
      claimed: { email: 'developer@company.com', userId },
    },
  });
});

const made = {
  name: 'orders',
  team: 'payments-team',
  language: 'java',
  framework: 'spring-boot',
  template: 'api-service',
  port: 8080,
  database: true,
  redis: false,
  public: true,
};
test.each([
  ['null', { ...plain, entity: null, properties: made }],
  [
    'an identifier that is null',
    { ...plain, entity: { identifier: null, blueprint: 'microservice' }, properties: made },
  ],
  ['missing', { ...plain, entity: undefined, properties: made }],
  [
    'null in the envelope',
    {
      ...envelope,
      context: { ...envelope.context, entity: null },
      payload: { ...envelope.payload, entity: null, properties: made },
    },
  ],
])('a service is created on no entity: %s', (_, body) => {
  expect(decodeCall('create', body)).toMatchObject({ value: { verb: 'create', entity: undefined, properties: made } });
});

test('what was left empty in a form was not said', () => {
  expect(
    decodeCall('promote', { ...plain, properties: { ...properties, change_ticket: '', reason: null } }),
  ).toMatchObject({
    value: { properties: { target_environment: 'prod', run_tests: true } },
  });
});

test.each<[string, PortalVerb, object, string, string]>([
  [
    'an unknown property',
    'promote',
    { properties: { ...properties, runTests: true } },
    'properties.runTests',
    'unknown key "runTests"',
  ],
  ['a missing property', 'promote', { properties: {} }, 'properties.target_environment', 'missing'],
  ['a property of another type', 'scale', { properties: { replicas: '10' } }, 'properties.replicas', 'must be'],
  ['a number that is none', 'scale', { properties: { replicas: 1.5 } }, 'properties.replicas', ''],
  ['too many replicas', 'scale', { properties: { replicas: 1e9 } }, 'properties.replicas', ''],
  [
    'a reason of two lines',
    'rollback',
    { properties: { reason: 'one\nApproved-By: me' } },
    'properties.reason',
    'one line',
  ],
  [
    'a reason with a separator of lines',
    'rollback',
    { properties: { reason: 'one\u2028two' } },
    'properties.reason',
    'one line',
  ],
  ['a reason that is too long', 'rollback', { properties: { reason: 'x'.repeat(256) } }, 'properties.reason', '255'],
  [
    'a ticket that is none',
    'promote',
    { properties: { ...properties, change_ticket: 'CHG 1' } },
    'properties.change_ticket',
    'CHG-12345',
  ],
  [
    'a version that is an option',
    'rollback',
    { properties: { target_version: '--upload-pack=x' } },
    'properties.target_version',
    'version',
  ],
  [
    'a name that leads out',
    'promote',
    { properties: { target_environment: '../prod' } },
    'properties.target_environment',
    '',
  ],
  [
    'a secret',
    'rollback',
    { properties: { reason: `use ghp_${'a1B2'.repeat(9)} here` } },
    'properties.reason',
    'looks like a secret',
  ],
  ['a run id that leads out', 'promote', { context: { runId: '../../x' } }, 'context.runId', 'letters'],
  ['a run id that is too long', 'promote', { context: { runId: 'x'.repeat(101) } }, 'context.runId', 'letters'],
  [
    'an entity that leads out',
    'promote',
    { entity: { identifier: '..', blueprint: 'deployment' } },
    'entity.identifier',
    'identifier',
  ],
  ['no entity', 'promote', { entity: null }, 'entity', 'says no entity'],
  ['another version', 'promote', { apiVersion: 'gitops.platform/v9' }, 'apiVersion', 'not allowed'],
  ['an unknown key', 'promote', { extra: 1 }, 'extra', 'unknown key "extra"'],
  ['an answer to nothing', 'approve', { properties: {} }, 'properties.proposal', 'missing'],
  [
    'an answer of a digest that is none',
    'approve',
    { properties: { proposal: 'r_1', of: 'x' } },
    'properties.of',
    'sha256',
  ],
])('%s is refused, where it is and why', (_, verb, over, path, message) => {
  expect(decodeCall(verb, { ...plain, ...over })).toEqual({
    problems: expect.arrayContaining([
      expect.objectContaining({ path: path.split('.'), message: expect.stringContaining(message) }),
    ]),
  });
});

test.each([undefined, null, 1, 'text', [], {}, { payload: null }, { payload: {}, context: {} }])(
  '%j is no call',
  (body) => {
    expect(decodeCall('promote', body)).toHaveProperty('problems');
  },
);

test('no problem shows a secret', () => {
  const token = `ghp_${'a1B2'.repeat(9)}`;

  expect(
    JSON.stringify(
      decodeCall('promote', { ...plain, apiVersion: token, properties: { target_environment: token, token } }),
    ),
  ).not.toContain(token);
});
