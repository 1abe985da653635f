import { decodeCall } from '../../../src/portal/port/decode-call';
import { deploymentEntity, serviceEntity } from '../../../src/portal/port/entities';
import { portalVerbs } from '../../../src/portal/portal-call';
import type { PortalVerb } from '../../../src/portal/portal-call';
import { runHere } from '../../helpers/run-in-process';
import { shippedCatalog } from '../../helpers/shipped-catalog';

const controller = 'https://gitops.example.com';

async function configuration() {
  const { stdout, exitCode } = await runHere(['portal', '--catalog', shippedCatalog, '--controller', `${controller}/`]);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

/** What Port knows when somebody has pressed a button. */
const known: Readonly<Record<string, unknown>> = {
  '.action.identifier': 'an_action',
  '.action.blueprint': 'deployment',
  '.entity.identifier': 'payment-service-staging',
  '.run.id': 'r_HardNzG6kzc9vWOQ',
  '.trigger.by.user.email': 'somebody@example.com',
  '.trigger.by.userId': 'auth0|somebody',
  '.trigger.at': '2026-11-30T10:00:00Z',
};

/** A body as Port fills it in: a text that is one expression becomes its value, which may be a mapping. */
function filled(body: unknown, inputs: object): unknown {
  const text = JSON.stringify(body, (_, value) => {
    const expression = typeof value === 'string' ? /^\{\{ (\.[\w.]+) \}\}$/.exec(value)?.[1] : undefined;
    if (expression === undefined) return value;
    const found = expression === '.inputs' ? inputs : known[expression];
    if (found === undefined) throw new Error(`Port knows no ${expression}`);
    return found;
  });
  return JSON.parse(text);
}

/** What somebody fills in, as an example of each document has it. */
const inputs: Readonly<Record<PortalVerb, readonly [path: string, inputs: object]>> = {
  create: [
    'create-microservice',
    {
      name: 'payment-service',
      team: 'backend-team',
      language: 'java',
      framework: 'spring-boot',
      template: 'api-service',
      port: 8080,
      database: true,
      redis: false,
      public: true,
    },
  ],
  promote: ['promote', { target_environment: 'prod', run_tests: true, change_ticket: 'CHG-12345' }],
  rollback: ['rollback', { target_version: 'v1.1.0', reason: 'Critical bug in payment processing' }],
  scale: ['scale', { replicas: 10, cpu_limit: '2000m', memory_limit: '2Gi', reason: 'Black Friday', until: '4h' }],
  approve: ['approve', { proposal: 'r_1', comment: 'looks good' }],
  reject: ['reject', { proposal: 'r_1' }],
};

test.each(portalVerbs)(
  'R0-02, R0-25, R0-26, R0-27: what the action to %s sends is what the controller takes',
  async (verb) => {
    const [path, said] = inputs[verb];
    const { actions } = await configuration();
    const action = actions.find(
      ({ invocationMethod }: { invocationMethod: { url: string } }) =>
        invocationMethod.url === `${controller}/webhooks/${path}`,
    );
    const { properties, required } = action.trigger.userInputs;

    expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(said)));
    expect(Object.keys(said)).toEqual(expect.arrayContaining(required));
    for (const [name, value] of Object.entries(said)) {
      expect({ name, type: properties[name].type }).toEqual({ name, type: typeof value });
      if (properties[name].enum !== undefined) expect(properties[name].enum).toContain(value);
      if (properties[name].pattern !== undefined) expect(value).toMatch(new RegExp(properties[name].pattern));
    }
    expect(decodeCall(verb, filled(action.invocationMethod.body, said))).toMatchObject({
      value: { verb, runId: 'r_HardNzG6kzc9vWOQ', properties: said },
    });
  },
);

test('R0-02: a form offers teams, environments and templates that there are', async () => {
  const { actions } = await configuration();
  const inputsOf = (identifier: string) =>
    actions.find((one: { identifier: string }) => one.identifier === identifier).trigger.userInputs.properties;

  expect(inputsOf('create_microservice').team.enum).toContain('backend-team');
  expect(inputsOf('create_microservice').template.enum).toContain('api-service');
  expect(inputsOf('promote_deployment').target_environment.enum).toEqual(['dev', 'prod', 'staging']);
});

