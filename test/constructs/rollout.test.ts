import { Rollout } from '../../src/constructs/rollout';
import type { BlueGreenStrategy, CanaryStrategy } from '../../src/constructs/rollout';
import { aChart, identity } from '../helpers/a-chart';
import { aPod } from '../helpers/a-pod';

function rollout(strategy: CanaryStrategy | BlueGreenStrategy) {
  const props = { ...identity, name: 'apm', selector: { app: 'apm' }, pod: aPod(), strategy };
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
      args: [{ name: 'service-name', value: 'apm' }],
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
        scaleDownDelaySeconds: 30,
      },
    });
  });

  test('measures the preview before it is promoted', () => {
    const analysis = { template: 'success-rate', service: 'apm-preview' };

    expect(rollout({ ...blueGreen, analysis }).spec.strategy?.blueGreen?.prePromotionAnalysis).toEqual({
      templates: [{ templateName: 'success-rate' }],
      args: [{ name: 'service-name', value: 'apm-preview' }],
    });
  });
});

test('a Rollout is in the last wave: Argo CD would wait for a paused one in any other', () => {
  expect(rollout(canary).metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '5' });
});
