import { environmentYaml, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

test('a service that reads no Secret has no use for pods that are replaced with one', () => {
  expect(problemsOf({ 'services/web/service.yaml': `${web}secrets: { reload: reloader }\n` })).toEqual([
    'services/web/service.yaml:4:20: secrets.reload: service "web" wants pods to be replaced when a Secret has other values, and has no pods that read one; remove it, or name what they read: secrets.keys, secrets.wholeKeys, or a Secret in env, envFrom or volumes',
  ]);
});

test('an environment may ask it of whoever reads one', () => {
  const asking = `${environmentYaml}defaults: { secrets: { reload: reloader } }\n`;

  expect(problemsOf({ 'environments/dev.yaml': asking })).toEqual([]);
});