test('R0-23, R0-24, R0-30: every property and relation that the controller tells is one of its blueprint', async () => {
  const { blueprints } = await configuration();
  const known = new Map<string, { schema: { properties: object }; relations: object }>(
    blueprints.map((one: { identifier: string }) => [one.identifier, one]),
  );
  const told = [
    deploymentEntity({
      service: 'payment-service',
      environment: 'prod',
      version: 'v1.2.0',
      status: 'Healthy',
      syncStatus: 'Synced',
      replicas: 5,
      readyReplicas: 5,
      cpuRequested: 1,
      memoryRequested: 2560,
      cpuLimit: 5,
      memoryLimit: 5120,
      autoSync: false,
      promotedFrom: 'staging',
      changeTicket: 'CHG-12345',
      sourceCommittedAt: '2026-11-30T08:00:00Z',
      deployedAt: '2026-11-30T10:00:00Z',
    }),
    serviceEntity(
      {
        service: 'payment-service',
        team: 'backend-team',
        language: 'java',
        framework: 'spring-boot',
        port: 8080,
        status: 'active',
        repository: 'https://github.com/your-org/gitops-manifests',
        createdAt: '2026-11-30T08:00:00Z',
      },
      'microservice',
    ),
  ];

  for (const { blueprint, properties, relations } of told) {
    expect(Object.keys(known.get(blueprint)?.schema.properties ?? {}).sort()).toEqual(Object.keys(properties).sort());
    // Port's own relation leads to its teams.
    expect(Object.keys(known.get(blueprint)?.relations ?? {})).toEqual(
      Object.keys(relations).filter((name) => name !== 'team'),
    );
  }
});

test('R0-29: pages show health, ownership, what waits, lead time, what is asked for, and scaling; each widget shows what there is', async () => {
  const { pages, actions, blueprints } = await configuration();
  const identifiers = new Set(actions.map((one: { identifier: string }) => one.identifier));
  const properties = new Map<string, readonly string[]>(
    blueprints.map((one: { identifier: string; schema: { properties: object }; calculationProperties: object }) => [
      one.identifier,
      [
        ...Object.keys(one.schema.properties).flatMap((name) => [`property#${name}`, `properties.${name}`]),
        ...Object.keys(one.calculationProperties).map((name) => `calculation-properties.${name}`),
      ],
    ]),
  );

  const widgets: readonly Widget[] = pages.flatMap(
    ({ widgets: [root] }: { widgets: [{ widgets: object[] }] }) => root.widgets,
  );
  for (const { action } of widgets) if (action !== undefined) expect(identifiers).toContain(action);
  for (const { blueprint = '', property, lines = [] } of widgets) {
    if (property !== undefined) expect(properties.get(blueprint)).toContain(property);
    for (const line of lines)
      expect(properties.get(line.blueprint)).toEqual(expect.arrayContaining([...(line.properties ?? [])]));
  }
  expect(widgets.map(({ title }) => title)).toEqual([
    'Health of deployments',
    'Services by team',
    'Services, and who owns them',
    'What runs where',
    'Lead time, in hours',
    'Deployments',
    'Promotions: what waits, and what came of it',
    'Rollbacks',
    'Approvals',
    'CPU, in cores',
    'Memory, in MiB',
    'Replicas',
    'Scaling',
    'What to ask for',
  ]);
  // A row has 12 columns, and shows each widget once.
  for (const {
    widgets: [root],
  } of pages) {
    for (const { columns } of root.layout)
      expect(columns.reduce((sum: number, { size }: { size: number }) => sum + size, 0)).toBe(12);
    expect(root.layout.flatMap(({ columns }: { columns: { id: string }[] }) => columns.map(({ id }) => id))).toEqual(
      root.widgets.map(({ id }: { id: string }) => id),
    );
  }
});

test.each([
  [[], 'say where Port reaches the controller'],
  [['--controller', 'gitops.example.com'], '--controller "gitops.example.com" is no address'],
])('%p is bad usage', async (words, message) => {
  const { stderr, exitCode } = await runHere(['portal', '--catalog', shippedCatalog, ...words]);

  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
});

interface Widget {
  readonly title: string;
  readonly action?: string;
  readonly blueprint?: string;
  readonly property?: string;
  readonly lines?: readonly { readonly blueprint: string; readonly properties?: readonly string[] }[];
}

test.each([
  ['https://somebody:secret@gitops.example.com', 'a user'],
  ['https://gitops.example.com/?token=secret', 'a query'],
  ['https://gitops.example.com/path#secret', 'a fragment'],
  ['https://secret@gitops.example.com?', 'a user and a query'],
])('an address with more than an address is refused, and what it has is not repeated: %s', async (address, extra) => {
  const { exitCode, stdout, stderr } = await runHere(['portal', '--catalog', shippedCatalog, '--controller', address]);

  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`--controller has ${extra} besides its address at "gitops.example.com"`);
  expect(stderr).not.toContain('secret');
});

test.each(['gitops.example.com', 'ftp://gitops.example.com', 'https://', 'https://a b', 'https://a:port'])(
  'what is no address is refused: %s',
  async (address) => {
    const { exitCode, stderr } = await runHere(['portal', '--catalog', shippedCatalog, '--controller', address]);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(`--controller "${address}" is no address; say it as "https://gitops.example.com"`);
  },
);
