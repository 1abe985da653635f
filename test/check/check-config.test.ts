import { load } from 'js-yaml';

import { applyConfig, askedRules, ignoredPaths } from '../../src/check/apply-config';
import { CheckConfig, parseCheckConfig } from '../../src/check/check-config';
import { aFinding } from '../helpers/a-check-report';

const rules = [{ id: 'floating-image-tag' }, { id: 'no-probe' }];

const complete = `
kubernetesVersion: "1.36"
trustedRegistries: [ghcr.io/your-org, "localhost:5000"]
severities: { no-probe: "off" }
paths:
  ignore: [vendor/, "**/*.tpl.yaml"]
  overrides:
    - paths: ["sandbox/**"]
      severities: { floating-image-tag: info }
accepted: slipway-accepted.json
schemas: [schemas/crds.json]
exceptions:
  - rule: floating-image-tag
    objects: ["Deployment/sandbox-*/web"]
    reason: it is made anew each night
`;

test('a complete file is accepted as it is, and an empty one, too', () => {
  expect(parseCheckConfig(load(complete), rules)).toEqual({ value: load(complete) });
  expect(parseCheckConfig(null, rules)).toEqual({ value: {} });
});

test.each([
  [
    'kubernetesVerson: "1.36"',
    ['kubernetesVerson'],
    'unknown key "kubernetesVerson"',
    'did you mean "kubernetesVersion"?',
  ],
  ['paths: { ignores: [] }', ['paths', 'ignores'], 'unknown key "ignores"', 'did you mean "ignore"?'],
  [
    'exceptions: [{ rule: no-probe, object: [a], reason: b, objects: [a] }]',
    ['exceptions', 0, 'object'],
    'unknown key "object"',
    'did you mean "objects"?',
  ],
  [
    'severities: { no-probes: info }',
    ['severities', 'no-probes'],
    '"no-probes" is no rule',
    'did you mean "no-probe"?',
  ],
  [
    'paths: { overrides: [{ paths: [a], severities: { no-prob: info } }] }',
    ['paths', 'overrides', 0, 'severities', 'no-prob'],
    '"no-prob" is no rule',
    'did you mean "no-probe"?',
  ],
  [
    'exceptions: [{ rule: no-prob, objects: [a], reason: b }]',
    ['exceptions', 0, 'rule'],
    '"no-prob" is no rule',
    'did you mean "no-probe"?',
  ],
  [
    'severities: { no-probe: errors }',
    ['severities', 'no-probe'],
    '"errors" is not allowed, must be "error", "warning", "info" or "off"',
    'did you mean "error"?',
  ],
  ['severities: { No_Probe: info }', ['severities', 'No_Probe'], 'key "No_Probe" must be the id of a rule', undefined],
  ['severities: []', ['severities'], '[] is a list, must be a mapping', undefined],
  [
    'exceptions: [{ rule: no-probe, objects: [a] }]',
    ['exceptions', 0, 'reason'],
    '"reason" is missing',
    'add it: why this is right. It is printed with every check',
  ],
  [
    'exceptions: [{ rule: no-probe, objects: [a], reason: " " }]',
    ['exceptions', 0, 'reason'],
    '" " must say why',
    undefined,
  ],
  ['kubernetesVersion: 1.30', ['kubernetesVersion'], '1.30 is a number, must be text', 'put it in quotes: "1.30"'],
  ['kubernetesVersion: v1.30.2', ['kubernetesVersion'], '"v1.30.2" must be a minor version such as "1.36"', undefined],
  [
    'trustedRegistries: ["https://ghcr.io"]',
    ['trustedRegistries', 0],
    '"https://ghcr.io" must be a registry such as "ghcr.io/your-org"',
    undefined,
  ],
  [
    'exceptions: [{ rule: no-probe, reason: b }]',
    ['exceptions', 0],
    '{"rule":"no-probe","reason":"b"} must name "objects", "files" or both',
    undefined,
  ],
  ['text', [], '"text" is text, must be a mapping', undefined],
])('%s', (yaml, path, message, hint) => {
  const parsed = parseCheckConfig(load(yaml), rules, () => '1.30');

  const problems = 'problems' in parsed ? parsed.problems : [];
  expect(problems.map((problem) => [problem.path, problem.message, problem.hint])).toEqual([[path, message, hint]]);
});

test('findings get the severities of their files, and exceptions answer them', () => {
  const config = CheckConfig.parse({
    ...CheckConfig.parse(load(complete)),
    exceptions: [
      { rule: 'floating-image-tag', objects: ['*/sandbox-*/web'], reason: 'made anew each night' },
      { rule: 'no-probe', objects: ['**'], reason: 'needs nobody' },
    ],
  });
  const object = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'sandbox-1' };
  const whole = { rule: 'floating-image-tag', severity: 'error' as const, file: 'a.yaml', path: [], message: 'm' };

  const { findings, suppressed, unused } = applyConfig(
    [aFinding(), aFinding({ file: 'sandbox/a/b.yaml' }), aFinding({ object }), whole],
    config,
  );

  expect(findings).toEqual([aFinding(), aFinding({ file: 'sandbox/a/b.yaml', severity: 'info' }), whole]);
  expect(suppressed).toEqual([{ finding: aFinding({ object }), reason: 'made anew each night', by: 'configuration' }]);
  expect(unused).toMatchObject([{ reason: 'needs nobody' }]);
});

