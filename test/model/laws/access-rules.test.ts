import { overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const rules = 'identity: { rules: [{ resources: [pods], verbs: [list] }] }\n';

it('refuses rights that no pod can use', () => {
  expect(problemsOf({ 'services/web/service.yaml': web + rules })).toEqual([
    'services/web/service.yaml:4:20: identity.rules: service "web" has identity.rules, and its pods get no token for the API server; add identity.token: true, or remove the rules',
  ]);
});

it('takes them with a token, whoever says so', () => {
  const files = {
    'services/web/service.yaml': web + rules,
    'services/web/dev.yaml': release + 'identity: { token: true }\n',
    'services/web/prod.yaml': release + 'identity: { token: true }\n',
  };

  expect(problemsOf(files)).toEqual([]);
});

it('refuses to say of an account that is there what all who share it would get', () => {
  const said =
    'identity: { account: robot, token: true, annotations: { a: b }, rules: [{ resources: [pods], verbs: [list] }] }\n';

  expect(problemsOf({ 'services/web/service.yaml': web + said + 'names: { account: mine }\n' })).toEqual([
    expect.stringContaining('names.account calls an account of its own; remove one of both'),
    expect.stringContaining(
      'identity.annotations: service "web" runs as the ServiceAccount "robot", which is there, and has identity.annotations; say identity.annotations where "robot" is made',
    ),
    expect.stringContaining('identity.rules: service "web" runs as the ServiceAccount "robot"'),
  ]);
});
