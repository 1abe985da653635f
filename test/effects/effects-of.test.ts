import { loadCatalog } from '../../src/catalog/load';
import { textsSource } from '../../src/catalog/texts-source';
import { effectsOf } from '../../src/effects/effects-of';
import type { Catalog } from '../../src/model/catalog';
import {
  catalogFiles,
  environmentYaml as env,
  overlayYaml as release,
  platformYaml as platform,
  serviceYaml as web,
} from '../helpers/a-catalog';

type Files = Parameters<typeof catalogFiles>[0];

const digests = ['a', 'b'].map((letter) => `sha256:${letter.repeat(64)}`);
const [digest = '', otherDigest = ''] = digests;

function catalogOf(files: Files = {}): Catalog {
  return loadCatalog(textsSource('catalog', new Map(Object.entries(catalogFiles(files))))).catalog;
}

/** What a change of files means: kind, environment and words of each effect. */
function wordsOf(before: Files, after: Files, rendered: Readonly<Record<string, readonly string[]>> = {}): string[] {
  const { effects } = effectsOf(catalogOf(before), catalogOf(after), new Map(Object.entries(rendered)));
  return effects.map(({ kind, environment = 'everywhere', words }) => `${kind} | ${environment} | ${words}`);
}

const prod = (text: string): Files => ({ 'services/web/prod.yaml': text });

describe('a release says what became what, and whether the same bytes run elsewhere', () => {
  const staging = (text: string): Files => ({
    'environments/staging.yaml': env,
    'services/web/staging.yaml': text,
  });

  test.each([
    ['another version', release, 'release: { version: v2 }\n', 'v1.0.0 -> v2, without a digest'],
    [
      'promoted bytes',
      release,
      `release: { version: v1.3.0, digest: "${digest}", promotedFrom: staging }\n`,
      'v1.0.0 -> v1.3.0, same digest as in staging',
    ],
    [
      'the same bytes, whoever promoted them',
      release,
      `release: { version: v1.3.0, digest: "${digest}" }\n`,
      'v1.0.0 -> v1.3.0, same digest as in staging',
    ],
    [
      'other bytes of the same version',
      release,
      `release: { version: v1.3.0, digest: "${otherDigest}" }\n`,
      'v1.0.0 -> v1.3.0, another digest than in staging',
    ],
    [
      'another digest',
      `release: { version: v1.3.0, digest: "${otherDigest}" }\n`,
      `release: { version: v1.3.0, digest: "${digest}" }\n`,
      'v1.3.0 with another digest, sha256:bbbbbbbbbbbb -> sha256:aaaaaaaaaaaa, same digest as in staging',
    ],
    [
      'a ticket alone',
      release,
      'release: { version: v1.0.0, changeTicket: CHG-1 }\n',
      'v1.0.0 stays, changeTicket added, CHG-1',
    ],
    [
      'what cannot be taken back',
      release,
      'release: { version: v2, irreversible: "drops a table" }\n',
      'v1.0.0 -> v2, without a digest, cannot be taken back: drops a table',
    ],
  ])('%s', (_, before, after, words) => {
    const others = staging(`release: { version: v1.3.0, digest: "${digest}" }\n`);

    expect(wordsOf({ ...others, ...prod(before) }, { ...others, ...prod(after) })).toEqual([
      `release | prod | release of web in prod: ${words}`,
    ]);
  });
});

test.each([
  ['fixed counts', '{ owner: fixed, replicas: 2 }', '{ owner: fixed, replicas: 10 }', '2 -> 10 replicas'],
  [
    'the bounds of an autoscaler',
    '{ owner: hpa, minReplicas: 2, maxReplicas: 4 }',
    '{ owner: hpa, minReplicas: 2, maxReplicas: 8, memoryPercent: 80 }',
    '2 to 4 replicas by CPU at 70% -> 2 to 8 replicas by CPU at 70% and memory at 80%',
  ],
  [
    'the first autoscaler',
    '{ owner: fixed, replicas: 4 }',
    '{ owner: hpa, minReplicas: 2, maxReplicas: 8, initialReplicas: 4 }',
    '4 replicas -> 2 to 8 replicas by CPU at 70%, beginning with 4',
  ],
  [
    'another owner',
    '{ owner: fixed, replicas: 1 }',
    '{ owner: keda, minReplicas: 0, maxReplicas: 3, triggers: [{ type: cron, metadata: {} }] }',
    '1 replica -> 0 to 3 replicas by cron',
  ],
])('scale says %s', (_, before, after, words) => {
  expect(wordsOf(prod(`${release}scale: ${before}\n`), prod(`${release}scale: ${after}\n`))).toEqual([
    `scale | prod | scale of web in prod: ${words}`,
  ]);
});