test('what is about a whole file is weighed everywhere and in files, and excepted by its file', () => {
  const config = CheckConfig.parse({
    severities: { 'unreadable-manifest': 'info', 'stale-rendering': 'warning', 'rule-gave-up': 'off' },
    paths: { overrides: [{ paths: ['charts/'], severities: { 'unreadable-manifest': 'off' } }] },
    exceptions: [
      { rule: 'stale-rendering', files: ['services/web/**'], reason: 'a trial until Friday' },
      {
        rule: 'stale-rendering',
        files: ['services/web/**'],
        objects: ['**'],
        reason: 'of an object, which no file has',
      },
    ],
  });
  const about = (rule: string, file: string) => ({ rule, severity: 'error' as const, file, path: [], message: 'm' });

  const { findings, suppressed, unused } = applyConfig(
    [
      about('unreadable-manifest', 'a.yaml'),
      about('unreadable-manifest', 'charts/a.yaml'),
      about('stale-rendering', 'services/api/a.yaml'),
      about('stale-rendering', 'services/web/overlays/dev/service.yaml'),
      about('rule-gave-up', 'a.yaml'),
    ],
    config,
  );

  expect(findings.map(({ rule, file, severity }) => [rule, file, severity])).toEqual([
    ['unreadable-manifest', 'a.yaml', 'info'],
    ['stale-rendering', 'services/api/a.yaml', 'warning'],
  ]);
  expect(suppressed.map(({ finding, reason }) => [finding.file, reason])).toEqual([
    ['services/web/overlays/dev/service.yaml', 'a trial until Friday'],
  ]);
  expect(unused).toMatchObject([{ reason: 'of an object, which no file has' }]);
});

test('patterns are for paths from the folder of slipway.yaml, wherever the check runs', () => {
  const config = CheckConfig.parse({
    paths: {
      overrides: [{ paths: ['apps/sandbox/'], severities: { 'floating-image-tag': 'info', 'no-probe': 'off' } }],
    },
    exceptions: [{ rule: 'unreadable-manifest', files: ['apps/raw/*'], reason: 'templates' }],
  });
  const fromConfig = (file: string): string => `apps/${file}`;
  const raw = { rule: 'unreadable-manifest', severity: 'error' as const, file: 'raw/a.yaml', path: [], message: 'm' };

  const { findings, suppressed } = applyConfig([aFinding({ file: 'sandbox/a.yaml' }), raw], config, fromConfig);

  expect(findings).toEqual([aFinding({ file: 'sandbox/a.yaml', severity: 'info' })]);
  expect(suppressed).toMatchObject([{ finding: { file: 'raw/a.yaml' } }]);
  expect(askedRules(config, fromConfig)('no-probe', 'sandbox/a.yaml')).toBe(false);
});

test('a later override wins, and off leaves a finding out', () => {
  const config = CheckConfig.parse({
    paths: {
      overrides: [
        { paths: ['**'], severities: { 'floating-image-tag': 'off' } },
        { paths: ['apps/'], severities: { 'floating-image-tag': 'warning' } },
      ],
    },
  });

  expect(applyConfig([aFinding(), aFinding({ file: 'x.yaml' })], config).findings).toEqual([
    aFinding({ severity: 'warning' }),
  ]);
});

test('a rule that is off for a file is not asked about it, so that nothing looks as if it suppressed nothing', () => {
  const isAsked = askedRules(
    CheckConfig.parse({
      severities: { 'ssh-port': 'off' },
      paths: {
        overrides: [
          { paths: ['sandbox/'], severities: { 'floating-image-tag': 'off' } },
          { paths: ['gateway/'], severities: { 'ssh-port': 'error' } },
        ],
      },
    }),
  );

  expect(isAsked('floating-image-tag', 'sandbox/a.yaml')).toBe(false);
  expect(isAsked('floating-image-tag', 'a.yaml')).toBe(true);
  expect(isAsked('ssh-port', 'a.yaml')).toBe(false);
  expect(isAsked('ssh-port', 'gateway/a.yaml')).toBe(true);
});

test('paths are ignored as they are written, and none without a word', () => {
  const isIgnored = ignoredPaths(CheckConfig.parse(load(complete)));

  expect(['vendor/a.yaml', 'vendor/a/b.yaml', 'a.tpl.yaml', 'x/y/a.tpl.yaml'].filter(isIgnored)).toHaveLength(4);
  expect(['a/vendor/a.yaml', 'vendors/a.yaml', 'a.tpl.yaml.bak'].filter(isIgnored)).toEqual([]);
  expect(ignoredPaths({})('a.yaml')).toBe(false);
});
