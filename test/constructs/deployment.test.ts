import { Deployment } from '../../src/constructs/deployment';
import type { DeploymentProps } from '../../src/constructs/deployment';
import { aChart, identity } from '../helpers/a-chart';
import { aPod } from '../helpers/a-pod';

function deployment(props: Partial<DeploymentProps> = {}) {
  return new Deployment(aChart(), 'deployment', {
    ...identity,
    selector: { app: 'web' },
    pod: aPod(),
    ...props,
  }).toJson();
}

test('a count in Git is the count of pods', () => {
  expect(deployment({ replicas: 3 }).spec?.replicas).toBe(3);
});

test('0 is a count, too', () => {
  expect(deployment({ replicas: 0 }).spec?.replicas).toBe(0);
});

test('without a count the field is absent, so that a sync does not undo what an autoscaler did', () => {
  expect(deployment().spec).not.toHaveProperty('replicas');
});

test('a new pod is ready before an old one goes, unless something else is wanted', () => {
  expect(deployment().spec?.strategy).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
  });
  expect(deployment({ maxSurge: '25%', maxUnavailable: '25%' }).spec?.strategy?.rollingUpdate).toEqual({
    maxSurge: '25%',
    maxUnavailable: '25%',
  });
});

test('all pods end before new ones start, where that is wanted', () => {
  expect(deployment({ strategy: 'recreate' }).spec?.strategy).toEqual({ type: 'Recreate' });
});

test('it finds and spreads its pods by the selector alone', () => {
  const { spec } = deployment({ pod: aPod({ labels: { app: 'web', version: 'v2' } }) });

  expect(spec?.selector).toEqual({ matchLabels: { app: 'web' } });
  expect(spec?.template.spec?.topologySpreadConstraints?.[0]?.labelSelector).toEqual({ matchLabels: { app: 'web' } });
});
