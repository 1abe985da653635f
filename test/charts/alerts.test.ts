import { alertsOf } from '../../src/charts/alerts';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';
import { placements } from '../helpers/placements';

type Service = NonNullable<PlacementOverrides['service']>;

function alerts(service: Service = {}) {
  return alertsOf(aPlacement({ service }));
}

function expressionOf(name: string, service: Service = {}): string | undefined {
  return alerts(service).find((alert) => alert.name === name)?.expression;
}

const storage = { size: '10Gi', mountPath: '/data' };

test('every service has alerts for what every pod can suffer', () => {
  expect(alerts().map(({ name }) => name)).toEqual([
    'TargetDown',
    'TargetMissing',
    'RequestErrors',
    'RequestLatency',
    'CrashLooping',
    'ReplicasUnavailable',
    'MemoryNearLimit',
  ]);
});

test('a service that nobody measures has no alerts that could never end, and none that could never begin', () => {
  expect(alerts({ monitoring: { scrape: false } }).map(({ name }) => name)).toEqual([
    'CrashLooping',
    'ReplicasUnavailable',
    'MemoryNearLimit',
  ]);
});

test('a service that may have no pods is not missed by Prometheus', () => {
  const triggers = [{ type: 'kafka', metadata: { topic: 'orders' } }];
  const keda = (minReplicas: number) => ({ scale: { owner: 'keda', minReplicas, maxReplicas: 5, triggers } }) as const;

  expect(expressionOf('TargetMissing')).toBe('absent(up{namespace="dev", service="web"})');
  expect(expressionOf('TargetMissing', keda(1))).toBeDefined();
  expect(expressionOf('TargetMissing', keda(0))).toBeUndefined();
  expect(expressionOf('TargetMissing', { scale: { owner: 'fixed', replicas: 0 } })).toBeUndefined();
});

describe('requests', () => {
  test('fail and are slow by the measure of the service', () => {
    const monitoring = { maxErrorShare: 0.01, maxLatency: '1m500ms' };

    expect(expressionOf('RequestErrors', { monitoring })).toContain(' > 0.01 and ');
    expect(expressionOf('RequestLatency', { monitoring })).toMatch(/ > 60\.5$/);
  });

  test('are those that the mesh counts, where it does', () => {
    const mesh = { provider: 'linkerd' } as const;

    expect(expressionOf('RequestErrors', { mesh })).toContain('response_total{');
    expect(expressionOf('RequestLatency', { mesh, monitoring: { maxLatency: '500ms' } })).toMatch(/ > 500$/);
    expect(expressionOf('MeshMetricsMissing', { mesh })).toContain('up{job="dev/web", namespace="dev"}');
    expect(expressionOf('RequestErrors', { mesh: { ...mesh, scrape: false } })).not.toContain('response_total{');
  });
});

test('what is made from the template "worker" has alerts of its jobs, and none of requests that nobody makes', () => {
  const ofJobs = (service: Service) =>
    alerts(service)
      .filter(({ name }) => /^(?:Request|Job)/.test(name))
      .map(({ name }) => name);
  const mesh = { provider: 'linkerd' } as const;

  expect(ofJobs({ template: 'worker' })).toEqual(['JobErrors', 'JobDuration']);
  expect(ofJobs({ template: 'worker', mesh })).toEqual(['JobErrors', 'JobDuration']);
  expect(ofJobs({ template: 'worker', monitoring: { scrape: false } })).toEqual([]);
  expect(ofJobs({ template: 'worker', monitoring: { counts: 'requests' } })).toEqual([
    'RequestErrors',
    'RequestLatency',
  ]);
  expect(expressionOf('JobErrors', { template: 'worker' })).toContain(
    'jobs_total{namespace="dev", service="web", outcome="failed"}',
  );
  expect(expressionOf('JobDuration', { template: 'worker' })).toMatch(/job_duration_seconds_bucket.* > 30$/);
});

test('the pods that are asked are those of the Service that others call, once', () => {
  expect(expressionOf('TargetDown', { rollout: { strategy: 'blueGreen' } })).toBe(
    'up{namespace="dev", service="web-active"} == 0',
  );
});

