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
