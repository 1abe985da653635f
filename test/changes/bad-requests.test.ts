import { InputError } from '../../src/model/problem';
import { carryOut, orderedTexts, problemsWith } from '../helpers/carry-out';

const digest = `sha256:${'a'.repeat(64)}`;

/** The shipped catalog with a release of a known commit in dev, a service that ends, and one that ends in staging. */
const texts = [
  [
    'bump',
    { service: 'payment-service', version: 'v1.4.0', commit: 'a'.repeat(40), committedAt: '2026-11-28T10:00:00Z' },
  ] as const,
  ['retire', { service: 'client' }] as const,
  ['retire', { service: 'payment-service', environment: 'staging' }] as const,
].reduce((before, [verb, fields]) => carryOut(verb, fields, before).texts, orderedTexts());

/** A verb, fields, what is said of them without `request: `, and what else is known. */
type BadRequest = [verb: string, fields: unknown, problems: readonly string[], known?: object];

const badRequests: readonly BadRequest[] = [
  [
    'create',
    {},
    ['name: "name" is missing; add it: name of the service', 'team: "team" is missing; add it: team that owns it'],
  ],
  [
    'create',
    { name: 'payment-service', team: 'backend-team' },
    ['name: service "payment-service" is there already; choose another name, or change it by "set"'],
  ],
  [
    'create',
    { name: 'payments', team: 'backend-team' },
    ['name: "payments" is the name of a system; choose another name'],
  ],
  [
    'create',
    { name: 'root', team: 'backend-team' },
    ['name: the name "root" is used by Slipway itself; choose another name'],
  ],
  [
    'create',
    { name: 'Mail_Service', team: 'backend-teem' },
    [
      'name: "Mail_Service" must be a DNS-1123 label: lower-case letters, digits and "-", not at the ends',
      'team: unknown team "backend-teem"; did you mean "backend-team"?',
    ],
  ],
  [
    'create',
    { name: 'a'.repeat(60), team: 'backend-team' },
    [
      'name: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" must have at most 50 characters, because suffixes such as "-success-rate" are appended',
    ],
  ],
  ['create', { name: 'mail', team: 'backend-team', port: 0 }, ['port: 0 must be 1 or more']],
  ['create', { name: 'mail', team: 'backend-team', port: '8080' }, ['port: "8080" is text, must be a number']],
  [
    'create',
    { name: 'mail', team: 'backend-team', database: 'yes' },
    ['database: "yes" is text, must be true or false'],
  ],
  ['create', { name: 'mail', team: 'backend-team', prot: 8080 }, ['prot: unknown key "prot"; did you mean "port"?']],
  [
    'create',
    { name: 'mail', team: 'backend-team', protocol: 'tcp', public: true },
    [
      'public: the port speaks tcp, which neither a route nor an Ingress can lead to; set protocol to "http" or "grpc", or public to false',
    ],
  ],
  [
    'create',
    { name: 'mail', team: 'backend-team', tier: 'backends' },
    [
      'tier: "backends" is not allowed, must be "frontend", "gateway", "backend", "data" or "monitoring"; did you mean "backend"?',
    ],
  ],
  [
    'create',
    { name: 'mail', team: 'backend-team', system: 'payment' },
    ['system: unknown system "payment"; did you mean "payments"?'],
  ],
  [
    'create',
    { name: 'mail', team: 'backend-team', dependsOn: ['payment-servce'] },
    ['dependsOn[0]: unknown service "payment-servce"; did you mean "payment-service"?'],
  ],
  [
    'create',
    { name: 'mail', team: 'backend-team', digest: digest },
    ['digest: digest is said, and version is not; say the version of its first image, too'],
  ],
  [
    'create',
    { name: 'mail', team: 'backend-team', environment: 'production' },
    ['environment: environment is said, and version is not; say the version of its first image, too'],
  ],
  [
    'create',
    { name: 'mail', team: 'backend-team', version: 'v1', environment: 'prodution' },
    ['environment: unknown environment "prodution"; did you mean "production"?'],
  ],
  [
    'create',
    { name: 'mail', team: 'backend-team', version: 'latest' },
    ['version: "latest" must not be "latest": a release names one build for good'],
  ],
  [
    'create',
    { name: 'mail', team: 'backend-team', image: 'mail:v1' },
    [
      'image: "mail:v1" must not have a tag or a digest: those are in the overlay, as release.version and release.digest',
    ],
  ],
  [
    'create',
    { name: 'mail', team: 'backend-team', version: 'v1', commit: 'a'.repeat(40) },
    ['committedAt: committedAt is missing, and commit is said; say both, or none of them'],
  ],
  ['create', 'mail', ['"mail" is text, must be a mapping']],
  ['create', null, ['there is no value, must be a mapping']],
  ['create', [], ['[] is a list, must be a mapping']],
  [
    'bump',
    { service: 'payment-servce', version: 'v1.3.0' },
    ['service: unknown service "payment-servce"; did you mean "payment-service"?'],
  ],
  [
    'bump',
    { service: ['payment-service', 'cleint'], version: 'v1.3.0' },
    ['service[1]: unknown service "cleint"; did you mean "client"?'],
  ],
  ['bump', { service: [], version: 'v1.3.0' }, ['service: [] must name at least one']],
  ['bump', { service: 'payment-service' }, ['version: "version" is missing; add it: tag of the image']],
  [
    'bump',
    { service: 'payment-service', version: 'v1 3' },
    [
      'version: "v1 3" must be an image tag of at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
    ],
  ],
  [
    'bump',
    { service: 'payment-service', version: 'latest' },
    ['version: "latest" must not be "latest": a release names one build for good; give the tag of this build'],
  ],
  [
    'bump',
    { service: 'payment-service', version: 1.3 },
    ['version: 1.3 is a number, must be text; put it in quotes: "1.3"'],
  ],
  [
    'bump',
    { service: 'payment-service', version: 'v1.3.0', digest: 'sha256:abc' },
    ['digest: "sha256:abc" must be "sha256:" and 64 hexadecimal digits'],
  ],
  [
    'bump',
    { service: 'payment-service', version: 'v1.3.0', digest: { client: digest } },
    [
      'digest.client: service "client" is not bumped here; the services are payment-service',
      'digest.payment-service: the digest of service "payment-service" is missing; add it, or give none at all',
    ],
  ],
  [
    'bump',
    { service: ['payment-service', 'user-service'], version: 'v1.3.0', digest: digest },
    ['digest: one digest cannot be that of 2 images; give a mapping of service to digest, or bump one service'],
  ],
  [
    'bump',
    { service: 'payment-service', version: 'v1.3.0', commit: 'abc', committedAt: 'today' },
    [
      'commit: "abc" must be the whole id of a commit',
      'committedAt: "today" must be a date and time with its offset, such as "2026-12-24T18:00:00+01:00", in quotes',
    ],
  ],
  [
    'bump',
    { service: 'payment-service', version: 'v1.3.0', committedAt: '2026-11-28T10:00:00Z' },
    ['commit: commit is missing, and committedAt is said; say both, or none of them'],
  ],
  [
    'bump',
    { service: 'payment-service', version: 'v1.3.0', commit: 'b'.repeat(40), committedAt: '2026-11-28T09:59:59Z' },
    [
      'committedAt: 2026-11-28T09:59:59Z is before 2026-11-28T10:00:00Z, when the commit of v1.4.0 was made, which runs in "dev"; a later build has come first; to go back nevertheless, roll back or set allowOlder',
    ],
  ],
  [
    'bump',
    { service: 'client', version: 'v1.3.0' },
    ['service: service "client" is retired in "dev"; bump it elsewhere, or set "retired" to null first'],
  ],
  [
    'bump',
    { service: 'payment-service', environment: 'staging', version: 'v1.3.0' },
    ['service: service "payment-service" is retired in "staging"; bump it elsewhere, or set "retired" to null first'],
  ],
  [
    'bump',
    { service: 'payment-service', environment: 'stagin', version: 'v1.3.0', allowOlder: 'no' },
    [
      'allowOlder: "no" is text, must be true or false',
      'environment: unknown environment "stagin"; did you mean "staging"?',
    ],
  ],
  [
    'bump',
    { service: 'payment-service', version: 'v1.3.0', irreversible: 'two\nlines' },
    ['irreversible: "two\\nlines" must be one line'],
  ],
  [
    'bump',
    { service: 'payment-service', version: 'v1.3.0', constructor: 1 },
    [
      'constructor: unknown key "constructor"; known are allowOlder, commit, committedAt, digest, environment, irreversible, service, version',
    ],
  ],
  ['promote', { to: 'prod' }, ['service: nothing is said that is to be promoted; say service or system']],
  [
    'promote',
    { service: 'payment-service', system: 'payments', to: 'prod' },
    ['system: service and system are both said; say one of them'],
  ],
  ['promote', { service: 'payment-service' }, ['to: "to" is missing; add it: environment where it is to run']],
  [
    'promote',
    { service: 'payment-service', to: 'dev' },
    ['to: "dev" comes after no environment; say from where it is to be promoted, or bump it there'],
  ],
  ['promote', { service: 'payment-service', to: 'prodd' }, ['to: unknown environment "prodd"; did you mean "prod"?']],
  [
    'promote',
    { service: 'payment-service', to: 'prod', from: 'production' },
    ['from: "production" is "prod" itself; name the environment where the release runs'],
  ],
  [
    'promote',
    { service: 'payment-service', to: 'staging' },
    ['service: service "payment-service" is retired in "staging"; leave it out, or set "retired" to null first'],
  ],
  [
    'promote',
    { service: 'payment-service', to: 'prod' },
    ['service: service "payment-service" does not run in "staging"; bring it there first, or say from where it comes'],
  ],
  [
    'promote',
    { service: 'user-service', to: 'prod', release: 'v1.4.1' },
    [
      'release: "v1.4.1" of service "user-service" has not run in "staging", from where it would go to "prod"; did you mean "v1.4.0"?',
    ],
  ],
  [
    'promote',
    { service: 'user-service', to: 'prod', withSettings: ['env.NOPE'] },
    ['withSettings[0]: no overlay says "env.NOPE" in "staging"; name a setting of its file, such as "env.FEATURE"'],
  ],
  [
    'promote',
    { service: 'user-service', to: 'prod', withSettings: [] },
    ['withSettings: [] must name at least one setting'],
  ],
  [
    'promote',
    { system: 'payments', to: 'prod' },
    ['system: no service of system "payments" is deployed in staging; promote it there first'],
  ],
  ['promote', { system: 'gaem', to: 'prod' }, ['system: unknown system "gaem"; did you mean "game"?']],
  [
    'rollback',
    { service: 'user-service', environment: 'prod' },
    ['reason: there is no reason; say why: people read it who wonder why nothing happens'],
  ],
  [
    'rollback',
    { service: 'user-service', environment: 'prod' },
    [
      'release: no release of service "user-service" before v1.4.0 is known to have been healthy in "prod"; no other release is known to have run there',
    ],
    { reason: 'x', history: [] },
  ],
  [
    'rollback',
    { service: 'user-service', environment: 'prod', release: 'v1.4.0' },
    ['release: "v1.4.0" of service "user-service" is what runs in "prod"; no other release is known to have run there'],
    { reason: 'x' },
  ],
  [
    'rollback',
    { service: 'user-service', environment: 'prod', release: 'v1.2.0' },
    ['release: "v1.2.0" of service "user-service" is not known to have run in "prod"; did you mean "v1.2.1"?'],
    {
      reason: 'x',
      history: [
        { service: 'user-service', environment: 'prod', release: { version: 'v1.2.1' }, at: '2026-01-01T00:00:00Z' },
      ],
    },
  ],
  [
    'rollback',
    { service: 'user-service', environment: 'prod' },
    [
      'release: no release of service "user-service" before v1.4.0 is known to have been healthy in "prod"; name one; others that ran there: v1.2.1',
    ],
    {
      reason: 'x',
      history: [
        { service: 'user-service', environment: 'prod', release: { version: 'v1.2.1' }, at: '2026-01-01T00:00:00Z' },
      ],
    },
  ],
  [
    'rollback',
    { service: 'user-service', environment: 'prod', holds: 'all' },
    ['holds: "all" is not allowed, must be "every" or "this"'],
  ],
  [
    'rollback',
    { service: 'user-service', environment: 'prod', until: '2020-01-01T00:00:00Z' },
    [
      'until: "2020-01-01T00:00:00Z" is over: it is 2026-11-28T12:00:00Z; give a time that comes',
      'reason: the reason must be one line; say it in a few words',
    ],
    { reason: 'two\nlines' },
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod' },
    [
      'replicas: nothing is said that is to change; say replicas, minReplicas, maxReplicas, cpu, memory, cpuLimit, memoryLimit or back',
    ],
  ],
  ['scale', { service: 'payment-service', environment: 'prod', replicas: -1 }, ['replicas: -1 must be 0 or more']],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', replicas: 1001 },
    ['replicas: 1001 must be 1000 or less'],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', replicas: 2.5 },
    ['replicas: 2.5 is a fraction, must be a whole number'],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', replicas: '10' },
    ['replicas: "10" is text, must be a number'],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', minReplicas: 2, maxReplicas: 3 },
    [
      'minReplicas: no autoscaler owns the number of pods here, so that it has no bounds; say replicas',
      'maxReplicas: no autoscaler owns the number of pods here, so that it has no bounds; say replicas',
    ],
  ],
  [
    'scale',
    { service: 'user-service', environment: 'prod', replicas: 0 },
    ['replicas: a HorizontalPodAutoscaler keeps 1 pod at least; say 1, or set the owner of scale to "fixed" or "keda"'],
  ],
  [
    'scale',
    { service: 'user-service', environment: 'prod', minReplicas: 0 },
    [
      'minReplicas: a HorizontalPodAutoscaler keeps 1 pod at least; say 1, or set the owner of scale to "fixed" or "keda"',
    ],
  ],
  [
    'scale',
    { service: 'user-service', environment: 'prod', minReplicas: 11 },
    ['minReplicas: at least 11 pods are more than at most 10; lower minReplicas, or say maxReplicas, too'],
  ],
  [
    'scale',
    { service: 'user-service', environment: 'prod', maxReplicas: 2 },
    ['maxReplicas: at least 3 pods are more than at most 2; raise maxReplicas, or say minReplicas, too'],
  ],
  [
    'scale',
    { service: 'user-service', environment: 'prod', replicas: 4, maxReplicas: 8 },
    ['replicas: replicas is said, and bounds are, too; say replicas, or minReplicas and maxReplicas'],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', cpuLimit: '100m' },
    [
      'cpuLimit: a pod asks for 200m of cpu, above a limit of 100m; lower cpu to 100m or less, too, or give a limit of 200m or more',
    ],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', cpu: '1500m', memory: '2Gi' },
    [
      'cpu: a pod would ask for 1500m of cpu, above its limit of 1000m; raise cpuLimit to 1500m or more, too, or ask for 1000m or less',
      'memory: a pod would ask for 2Gi of memory, above its limit of 1Gi; raise memoryLimit to 2Gi or more, too, or ask for 1Gi or less',
    ],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', cpuLimit: '3' },
    [
      'cpuLimit: 3 of cpu is above the 2 that one container may have in "prod"; say 2 or less, or raise containerLimits.max.cpu in catalog/environments/prod.yaml',
    ],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', memoryLimit: '512m' },
    ['memoryLimit: "512m" must be a quantity of bytes above 0 such as "512Mi" or "1Gi"'],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', memoryLimit: 2 },
    ['memoryLimit: 2 is a number, must be text; put it in quotes: "2"'],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', replicas: 6, until: 'tomorrow' },
    [
      'until: "tomorrow" must be a date and time with its offset such as "2026-12-24T18:00:00+01:00", or a span such as "4h" or "1d12h"',
    ],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', replicas: 6, until: '2026-11-28T11:00:00Z' },
    ['until: "2026-11-28T11:00:00Z" is over: it is 2026-11-28T12:00:00Z; give a time that comes'],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', until: '4h' },
    ['until: no scale ends by itself here, and none is asked for; say replicas, too'],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', replicas: 6, memoryLimit: '2Gi', until: '4h' },
    ['until: CPU and memory do not go back by themselves; ask for them without until, by a request of its own'],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', replicas: 6, back: true },
    ['back: back goes alone, and replicas is said; leave one of them out'],
  ],
  [
    'scale',
    { service: 'payment-service', environment: 'prod', replicas: 6, onlyDue: true },
    ['onlyDue: onlyDue is said, and back is not; say back, too, or leave it out'],
  ],
  ['hold', {}, ['environment: nothing is said that is held; say environment, service and environment, or team']],
  ['hold', { service: 'client' }, ['environment: nothing is said of where; say environment, too'], { reason: 'x' }],
  [
    'hold',
    { team: 'blog-team', environment: 'prod' },
    ['team: a team is held everywhere, with all its services; leave service and environment out, or team'],
    { reason: 'x' },
  ],
  ['hold', { team: 'blog-teem' }, ['team: unknown team "blog-teem"; did you mean "blog-team"?'], { reason: 'x' }],
  [
    'hold',
    { environment: 'prod' },
    ['reason: there is no reason; say why: people read it who wonder why nothing happens'],
  ],
  [
    'hold',
    { environment: 'prod', until: '0h' },
    ['until: "0h" is no time at all: it would end at once; say when, as in "4h" or "1d12h"'],
    { reason: 'x' },
  ],
  ['hold', { environment: 'prod', releases: [] }, ['releases: [] must name at least one release'], { reason: 'x' }],
  [
    'hold',
    { environment: 'prod' },
    ['reason: the reason must have at most 255 characters; say it in a few words'],
    { reason: 'r'.repeat(256) },
  ],
  ['resume', { service: 'client' }, ['environment: nothing is said of where; say environment, too']],
  [
    'resume',
    { service: 'clients', environment: 'prod' },
    ['service: unknown service "clients"; did you mean "client"?'],
  ],
  ['set', { values: { a: 1 } }, ['service: nothing is said whose fields they are; say service, environment, or both']],
  ['set', { service: 'payment-service', values: {} }, ['values: {} must have at least one field']],
  [
    'set',
    { service: 'payment-service', environment: 'prod', values: { 'scale.replcas': 3 } },
    ['values["scale.replcas"]: unknown key "replcas"; did you mean "replicas"?'],
  ],
  [
    'set',
    { service: 'payment-service', environment: 'prod', values: { 'scale.replicas': 'many', 'env.A': 1 } },
    [
      'values["scale.replicas"]: "many" is text, must be a number',
      'values["env.A"]: 1 is a number, must be text; put it in quotes: "1"',
    ],
  ],
  [
    'set',
    { service: 'payment-service', environment: 'prod', values: { 'scale.': 3, '[0]': 3, 'a b': 1, '__proto__.x': 2 } },
    [
      'values["scale."]: "scale." is no path of a field; write it as "ports[0].name", with keys that have other characters as in config.values["app.yaml"]',
      'values["[0]"]: "[0]" is no path of a field; write it as "ports[0].name", with keys that have other characters as in config.values["app.yaml"]',
      'values["a b"]: "a b" is no path of a field; write it as "ports[0].name", with keys that have other characters as in config.values["app.yaml"]',
      'values["__proto__.x"]: "__proto__.x" is no path of a field; write it as "ports[0].name", with keys that have other characters as in config.values["app.yaml"]',
    ],
  ],
  [
    'set',
    { service: 'payment-service', environment: 'prod', values: { 'scale[0]': 3 } },
    ['values["scale[0]"]: item 0 is in something other than a list; correct the path'],
  ],
  [
    'set',
    { service: 'payment-service', values: { team: null } },
    ['values.team: "team" is missing; add it: team that owns it'],
  ],
  [
    'set',
    { service: 'payment-service', values: { team: 'nobody' } },
    [
      'catalog/services/payment-service/service.yaml:2:7: team: unknown team "nobody"; known are backend-team, blog-team, game-team, identity-team, observability-team, platform-team, sre-team',
    ],
  ],
  [
    'set',
    { service: 'payment-service', values: { 'ports.name': 'x' } },
    ['values["ports.name"]: key "name" is in something other than a mapping; correct the path'],
  ],
  [
    'set',
    { service: 'world-state', environment: 'prod', values: { 'scale.minReplicas': 3 } },
    ['values["scale.minReplicas"]: unknown key "minReplicas"; it goes with owner "hpa" or owner "keda"'],
  ],
  [
    'set',
    { environment: 'prod', values: { 'sync.mode': 'auto' } },
    ['values["sync.mode"]: "auto" is not allowed, must be "automatic" or "manual"'],
  ],
  [
    'set',
    { environment: 'prod', values: { 'env.PASSWORD': 'x' } },
    ['values["env.PASSWORD"]: env: unknown key "env"; did you mean "defaults.env"?'],
  ],
  [
    'set',
    { service: 'payment-service', environment: 'prod', values: { 'env.DB_PASSWORD': 'hunter2hunter2' } },
    [
      'catalog/services/payment-service/prod.yaml:9:16: env.DB_PASSWORD: a text that looks like a secret is written here, and no field of a catalog takes one; put it into the secret store, name its key in secrets.keys, and replace it: it has been seen',
    ],
  ],
  [
    'set',
    {
      service: 'payment-service',
      environment: 'prod',
      values: { 'rollout.strategy': 'blueGreen', 'rollout.stepz': [] },
    },
    [
      'values["rollout.stepz"]: unknown key "stepz"; known are analysis, autoPromotionEnabled, rollbackWindow, scaleDownDelaySeconds, strategy',
    ],
  ],
  [
    'retire',
    { service: 'auth-service' },
    [
      'service: service "graphics-gateway" depends on "auth-service" in dev, prod, staging; remove it from dependsOn of "graphics-gateway", or retire that, too',
      'service: service "text-gateway" depends on "auth-service" in dev, prod, staging; remove it from dependsOn of "text-gateway", or retire that, too',
    ],
  ],
  [
    'retire',
    { service: ['auth-service', 'client'], environment: 'qa' },
    ['environment: unknown environment "qa"; known are dev, development, prod, production, staging'],
  ],
  ['retire', {}, ['service: "service" is missing; add it: Service, or several that end together']],
];

test.each(badRequests)('%s %j', (verb, fields, problems, known = {}) => {
  const said = problemsWith(verb, fields, texts, known);

  expect(said.map((problem) => problem.replace(/^request: /, ''))).toEqual(problems);
});

test('there are many, and each verb has some', () => {
  expect(badRequests.length).toBeGreaterThan(60);
  expect([...new Set(badRequests.map(([verb]) => verb))].sort()).toEqual([
    'bump',
    'create',
    'hold',
    'promote',
    'resume',
    'retire',
    'rollback',
    'scale',
    'set',
  ]);
});

test('what only the whole catalog shows is said by its reader, with file and line', () => {
  const plan = () => carryOut('scale', { service: 'payment-service', environment: 'prod', replicas: 900 }, texts);

  expect(plan).toThrow(InputError);
  expect(plan).toThrow(/^catalog\/environments\/prod\.yaml:\d+:\d+: quota\.requests\.cpu: /);
});
