import { environmentYaml as env, platformYaml as platform } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const after = (...names: readonly string[]): string => `${env}gates: { after: [${names.join(', ')}] }\n`;

describe('an environment that has to be gone through before', () => {
  test('is a known one', () => {
    expect(problemsOf({ 'environments/prod.yaml': after('dev', 'stagin') })).toEqual([
      'environments/prod.yaml:14:23: gates.after[1]: unknown environment "stagin"; known are dev, prod',
    ]);
    expect(problemsOf({ 'platform.yaml': `${platform}gates: { after: [deev] }\n` })).toEqual([
      'platform.yaml:6:18: gates.after[0]: unknown environment "deev"; did you mean "dev"?',
    ]);
  });

  test('waits for none that waits for it: each circle is told once', () => {
    const circle = {
      'environments/dev.yaml': after('staging'),
      'environments/prod.yaml': after('dev'),
      'environments/staging.yaml': after('prod'),
    };

    expect(problemsOf(circle)).toEqual([
      'environments/dev.yaml:14:17: gates.after: environments wait for each other in a circle: dev -> staging -> prod -> dev; remove one of these names',
    ]);
  });

  test('is not the environment itself, also when the platform says so of all', () => {
    expect(problemsOf({ 'environments/prod.yaml': after('prod') })).toEqual([
      'environments/prod.yaml:14:17: gates.after: environments wait for each other in a circle: prod -> prod; remove one of these names',
    ]);
    expect(problemsOf({ 'platform.yaml': `${platform}gates: { after: [dev] }\n` })).toEqual([
      'platform.yaml:6:17: gates.after: environments wait for each other in a circle: dev -> dev; say "after: []" in the gates of the first environment',
    ]);
    expect(
      problemsOf({ 'platform.yaml': `${platform}gates: { after: [dev] }\n`, 'environments/dev.yaml': after() }),
    ).toEqual([]);
  });

  test('may be one of several, and several may have one', () => {
    const diamond = {
      'environments/eu.yaml': after('dev'),
      'environments/us.yaml': after('dev'),
      'environments/prod.yaml': after('eu', 'us', 'dev'),
    };

    expect(problemsOf(diamond)).toEqual([]);
  });
});

describe('a team that gates name', () => {
  test.each([
    ['approvals', 'approvals: [{ count: 1, teams: ["{team}", web-taem] }]', 'gates.approvals[0].teams[1]'],
    ['permissions', 'permissions: [{ verbs: [promote] }, { teams: [web-taem] }]', 'gates.permissions[1].teams[0]'],
    [
      'approvals of a hotfix',
      'hotfix: { skips: [freeze], approvals: [{ count: 1, teams: [web-taem] }] }',
      'gates.hotfix.approvals[0].teams[0]',
    ],
  ])('exists: %s', (_, gates, path) => {
    const said = `${path}: unknown team "web-taem"; did you mean "web-team"?`;

    expect(problemsOf({ 'environments/prod.yaml': `${env}gates: { ${gates} }\n` })).toEqual([
      expect.stringMatching(/^environments\/prod\.yaml:14:\d+: /),
    ]);
    expect(problemsOf({ 'environments/prod.yaml': `${env}gates: { ${gates} }\n` })[0]).toContain(said);
    expect(problemsOf({ 'platform.yaml': `${platform}gates: { ${gates} }\n` })[0]).toContain(said);
  });

  test('exists for the team of each service, where a pattern names it', () => {
    const pattern = `${env}gates: { approvals: [{ count: 1, teams: ["{team}-leads"] }] }\n`;

    expect(problemsOf({ 'environments/prod.yaml': pattern })).toEqual([
      'environments/prod.yaml:14:42: gates.approvals[0].teams[0]: unknown team "web-team-leads"; known are web-team',
    ]);
    expect(
      problemsOf({
        'environments/prod.yaml': pattern,
        'platform.yaml': `${platform}  web-team-leads: { owners: ["@your-org/leads"] }\n`,
      }),
    ).toEqual([]);
  });
});

test('a team that a person is in exists', () => {
  const people = 'people:\n  ann: { emails: [ann@example.com], teams: [web-team, wep-team] }\n';

  expect(problemsOf({ 'people.yaml': people })).toEqual([
    'people.yaml:2:55: people.ann.teams[1]: unknown team "wep-team"; did you mean "web-team"?',
  ]);
});

test('a freeze of one time that is wrong is told as one', () => {
  const freezes = (one: string): string => `${env}freezes: [${one}]\n`;

  expect(
    problemsOf({
      'environments/dev.yaml': freezes('{ reason: r, from: "2026-11-20T00:00:00Z", until: "2026-11-19T00:00:00Z" }'),
      'environments/prod.yaml': freezes('{ reason: r, from: "2026-11-20T00:00:00Z", untill: "2026-11-21T00:00:00Z" }'),
    }),
  ).toEqual([
    expect.stringMatching(/^environments\/dev\.yaml:14:\d+: freezes\[0\]\.until: .* must be after `from`$/),
    expect.stringMatching(/^environments\/prod\.yaml:14:\d+: freezes\[0\]\.until: "until" is missing/),
    expect.stringMatching(
      /^environments\/prod\.yaml:14:\d+: freezes\[0\]\.untill: unknown key "untill"; did you mean "until"\?$/,
    ),
  ]);
});