test('missing pods are counted by what keeps them running', () => {
  expect(expressionOf('ReplicasUnavailable')).toBe(
    'kube_deployment_status_replicas_unavailable{namespace="dev", deployment="web"} > 0',
  );
  expect(expressionOf('ReplicasUnavailable', { storage })).toBe(
    'kube_statefulset_replicas{namespace="dev", statefulset="web"} - kube_statefulset_status_replicas_ready{namespace="dev", statefulset="web"} > 0',
  );
  expect(expressionOf('ReplicasUnavailable', { rollout: { strategy: 'blueGreen' } })).toContain(
    'kube_replicaset_owner{namespace="dev", owner_kind="Rollout", owner_name="web"}',
  );
});

test('a full volume is an alert where there is a volume', () => {
  expect(expressionOf('VolumeFillingUp')).toBeUndefined();
  expect(expressionOf('VolumeFillingUp', { storage })).toContain('persistentvolumeclaim=~"data-web-[0-9]+"');
});

test('an autoscaler at its maximum is an alert, whoever made it', () => {
  const bounds = { minReplicas: 2, maxReplicas: 5 };
  const triggers = [{ type: 'kafka', metadata: { topic: 'orders' } }];

  expect(expressionOf('AutoscalerAtMaximum')).toBeUndefined();
  expect(expressionOf('AutoscalerAtMaximum', { scale: { owner: 'hpa', ...bounds } })).toContain(
    'horizontalpodautoscaler="web"',
  );
  expect(expressionOf('AutoscalerAtMaximum', { scale: { owner: 'keda', ...bounds, triggers } })).toContain(
    'horizontalpodautoscaler="keda-hpa-web"',
  );
});

test('an autoscaler whose bounds are equal always is at its maximum, and no alert', () => {
  expect(
    expressionOf('AutoscalerAtMaximum', { scale: { owner: 'hpa', minReplicas: 3, maxReplicas: 3 } }),
  ).toBeUndefined();
});

test.each(Object.entries(placements))(
  'every alert of %s says what is wrong, what it means and what to do',
  (_name, placement) => {
    for (const alert of alertsOf(placement)) {
      expect(alert.summary).toContain(placement.service);
      expect(alert.description).not.toBe('');
      expect(alert.runbook).not.toBe('');
      expect(alert.expression).toContain(`namespace="${placement.namespace}"`);
    }
  },
);

describe('jobs', () => {
  const expressionsOf = (service: Service) =>
    Object.fromEntries(alerts(service).map(({ name, expression, for: time }) => [name, [expression, time]]));

  test('that fail with a release are an alert, and schedules whose last run did not succeed', () => {
    const { JobFailed, JobOverdue } = expressionsOf({
      jobs: {
        migrate: { when: 'before' },
        warm: { when: 'after' },
        clean: { schedule: '0 3 * * *', deadlineSeconds: 1800 },
        rest: { schedule: '0 4 * * *', suspended: true },
      },
    });

    expect(JobFailed?.[0]).toBe(
      'kube_job_failed{namespace="dev", job_name=~"web-migrate|web-warm", condition="true"} > 0',
    );
    expect(JobOverdue).toEqual([
      'kube_cronjob_status_last_schedule_time{namespace="dev", cronjob="web-clean"} > (kube_cronjob_status_last_successful_time{namespace="dev", cronjob="web-clean"} or kube_cronjob_created{namespace="dev", cronjob="web-clean"})',
      '45m',
    ]);
  });

  test('that nobody ends may run for long before anybody is told', () => {
    const { JobOverdue } = expressionsOf({ jobs: { clean: { schedule: '0 3 * * *', deadlineSeconds: 'none' } } });

    expect(JobOverdue?.[1]).toBe('495m');
  });

  test('are all that a service of nothing but jobs is watched by', () => {
    const service: Service = { ports: [], runs: 'jobs', jobs: { web: { when: 'once' } } };

    expect(alerts(service).map(({ name }) => name)).toEqual(['JobFailed']);
  });
});