test('a scale that ends says when, and what then is', () => {
  const scaled = `${release}scale: { owner: fixed, replicas: 9 }\n`;

  expect(
    wordsOf(
      prod(scaled),
      prod(`${scaled}scaleUntil: { until: "2026-12-24T18:00:00Z", back: { owner: fixed, replicas: 3 } }\n`),
    ),
  ).toEqual(['scale | prod | end of the scale of web in prod: added, 2026-12-24T18:00:00Z, then 3 replicas']);
});

describe('a setting is an effect where its resolved value differs', () => {
  test('of a service: in each of its environments but those that say otherwise', () => {
    const own = prod(`${release}terminationGracePeriodSeconds: 7\n`);

    expect(wordsOf(own, { ...own, 'services/web/service.yaml': `${web}terminationGracePeriodSeconds: 90\n` })).toEqual([
      'setting | dev | terminationGracePeriodSeconds of web in dev: 30 -> 90',
    ]);
  });

  test('of an environment: in each of its services', () => {
    expect(wordsOf({}, { 'environments/dev.yaml': `${env}defaults: { env: { A: "1" } }\n` })).toEqual([
      'setting | dev | env.A of web in dev: added, 1',
    ]);
  });

  test('a mapping that is new is one effect, and a preset says what it brings', () => {
    expect(wordsOf({}, { ...prod(`${release}probes: { startup: { periodSeconds: 5 } }\n`) })).toEqual([
      expect.stringMatching(/^setting \| prod \| probes\.startup of web in prod: added, \{"/),
    ]);
    expect(
      wordsOf(
        {},
        { 'services/web/service.yaml': `${web}redis: { namespace: redis }\n`, 'services/web/prod.yaml': null },
      ),
    ).toEqual([
      'access | dev | egress of web in dev: [0] added, {"namespace":"redis","ports":[6379]}',
      'secret | dev | redis of web in dev: false -> true',
      'secret | dev | secrets.keys.redis-url of web in dev: added, {"env":"REDIS_URL"}',
      'service | prod | web in prod: removed, was v1.0.0',
    ]);
  });

  test('what no environment sees is in no environment', () => {
    const files: Files = {
      'services/web/service.yaml': `${web}description: sells\nterminationGracePeriodSeconds: 30\n`,
      'environments/prod.yaml': `${env}defaults: { revisionHistoryLimit: 10 }\n`,
    };

    const { effects } = effectsOf(catalogOf(), catalogOf(files), new Map());

    expect(effects.map(({ kind, environment, words }) => [kind, environment, words])).toEqual([
      ['setting', undefined, 'defaults.revisionHistoryLimit of prod: added, 10'],
      ['setting', undefined, 'description of web: added, sells'],
      ['setting', undefined, 'terminationGracePeriodSeconds of web: added, 30'],
    ]);
  });
});

describe('a service', () => {
  test('that comes to an environment brings its release, its scale, and what opens or takes something', () => {
    const open = `${web}public: true\negress: [{ cidr: 192.0.2.0/24, ports: [443] }]\ndatabase: { cidr: 192.0.2.7/32 }\n`;

    const words = wordsOf(
      { 'services/web/service.yaml': open, ...prod(release), 'services/web/dev.yaml': null },
      { 'services/web/service.yaml': open, ...prod(release), 'services/web/dev.yaml': `${release}env: { A: a }\n` },
    );

    expect(words).toEqual([
      'release | dev | release of web in dev: v1.0.0, the first one here, without a digest',
      'scale | dev | scale of web in dev: added, 2 replicas',
      'exposure | dev | public of web in dev: added, true',
      expect.stringMatching(
        /^access \| dev \| egress of web in dev: added, \[\{"cidr":"192\.0\.2\.0\/24","ports":\[443\]\},\{"description":"database"/,
      ),
      'secret | dev | database of web in dev: added, true',
      expect.stringMatching(/^secret \| dev \| secrets\.keys of web in dev: added, \{"db-host"/),
      'service | dev | web in dev: added, v1.0.0',
    ]);
  });

  test('that goes is one effect', () => {
    expect(wordsOf({}, { 'services/web/dev.yaml': null })).toEqual(['service | dev | web in dev: removed, was v1.0.0']);
  });

  test('that ends says so, once in each environment in which it ends', () => {
    expect(
      wordsOf(prod(`${release}retired: true\n`), {
        'services/web/service.yaml': `${web}retired: true\n`,
        ...prod(`${release}retired: true\n`),
      }),
    ).toEqual(['service | dev | web in dev: retired, what runs is removed']);
    expect(wordsOf(prod(`${release}retired: true\n`), {})).toEqual([
      'service | prod | web in prod: no longer retired, it runs again',
    ]);
  });

  test("that runs nowhere is in nobody's way", () => {
    const nowhere = { 'services/api/service.yaml': web };

    expect(wordsOf({}, nowhere)).toEqual(['service | everywhere | api: added, and runs nowhere']);
    expect(wordsOf(nowhere, {})).toEqual(['service | everywhere | api: removed, it ran nowhere']);
  });
});

test('gates, freezes and holds are told in words', () => {
  const files: Files = {
    'environments/prod.yaml': `${env}gates:
  after: [dev]
  approvals: [{ count: 2, teams: ["{team}", web-team], kinds: [release] }]
  evidence: { healthyFor: 30m }
freezes:
  - { reason: Friday, schedule: "0 12 * * 5", duration: 12h }
  - { reason: a fair, from: "2026-11-20T00:00:00Z", until: "2026-12-29T00:00:00Z" }
hold: { reason: a fire, by: ann@example.com, since: "2026-11-20T00:00:00Z" }
`,
  };

  expect(wordsOf({}, files)).toEqual([
    'gates | prod | gate after of prod: added, dev',
    'gates | prod | gate approvals of prod: added, 2 of {team} or web-team (release)',
    'gates | prod | gate evidence of prod: added, healthy for 30m, same digest, tests when asked for',
    'freeze | prod | freezes of prod: Friday (0 12 * * 5 for 12h, UTC) added; "a fair" (2026-11-20T00:00:00Z to 2026-12-29T00:00:00Z) added',
    'hold | prod | hold of prod: added, by ann@example.com: a fire',
  ]);
});

test('people and what is theirs are everywhere', () => {
  const person = (more: string): Files => ({
    'people.yaml': `people:\n  ann:\n    emails: [ann@example.com]\n${more}`,
  });
  const key = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${'A'.repeat(36)}12345678 ann`;

  expect(wordsOf({}, person('    teams: [web-team]\n'))).toEqual([
    'people | everywhere | ann of people: added, of web-team, with 0 keys',
  ]);
  expect(wordsOf(person(''), person(`    keys: ["${key}"]\n`))).toEqual([
    'people | everywhere | keys of ann of people: …12345678 ann added',
  ]);
  expect(wordsOf({}, { 'platform.yaml': platform.replace('@your-org/web-team', '@your-org/others') })).toEqual([
    'people | everywhere | teams.web-team.owners of the platform: @your-org/web-team -> @your-org/others',
  ]);
});

test('the platform is judged where bytes differ, and everywhere when nobody says where', () => {
  const files = { 'platform.yaml': `${platform}portal: { provider: port }\n` };

  expect(wordsOf({}, files, { prod: ['argocd/prod/apps/web.yaml'], dev: [] })).toEqual([
    'environment | prod | portal of the platform: added, {"provider":"port","blueprint":"microservice"}',
  ]);
  expect(wordsOf({}, files)).toEqual([
    'environment | everywhere | portal of the platform: added, {"provider":"port","blueprint":"microservice"}',
  ]);
});

test('the first catalog is new as a whole', () => {
  const { effects } = effectsOf(undefined, catalogOf(), new Map());

  expect(effects.map(({ words }) => words)).toEqual([
    'the platform: added',
    'environment dev: added',
    'release of web in dev: v1.0.0, the first one here, without a digest',
    'scale of web in dev: added, 2 replicas',
    'web in dev: added, v1.0.0',
    'environment prod: added',
    'release of web in prod: v1.0.0, the first one here, without a digest',
    'scale of web in prod: added, 2 replicas',
    'web in prod: added, v1.0.0',
  ]);
});

describe('rendered files that nothing explains are an effect', () => {
  const paths = ['1', '2', '3', '4'].map((name) => `services/api/overlays/prod/${name}.yaml`);
  const api: Files = { 'services/api/service.yaml': web, 'services/api/prod.yaml': release };

  test('with another renderer', () => {
    expect(wordsOf(api, api, { prod: paths })).toEqual([
      `rendering | prod | rendering of prod: no effect there says why these differ: ${paths.slice(0, 3).join(', ')} and 1 more`,
    ]);
  });

  test('also beside a release of another service, and beside a hold', () => {
    const changed = {
      ...api,
      ...prod('release: { version: v2 }\n'),
      'services/api/prod.yaml': `${release}hold: { reason: r, by: a@b.c, since: "2026-11-20T00:00:00Z" }\n`,
    };

    const said = wordsOf(api, changed, { prod: [...paths, 'services/web/overlays/prod/deployment.yaml'] });

    expect(said.filter((words) => words.startsWith('rendering'))).toEqual([expect.stringContaining('and 1 more')]);
  });

  test('but not those of a service that is called by what differs', () => {
    const calling = { ...api, 'services/web/service.yaml': `${web}dependsOn: [api]\n`, 'services/web/dev.yaml': null };

    const said = wordsOf({ ...api, 'services/web/dev.yaml': null }, calling, { prod: paths });

    expect(said).toEqual(['access | prod | dependsOn of web in prod: [] -> api']);
  });
});

describe('of a list or a mapping, words say what is another one in it', () => {
  const service = (text: string): Files => ({
    'services/web/service.yaml': `${web}${text}\n`,
    'services/web/dev.yaml': null,
  });

  test.each([
    ['a short list', 'args: [a, "b c"]', 'args: [a, "b d"]', 'args of web in prod: a, "b c" -> a, "b d"'],
    ['more items', 'args: [a]', 'args: [a, b]', 'args of web in prod: a -> a, b'],
    [
      'keys of items',
      'egress: [{ cidr: 192.0.2.0/24, ports: [443] }]',
      'egress: [{ cidr: 192.0.2.0/24, ports: [8443] }, { namespace: db, ports: [5432] }]',
      'egress of web in prod: [0].ports 443 -> 8443; [1] added, {"namespace":"db","ports":[5432]}',
    ],
    [
      'more than three',
      'args: [a, b, c, d, e, f]',
      'args: [b, c, d, e, f, f]',
      'args of web in prod: [0] a -> b; [1] b -> c; [2] c -> d; 2 more',
    ],
    [
      'the end of a long text',
      `args: ["${'word '.repeat(40)}one"]`,
      `args: ["${'word '.repeat(40)}two"]`,
      'args of web in prod: [0] …word word word word one" -> …word word word word two"',
    ],
  ])('%s', (_, before, after, words) => {
    expect(wordsOf(service(before), service(after))).toEqual([expect.stringMatching(/^(setting|access) \| prod \| /)]);
    expect(wordsOf(service(before), service(after))[0]).toMatch(new RegExp(`\\| ${escaped(words)}$`));
  });

  function escaped(text: string): string {
    return text.replaceAll(/[^\w ]/g, String.raw`\$&`);
  }
});

test('what looks like a secret is in no words', () => {
  const token = `ghp_${'aB3dE6gH9j'.repeat(4).slice(0, 36)}`;
  const [before] = [catalogOf()];
  const service = before.services.get('web');
  const overlay = service?.overlays.get('prod');
  if (service === undefined || overlay === undefined) throw new Error('the catalog of the test does not have it');
  // No reader lets it in; what is told of a catalog must not depend on that.
  const after: Catalog = {
    ...before,
    services: new Map([
      [
        'web',
        {
          ...service,
          overlays: new Map([
            ...service.overlays,
            ['prod', { ...overlay, env: { API_TOKEN: token, B: `x=${token}` } }],
          ]),
        },
      ],
    ]),
  };

  const { effects } = effectsOf(before, after, new Map());

  expect(effects).toHaveLength(2);
  expect(effects.map(({ words }) => words).filter((words) => words.includes(token))).toEqual([]);
});

test('a variable is a setting as a text, and a secret as what is elsewhere; volumes and what is everywhere ask for more', () => {
  const wanted = (more: string): Files => ({ 'services/web/service.yaml': web + more, 'services/web/dev.yaml': null });

  expect(
    wordsOf(
      wanted('env: { A: a, B: { secret: s, key: k } }\n'),
      wanted(
        'env: { A: { secret: s, key: k }, B: { field: status.podIP } }\nenvFrom: [{ secret: s }]\nvolumes: { x: { existingClaim: c, mounts: [{ mountPath: /x }] } }\n',
      ),
    ),
  ).toEqual([
    'access | prod | volumes.x of web in prod: added, {"existingClaim":"c","mounts":[{"mountPath":"/x"}]}',
    'secret | prod | env.A of web in prod: a -> {"secret":"s","key":"k"}',
    'secret | prod | env.B of web in prod: field added, status.podIP; key removed, was k; secret removed, was s',
    'secret | prod | envFrom of web in prod: [0] added, {"secret":"s"}',
  ]);
  expect(wordsOf(wanted(''), wanted('runs: everywhere\n'))).toContain(
    'service | prod | runs of web in prod: pods -> everywhere',
  );
});
