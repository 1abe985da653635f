import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';

import { runHere } from '../helpers/run-in-process';
import { temporaryFolder } from '../helpers/temporary-folder';
import { write } from '../helpers/tree';

const deployment = (strategy: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: app, labels: { app: app } }
spec:
  strategy: ${strategy}
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec: { containers: [{ name: app, image: "registry.example.com/app:1" }] }
`;

const strategies = [
  ['{ type: Recreate }', { strategy: 'recreate' }],
  ['{ type: Recreate, rollingUpdate: null }', { strategy: 'recreate' }],
  [
    '{ type: RollingUpdate, rollingUpdate: { maxSurge: 0, maxUnavailable: 2 } }',
    { strategy: 'rolling', maxSurge: 0, maxUnavailable: 2 },
  ],
] as const;

test.each(strategies)('how a Deployment replaces its pods is a word, and no patch: %s', async (strategy, rollout) => {
  const workingDirectory = temporaryFolder();
  write(workingDirectory, 'a.yaml', deployment(strategy));

  const { exitCode } = await runHere(['import', 'a.yaml'], { workingDirectory });

  const service = load(readFileSync(join(workingDirectory, 'catalog/services/app/service.yaml'), 'utf8'));
  expect(exitCode).toBe(0);
  expect(service).toMatchObject({ rollout });
  expect(service).not.toHaveProperty('patches');
});
