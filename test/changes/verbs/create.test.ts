import { carryOut, orderedTexts } from '../../helpers/carry-out';

const texts = orderedTexts();

test("R0-02: the portal's action makes a service that runs nowhere until its first image is there", () => {
  const { planned, edited, catalog } = carryOut(
    'create',
    {
      name: 'invoice-service',
      team: 'backend-team',
      language: 'java',
      framework: 'spring-boot',
      template: 'api-service',
      port: 8080,
      database: true,
      redis: false,
      public: true,
    },
    texts,
  );

  expect(planned.subject).toBe('create invoice-service');
  expect(planned.notes).toEqual(['it runs nowhere yet: the first "bump" deploys it']);
  expect(Object.fromEntries(edited.texts)).toEqual({
    'services/invoice-service/service.yaml': `team: backend-team
language: java
framework: spring-boot
template: api-service
ports:
  - { name: http, containerPort: 8080 }
public: true
database: true
egress:
  - description: PostgreSQL
    namespace: db
    ports: [5432]
`,
  });
  expect(catalog.services.get('invoice-service')?.overlays.size).toBe(0);
});

test('with a first release it runs where releases begin', () => {
  const digest = `sha256:${'1'.repeat(64)}`;

  const { planned, edited } = carryOut(
    'create',
    { name: 'mail', team: 'backend-team', system: 'payments', version: 'v1.0.0', digest },
    texts,
  );

  expect(planned.subject).toBe('create mail v1.0.0 in dev');
  expect(edited.texts.get('services/mail/dev.yaml')).toBe(`release:\n  version: v1.0.0\n  digest: ${digest}\n`);
  expect([...edited.texts.keys()]).toEqual(['services/mail/service.yaml', 'services/mail/dev.yaml']);
});

test('a database and Redis are reached as others reach theirs, or where they usually are; the file says what is assumed', () => {
  const first = carryOut('create', { name: 'a', team: 'backend-team', redis: true }, texts);
  const second = carryOut('create', { name: 'b', team: 'backend-team', redis: true }, first.texts);
  const own = carryOut(
    'create',
    {
      name: 'c',
      team: 'blog-team',
      database: true,
      redis: true,
      dependsOn: ['blog-database'],
      egress: [{ cidr: '192.0.2.0/24', ports: [6380] }],
    },
    texts,
  );

  expect(first.edited.texts.get('services/a/service.yaml')).toBe(
    `# Assumed: Redis is reached in the namespace "redis" at port 6379; correct egress if it is elsewhere.
team: backend-team
ports:
  - { name: http, containerPort: 8080 }
redis: true
egress:
  - description: Redis
    namespace: redis
    ports: [6379]
`,
  );
  expect(second.edited.texts.get('services/b/service.yaml')).not.toContain('Assumed');
  expect(own.catalog.services.get('c')?.service.egress).toEqual([{ cidr: '192.0.2.0/24', ports: [6380] }]);
});

const languages = ['java', 'go', undefined];
const frameworks = ['spring-boot', 'fastapi', undefined];
const tiers = ['frontend', 'gateway', 'backend', 'data', 'monitoring', undefined];
const needs = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
  database: (bits & 1) > 0,
  redis: (bits & 2) > 0,
  public: (bits & 4) > 0,
}));

test('every combination of what one may wish makes a catalog that loads, with what was wished for', () => {
  const wishes = languages.flatMap((language) =>
    frameworks.flatMap((framework) =>
      tiers.flatMap((tier) => needs.map((need) => ({ language, framework, tier, protocol: 'http', ...need }))),
    ),
  );

  expect(wishes).toHaveLength(432);
  expect(wishes.filter((wish) => !isKept(wish))).toEqual([]);
});

test('so it is with every protocol; what speaks tcp cannot be public', () => {
  const wishes = ['http', 'grpc', 'tcp'].flatMap((protocol) => needs.map((need) => ({ protocol, ...need })));
  const [possible, impossible] = [
    wishes.filter((wish) => !(wish.public && wish.protocol === 'tcp')),
    wishes.filter((wish) => wish.public && wish.protocol === 'tcp'),
  ];

  expect(possible.filter((wish) => !isKept(wish))).toEqual([]);
  for (const wish of impossible) expect(() => isKept(wish)).toThrow('request: public: the port speaks tcp');
});

interface Wish {
  readonly language?: string | undefined;
  readonly framework?: string | undefined;
  readonly tier?: string | undefined;
  readonly protocol: string;
  readonly database: boolean;
  readonly redis: boolean;
  readonly public: boolean;
}

/** Whether a service has what was wished for, and a way to each store. */
function isKept(wish: Wish): boolean {
  const { catalog } = carryOut('create', { name: 'new', team: 'backend-team', version: 'v1.0.0', ...wish }, empty);
  const entry = catalog.services.get('new');
  if (entry === undefined) return false;
  const { service, overlays } = entry;
  const ways = new Set(service.egress.flatMap(({ ports }) => ports));
  return (
    service.language === wish.language &&
    service.framework === wish.framework &&
    service.tier === (wish.tier ?? 'backend') &&
    service.public === wish.public &&
    service.ports[0]?.protocol === wish.protocol &&
    service.database === wish.database &&
    service.redis === wish.redis &&
    ways.has(5432) === wish.database &&
    ways.has(6379) === wish.redis &&
    [...overlays.keys()].join() === 'dev'
  );
}

/** The environments and the platform of the shipped catalog, and no service. */
const empty = new Map([...texts].filter(([file]) => !file.startsWith('services/')));

test('a template decides what its services are, unless somebody says it', () => {
  const create = (fields: Readonly<Record<string, unknown>>) =>
    carryOut('create', { name: 'mail', team: 'backend-team', ...fields }, texts).edited.texts.get(
      'services/mail/service.yaml',
    );

  expect(create({ template: 'grpc-service' })).toBe(`team: backend-team
language: go
framework: grpc
template: grpc-service
ports:
  - { name: http, containerPort: 8080 }
  - { name: grpc, containerPort: 50051, protocol: grpc }
`);
  expect(create({ template: 'web', language: 'typescript', framework: 'react', port: 3000 })).toBe(`team: backend-team
language: typescript
framework: react
template: web
ports:
  - { name: http, containerPort: 3000 }
`);
  expect(create({ template: 'our-own' })).toBe(`team: backend-team
template: our-own
ports:
  - { name: http, containerPort: 8080 }
`);
});
