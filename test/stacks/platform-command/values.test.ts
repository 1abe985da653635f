import { parse } from 'yaml';

import { readStack } from '../../../stacks/platform-command/read-stack';
import { valuesText } from '../../../stacks/platform-command/values';
import { aProject } from '../helpers/a-project';

test('the values of a chart are those of the program, with what the stack lays over them', async () => {
  const values = { 'argo-rollouts': { controller: { replicas: 3 } } };

  const text = await valuesText(readStack(aProject({ values }), 'dev'), 'argo-rollouts');

  expect(parse(text)).toMatchObject({ keepCRDs: true, controller: { replicas: 3, metrics: { enabled: true } } });
});

test('a chart that the stack does not install is named, with one that it may mean', async () => {
  await expect(valuesText(readStack(aProject(), 'dev'), 'argo-rollout')).rejects.toThrow(
    'the stack "dev" installs no chart "argo-rollout"; did you mean "argo-rollouts"?',
  );
});
