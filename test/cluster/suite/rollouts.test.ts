import { expectSoon } from './expect-soon';
import { describeOnCluster } from './on-cluster';
import { prometheusThatSays } from './prometheus-that-says';
import type { PrometheusThatSays } from './prometheus-that-says';
import { ReleasedService } from './released-service';
import type { ReleasedServiceOptions } from './released-service';

const service = 'apm';
const [first, second] = ['v2.4.0', 'v2.5.0'];

describeOnCluster('Argo Rollouts releases apm', { rollouts: true }, (cluster) => {
  type Changes = Pick<ReleasedServiceOptions, 'namespace' | 'overlay' | 'prometheusUrl'>;
  const released = async (environment: string, pods: number, changes: Changes): Promise<ReleasedService> => {
    const apm = new ReleasedService(cluster().client, { service, environment, ...changes });
    await apm.apply();
    await expectSoon(apm, { phase: 'Healthy', stable: first, pods: { [first]: pods } });
    return apm;
  };
  /** In staging, as it is shipped: five pods, 20 %, a person, 50 %, ten minutes, 100 %. */
  const canary = (changes: Changes): Promise<ReleasedService> => released('staging', 5, changes);
  /** In production, as it is shipped: three pods, the preview is measured, then a person promotes. */
  const blueGreen = (changes: Changes): Promise<ReleasedService> => released('prod', 3, changes);
  /** The same without the measurement. */
  const unmeasured = [['rollout', 'analysis'], false] as const;

  describe('canary', () => {
    test('a second release takes the declared steps, waits for a person, and becomes the stable one', async () => {
      const apm = await canary({ namespace: 'canary-steps' });

      expect(await apm.release(second)).toEqual(['Rollout apm']);
      const one = { [first]: 4, [second]: 1 };
      const paused = { phase: 'Paused', message: 'CanaryPauseStep', stable: first };
      await expectSoon(apm, { ...paused, step: 1, pods: one, traffic: { apm: one } });

      // A sync in the meantime has nothing to do.
      expect(await apm.apply()).toEqual([]);
      await expectSoon(apm, { ...paused, step: 1, pods: one, traffic: { apm: one } });

      await apm.promote();
      await expectSoon(apm, { ...paused, step: 3, pods: { [first]: 3, [second]: 3 } });

      await apm.promote();
      const all = { [second]: 5 };
      await expectSoon(apm, {
        phase: 'Healthy',
        message: '',
        step: 5,
        stable: second,
        pods: all,
        traffic: { apm: all },
      });
    });

    test('a pause with a duration ends by itself; of two pods 20 % is one more', async () => {
      const steps = [{ setWeight: 20 }, { pause: { duration: '4s' } }, { setWeight: 100 }];
      const overlay: Changes['overlay'] = [
        [['rollout', 'steps'], steps],
        [['scale', 'replicas'], 2],
      ];
      const apm = await released('staging', 2, { namespace: 'canary-timed', overlay });

      await apm.release(second);

      await expectSoon(apm, { phase: 'Paused', step: 1, pods: { [first]: 2, [second]: 1 } });
      await expectSoon(apm, { phase: 'Healthy', stable: second, pods: { [second]: 2 } });
    });

    test('an abort gives all pods back to the stable release; retry starts again, the old release heals', async () => {
      const apm = await canary({ namespace: 'canary-abort' });
      await apm.release(second);
      await expectSoon(apm, { phase: 'Paused', step: 1 });

      await apm.abort();
      const message = 'RolloutAborted: Rollout aborted update to revision 2';
      const back = { pods: { [first]: 5 }, traffic: { apm: { [first]: 5 } }, stable: first };
      await expectSoon(apm, { phase: 'Degraded', message, ...back });
      // A sync of the same release does not try again.
      expect(await apm.apply()).toEqual([]);

      await apm.retry();
      await expectSoon(apm, { phase: 'Paused', step: 1, pods: { [first]: 4, [second]: 1 } });

      await apm.release(first);
      await expectSoon(apm, { phase: 'Healthy', message: '', ...back });
    });

    test('an autoscaled count survives a sync, and a fixed one is put back', async () => {
      const apm = new ReleasedService(cluster().client, {
        service,
        environment: 'staging',
        namespace: 'canary-scale',
        overlay: [[['scale'], { owner: 'hpa', minReplicas: 2, maxReplicas: 8 }]],
      });
      await apm.apply();
      await expectSoon(apm, { phase: 'Healthy' });
      const autoscaler = apm.rendered().find(({ kind }) => kind === 'HorizontalPodAutoscaler');
      const { apiVersion, kind, name } = apm.ref;
      expect(autoscaler?.['spec']).toMatchObject({ scaleTargetRef: { apiVersion, kind, name } });

      await apm.scale(4);
      await expectSoon(apm, { phase: 'Healthy', pods: { [first]: 4 } });
      expect(await apm.apply()).toEqual([]);
      await apm.release(second);
      await expectSoon(apm, { phase: 'Paused', step: 1, pods: { [first]: 4, [second]: 1 } });

      await apm.release(first, [[['scale'], { owner: 'fixed', replicas: 3 }]]);
      await expectSoon(apm, { phase: 'Healthy', pods: { [first]: 3 } });
      await apm.scale(5);
      await expectSoon(apm, { phase: 'Healthy', pods: { [first]: 5 } });
      expect(await apm.apply()).toEqual(['Rollout apm']);
      await expectSoon(apm, { phase: 'Healthy', pods: { [first]: 3 } });
    });
  });

  describe('blue-green', () => {
    const three = { old: { [first]: 3 }, new: { [second]: 3 }, both: { [first]: 3, [second]: 3 } };
    const tried = {
      pods: three.both,
      selected: { 'apm-active': first, 'apm-preview': second },
      traffic: { 'apm-active': three.old, 'apm-preview': three.new },
    };
    const moved = {
      selected: { 'apm-active': second, 'apm-preview': second },
      traffic: { 'apm-active': three.new, 'apm-preview': three.new },
    };

    test('a second release runs beside the first, gets all traffic when a person promotes, and the first one ends later', async () => {
      const apm = await blueGreen({
        namespace: 'blue-green',
        overlay: [unmeasured, [['rollout', 'scaleDownDelaySeconds'], 5]],
      });

      expect(await apm.release(second)).toEqual(['Rollout apm']);
      const paused = { phase: 'Paused', message: 'BlueGreenPause', stable: first, ...tried };
      await expectSoon(apm, paused);
      // A sync leaves the selectors that the controller has completed.
      expect(await apm.apply()).toEqual([]);
      await expectSoon(apm, paused);

      await apm.promote();
      await expectSoon(apm, { ...moved, stable: second, pods: three.both });
      await expectSoon(apm, { ...moved, phase: 'Healthy', pods: three.new });
      expect(await apm.apply()).toEqual([]);
      await expectSoon(apm, { ...moved, phase: 'Healthy', pods: three.new });
    });

    test('an abort before the promotion leaves the traffic where it was', async () => {
      const apm = await blueGreen({ namespace: 'blue-green-abort', overlay: [unmeasured] });
      await apm.release(second);
      await expectSoon(apm, { phase: 'Paused', ...tried });

      await apm.abort();
      // People can look at the preview for a while.
      await expectSoon(apm, { phase: 'Degraded', stable: first, ...tried });

      await apm.release(first);
      await expectSoon(apm, {
        phase: 'Healthy',
        selected: { 'apm-active': first, 'apm-preview': first },
        traffic: { 'apm-active': three.old, 'apm-preview': three.old },
      });
    });

    // Selectors are atomic: who applies one applies all of it. This is why the Application ignores the hash.
    test('applied without what the Application ignores, both Services lead to both releases', async () => {
      const apm = await blueGreen({ namespace: 'blue-green-plain', overlay: [unmeasured] });
      await apm.release(second);
      await expectSoon(apm, { phase: 'Paused', ...tried });

      await apm.applyAsRendered();

      const any = { 'apm-active': 'any', 'apm-preview': 'any' };
      await expectSoon(apm, { selected: any, traffic: { 'apm-active': three.both, 'apm-preview': three.both } });
    });

    test('released without what the Application ignores, nothing is tried and all traffic moves', async () => {
      const apm = await blueGreen({ namespace: 'blue-green-untried', overlay: [unmeasured] });

      apm.edit([[['release', 'version'], second]]);
      await apm.applyAsRendered();

      await expectSoon(apm, { phase: 'Healthy', stable: second, ...moved });
    });
  });

  // An analysis takes its time, even with seconds for minutes, so all of them run at once.
  describe('analysis', () => {
    const steps = [{ setWeight: 20 }, { pause: { duration: '15s' } }, { setWeight: 100 }];
    const measuredCanary = [
      [['rollout', 'analysis'], true],
      [['rollout', 'steps'], steps],
    ] as const;
    const promotes = [['rollout', 'autoPromotionEnabled'], true] as const;
    const servers: PrometheusThatSays[] = [];
    const prometheus = async (value?: number | 'NaN'): Promise<string> => {
      const server = await prometheusThatSays(value);
      servers.push(server);
      return server.url;
    };
    let scenarios: Readonly<
      Record<'good' | 'bad' | 'silent' | 'idle' | 'away' | 'goodPreview' | 'badPreview', ReleasedService>
    >;
    beforeAll(async () => {
      const [good, bad] = [await prometheus(0.99), await prometheus(0.5)];
      const [silent, idle] = [await prometheus(), await prometheus('NaN')];
      // Port 9 of this machine: nobody listens there, as the harness takes free ports only from far above.
      const away = 'http://127.0.0.1:9';
      const measured = (namespace: string, prometheusUrl: string): Promise<ReleasedService> =>
        canary({ namespace, prometheusUrl, overlay: measuredCanary });
      scenarios = {
        away: await canary({ namespace: 'measured-away', prometheusUrl: away, overlay: [measuredCanary[0]] }),
        good: await measured('measured-good', good),
        bad: await measured('measured-bad', bad),
        silent: await measured('measured-silent', silent),
        idle: await measured('measured-idle', idle),
        goodPreview: await blueGreen({ namespace: 'preview-good', prometheusUrl: good, overlay: [promotes] }),
        badPreview: await blueGreen({ namespace: 'preview-bad', prometheusUrl: bad, overlay: [promotes] }),
      };
      for (const apm of Object.values(scenarios)) await apm.release(second);
    });
    afterAll(() => Promise.all(servers.map((server) => server.end())));

    test('a canary whose requests succeed reaches its end, and its analysis ends with it', async () => {
      await expectSoon(scenarios.good, {
        phase: 'Healthy',
        stable: second,
        pods: { [second]: 5 },
        analyses: ['Successful'],
      });
    });

    test('R3-03: a canary whose requests fail goes back after three measurements', async () => {
      const { message } = await expectSoon(scenarios.bad, { phase: 'Degraded', stable: first, pods: { [first]: 5 } });

      expect(message).toContain('Metric "success-rate" assessed Failed due to failed (3) > failureLimit (2)');
    });

    test.each(['silent', 'idle'] as const)('a canary that nobody asks waits for a person: %s', async (scenario) => {
      await expectSoon(scenarios[scenario], { phase: 'Paused', stable: first, analyses: ['Inconclusive'] });
    });

    test('a Prometheus that does not answer five times is an error, and the canary goes back', async () => {
      const { message } = await expectSoon(scenarios.away, {
        phase: 'Degraded',
        pods: { [first]: 5 },
        analyses: ['Error'],
      });

      expect(message).toContain('Metric "success-rate" assessed Error due to consecutiveErrors (5)');
    });

    test('a preview whose requests succeed is promoted without a person, where the catalog says so', async () => {
      await expectSoon(scenarios.goodPreview, {
        stable: second,
        analyses: ['Successful'],
        selected: { 'apm-active': second, 'apm-preview': second },
      });
    });

    test('a preview whose requests fail is never promoted', async () => {
      const { message, selected, traffic } = await expectSoon(scenarios.badPreview, {
        phase: 'Degraded',
        stable: first,
        analyses: ['Failed'],
      });

      expect(message).toContain('Metric "success-rate" assessed Failed');
      expect(selected['apm-active']).toBe(first);
      expect(traffic['apm-active']).toEqual({ [first]: 3 });
    });

    test('the canary is measured by its own pods behind its Service, the preview behind its own', () => {
      const asked = servers.flatMap(({ queries }) => [...queries]);

      expect(asked.filter((query) => query.includes('namespace="measured-good"'))).toEqual([
        expect.stringMatching(/service="apm".*pod=~"\.\+-[0-9a-f]+-\.\+"/),
      ]);
      expect(asked.filter((query) => query.includes('namespace="preview-good"'))).toEqual([
        expect.stringMatching(/service="apm-preview".*pod=~"\.\+-[0-9a-f]+-\.\+"/),
      ]);
    });
  });
});
