import { Rollout } from '../../src/constructs/rollout';
import type { BlueGreenStrategy, CanaryStrategy, RolloutProps } from '../../src/constructs/rollout';
import { aChart, identity } from '../helpers/a-chart';
import { aPod } from '../helpers/a-pod';

function rollout(strategy: CanaryStrategy | BlueGreenStrategy, more: Pick<RolloutProps, 'rollbackWindow'> = {}) {
  const props = { ...identity, name: 'apm', selector: { app: 'apm' }, pod: aPod(), strategy, ...more };
  return new Rollout(aChart(), 'rollout', props).toJson();
}

const canary: CanaryStrategy = {
  strategy: 'canary',
  steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 50 }, { pause: { duration: '10m' } }, { setWeight: 100 }],
};

const blueGreen: BlueGreenStrategy = {
  strategy: 'blueGreen',
  activeService: 'apm-active',
  previewService: 'apm-preview',
  autoPromotionEnabled: false,
};

const newPods = { name: 'pod-hash', valueFrom: { podTemplateHashValue: 'Latest' } };

describe('a canary', () => {
  test('goes up in steps, and a pause without a duration waits for a person', () => {
    expect(rollout(canary).spec.strategy).toEqual({
      canary: { maxSurge: '25%', maxUnavailable: '25%', steps: canary.steps },
    });
  });

  test('has no Services of its own when nobody divides the traffic: a weight then is a share of the pods', () => {
    const strategy = rollout(canary).spec.strategy?.canary;

    expect(strategy).not.toHaveProperty('stableService');
    expect(strategy).not.toHaveProperty('canaryService');
  });

  test('names its Services when something divides the traffic between them', () => {
    const routing = { nginx: { stableIngress: 'apm' } };
    const traffic = { stableService: 'apm-stable', canaryService: 'apm-canary', routing };

    expect(rollout({ ...canary, traffic }).spec.strategy?.canary).toMatchObject({
      stableService: 'apm-stable',
      canaryService: 'apm-canary',
      trafficRouting: routing,
    });
  });

  test('is watched from its first step on if an analysis is named', () => {
    const analysis = { template: 'success-rate', service: 'apm' };

    expect(rollout({ ...canary, analysis }).spec.strategy?.canary?.analysis).toEqual({
      templates: [{ templateName: 'success-rate' }],
      args: [{ name: 'service-name', value: 'apm' }, newPods],
    });
  });
});

describe('blue-green', () => {
  test('has one Service for each version and waits for a person', () => {
    expect(rollout(blueGreen).spec.strategy).toEqual({
      blueGreen: {
        activeService: 'apm-active',
        previewService: 'apm-preview',
        autoPromotionEnabled: false,
        scaleDownDelayRevisionLimit: 1,
        scaleDownDelaySeconds: 600,
      },
    });
  });

  test('keeps one old version for ten minutes, so that going back is at once', () => {
    const strategy = rollout(blueGreen).spec.strategy?.blueGreen;

    expect(strategy).toMatchObject({ scaleDownDelaySeconds: 600, scaleDownDelayRevisionLimit: 1 });
    expect(rollout({ ...blueGreen, scaleDownDelaySeconds: 0 }).spec.strategy?.blueGreen?.scaleDownDelaySeconds).toBe(0);
  });

  test('measures the preview before it is promoted', () => {
    const analysis = { template: 'success-rate', service: 'apm-preview' };

    expect(rollout({ ...blueGreen, analysis }).spec.strategy?.blueGreen?.prePromotionAnalysis).toEqual({
      templates: [{ templateName: 'success-rate' }],
      args: [{ name: 'service-name', value: 'apm-preview' }, newPods],
    });
  });
});

test.each([canary, blueGreen])(
  'going back to a recent version skips the trial, unless that is unwanted: $strategy',
  (strategy) => {
    expect(rollout(strategy).spec.rollbackWindow).toEqual({ revisions: 3 });
    expect(rollout(strategy, { rollbackWindow: 1 }).spec.rollbackWindow).toEqual({ revisions: 1 });
    expect(rollout(strategy, { rollbackWindow: 0 }).spec).not.toHaveProperty('rollbackWindow');
  },
);

test('a Rollout is in the last wave: Argo CD would wait for a paused one in any other', () => {
  expect(rollout(canary).metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '5' });
});
