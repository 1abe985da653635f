import { ApiObject, App } from 'cdk8s';

import { MicroserviceChart } from '../../src/charts/microservice-chart';
import { Manifest } from '../../src/constructs/manifest';
import type { KubernetesObject } from '../../src/constructs/manifest';
import type { Placement } from '../../src/model/placement';
import { aPlacement } from '../helpers/a-placement';
import { placements } from '../helpers/placements';

function manifestsOf(placement: Placement): readonly Manifest[] {
  const chart = new MicroserviceChart(new App(), 'chart', placement);
  return chart.node.children.filter((child): child is Manifest => child instanceof Manifest);
}

function objectsOf(placement: Placement): readonly KubernetesObject[] {
  return manifestsOf(placement).map((manifest) => manifest.toJson());
}

/** `Deployment web`, for each object. */
function namesOf(placement: Placement): readonly string[] {
  return objectsOf(placement).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

function objectOf(placement: Placement, kind: string, name?: string): KubernetesObject | undefined {
  return objectsOf(placement).find(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
}

describe('what a service is made of', () => {
  test('an ordinary one has an account, a Deployment, a Service and a budget', () => {
    expect(namesOf(aPlacement())).toEqual([
      'ServiceAccount web',
      'Deployment web',
      'Service web',
      'PodDisruptionBudget web',
    ]);
  });

  test('configuration and secrets add a ConfigMap and an ExternalSecret', () => {
    const placement = aPlacement({ service: { config: { values: { LOG_LEVEL: 'INFO' } }, database: true } });

    expect(namesOf(placement)).toEqual(expect.arrayContaining(['ConfigMap web-config', 'ExternalSecret web-secrets']));
  });

  test('blue-green has two Services, and callers know the active one', () => {
    const placement = aPlacement({ service: { rollout: { strategy: 'blueGreen' } } });

    expect(placement.serviceName).toBe('web-active');
    expect(namesOf(placement)).toEqual([
      'ServiceAccount web',
      'AnalysisTemplate web-success-rate',
      'Rollout web',
      'Service web-active',
      'Service web-preview',
      'PodDisruptionBudget web',
    ]);
  });

  test('storage makes it a StatefulSet with a headless Service', () => {
    const placement = aPlacement({ service: { storage: { size: '10Gi', mountPath: '/data' } } });

    expect(namesOf(placement)).toEqual([
      'ServiceAccount web',
      'StatefulSet web',
      'Service web',
      'Service web-headless',
      'PodDisruptionBudget web',
    ]);
  });

  test.each(Object.entries(placements))('%s: no two objects have the same kind and name', (_, placement) => {
    const names = namesOf(placement);

    expect(new Set(names).size).toBe(names.length);
  });

  test.each(Object.entries(placements))('%s: each object is in the namespace and has the labels', (_, placement) => {
    for (const { metadata } of objectsOf(placement)) {
      expect(metadata.namespace).toBe('dev');
      expect(metadata.labels).toMatchObject({ team: 'payments', 'app.kubernetes.io/managed-by': 'slipway' });
    }
  });
});

describe('who owns the number of pods', () => {
  test('Git owns it: the Deployment has it', () => {
    const placement = aPlacement({ service: { scale: { owner: 'fixed', replicas: 5 } } });

    expect(objectOf(placement, 'Deployment')).toHaveProperty('spec.replicas', 5);
  });

  test('an HPA owns it: the Deployment has no replicas', () => {
    const placement = aPlacement({ overlay: { scale: { owner: 'hpa', minReplicas: 3, maxReplicas: 10 } } });

    expect(objectOf(placement, 'Deployment')).not.toHaveProperty('spec.replicas');
    expect(objectOf(placement, 'HorizontalPodAutoscaler')).toMatchObject({
      spec: { minReplicas: 3, maxReplicas: 10, scaleTargetRef: { kind: 'Deployment', name: 'web' } },
    });
  });

  test('an HPA takes over: the Deployment has what it begins with, and Argo CD leaves that alone', () => {
    const scale = { owner: 'hpa', minReplicas: 3, maxReplicas: 10, initialReplicas: 6 } as const;

    expect(objectOf(aPlacement({ overlay: { scale } }), 'Deployment')).toHaveProperty('spec.replicas', 6);
  });

  test('KEDA owns it: the Rollout has no replicas', () => {
    expect(objectOf(placements.canary, 'Rollout')).not.toHaveProperty('spec.replicas');
    expect(objectOf(placements.canary, 'ScaledObject')).toMatchObject({
      spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'apm' } },
    });
  });
});

describe('a Spring Boot service', () => {
  const placement = aPlacement({
    name: 'payment-service',
    platform: { portal: { provider: 'port' } },
    service: {
      framework: 'spring-boot',
      database: true,
      metrics: { annotations: true },
      config: { values: { LOG_LEVEL: 'INFO' }, mountPath: '/app/config' },
      scratch: { '/tmp': '1Gi' },
    },
    overlay: { release: { version: 'v1.2.0' } },
  });
  const template = () => objectOf(placement, 'Deployment');

  test('is probed as Actuator answers', () => {
    expect(template()).toHaveProperty('spec.template.spec.containers[0].livenessProbe', {
      httpGet: { path: '/actuator/health/liveness', port: 'http' },
      initialDelaySeconds: 60,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 3,
    });
    expect(template()).toHaveProperty('spec.template.spec.containers[0].readinessProbe', {
      httpGet: { path: '/actuator/health/readiness', port: 'http' },
      initialDelaySeconds: 30,
      periodSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 3,
    });
  });

  test('reads its database from the Secret that the ExternalSecret makes', () => {
    const reference = (key: string) => ({ secretKeyRef: { name: 'payment-service-secrets', key } });

    expect(template()).toHaveProperty('spec.template.spec.containers[0].env', [
      { name: 'DB_HOST', valueFrom: reference('db-host') },
      { name: 'DB_PASSWORD', valueFrom: reference('db-password') },
      { name: 'DB_USERNAME', valueFrom: reference('db-username') },
      { name: 'SPRING_PROFILES_ACTIVE', value: 'kubernetes' },
    ]);
  });

  test('writes to /tmp and reads /app/config, and nothing else is mounted', () => {
    expect(template()).toHaveProperty('spec.template.spec.volumes', [
      { name: 'config', configMap: { name: 'payment-service-config' } },
      { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
    ]);
    expect(template()).toHaveProperty('spec.template.spec.containers[0].volumeMounts', [
      { name: 'config', mountPath: '/app/config', readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ]);
  });

  test('is known to the portal by its workload, and to Prometheus by its pods', () => {
    expect(template()?.metadata.annotations).toMatchObject({
      'port.io/blueprint': 'microservice',
      'port.io/entity': 'payment-service',
    });
    expect(template()).toMatchObject({
      spec: {
        template: {
          metadata: {
            annotations: {
              'prometheus.io/path': '/actuator/prometheus',
              'prometheus.io/port': '8080',
              'prometheus.io/scrape': 'true',
            },
            labels: { app: 'payment-service', version: 'v1.2.0', 'managed-by': 'port-io' },
          },
        },
      },
    });
  });
});

describe('a release', () => {
  test.each(['Deployment', 'StatefulSet'])('never changes the selector of a %s, which is immutable', (kind) => {
    const storage = kind === 'StatefulSet' ? { storage: { size: '1Gi', mountPath: '/data' } } : {};
    const version = (text: string) => aPlacement({ service: storage, overlay: { release: { version: text } } });

    expect(objectOf(version('v2'), kind)).toHaveProperty('spec.selector', { matchLabels: { app: 'web' } });
    expect(objectOf(version('v1'), kind)).toHaveProperty('spec.selector', { matchLabels: { app: 'web' } });
  });

  test('is rendered alike whatever the order of keys in the catalog', () => {
    const one = aPlacement({ service: { env: { A: '1', B: '2' }, scratch: { '/a': '1Mi', '/b': '1Mi' } } });
    const other = aPlacement({ service: { env: { B: '2', A: '1' }, scratch: { '/b': '1Mi', '/a': '1Mi' } } });

    expect(JSON.stringify(objectOf(other, 'Deployment'))).toBe(JSON.stringify(objectOf(one, 'Deployment')));
  });
});

// Those of the version that is tried: of all pods, the old ones would hide what is wrong with the new ones.
const newPods = { name: 'pod-hash', valueFrom: { podTemplateHashValue: 'Latest' } };

describe('a canary and blue-green', () => {
  test('the preview is measured five times and then may be promoted', () => {
    const placement = aPlacement({ service: { rollout: { strategy: 'blueGreen' } } });

    expect(objectOf(placement, 'Rollout')).toHaveProperty('spec.strategy.blueGreen', {
      activeService: 'web-active',
      previewService: 'web-preview',
      autoPromotionEnabled: false,
      scaleDownDelayRevisionLimit: 1,
      scaleDownDelaySeconds: 600,
      prePromotionAnalysis: {
        templates: [{ templateName: 'web-success-rate' }],
        args: [{ name: 'service-name', value: 'web-preview' }, newPods],
      },
    });
    expect(objectOf(placement, 'AnalysisTemplate')).toHaveProperty('spec.metrics[0].count', 5);
  });

  test('a canary is watched until it is over', () => {
    const steps = [{ setWeight: 20 }, { pause: {} }, { setWeight: 50 }, { pause: { duration: '10m' } }];
    const placement = aPlacement({ service: { rollout: { strategy: 'canary', steps, analysis: true } } });

    expect(objectOf(placement, 'Rollout')).toHaveProperty('spec.strategy.canary', {
      maxSurge: '25%',
      maxUnavailable: '25%',
      steps,
      analysis: {
        templates: [{ templateName: 'web-success-rate' }],
        args: [{ name: 'service-name', value: 'web' }, newPods],
      },
    });
    expect(objectOf(placement, 'AnalysisTemplate')).not.toHaveProperty('spec.metrics[0].count');
  });

  test('without an analysis there is no template', () => {
    const placement = aPlacement({ service: { rollout: { strategy: 'blueGreen', analysis: false } } });

    expect(objectOf(placement, 'AnalysisTemplate')).toBeUndefined();
    expect(objectOf(placement, 'Rollout')).not.toHaveProperty('spec.strategy.blueGreen.prePromotionAnalysis');
  });
});

describe('a backup', () => {
  const placement = placements.stateful;
  const backedUp = {
    storage: { size: '1Gi', mountPath: '/data' },
    backup: { schedule: '0 2 * * *', retentionDays: 7, size: '1Gi', command: ['dump'] },
  };
  const pod = 'spec.jobTemplate.spec.template';

  test('has the image and the rights of the service', () => {
    const cronJob = objectOf(placement, 'CronJob');
    const statefulSet = objectOf(placement, 'StatefulSet');

    for (const path of ['image', 'securityContext', 'resources']) {
      expect(cronJob).toHaveProperty(
        `${pod}.spec.containers[0].${path}`,
        valueAt(statefulSet, `spec.template.spec.containers[0].${path}`),
      );
    }
    expect(cronJob).toHaveProperty(`${pod}.spec.serviceAccountName`, 'database');
  });

  test('its pods get no requests: no selector of the service finds them', () => {
    expect(placement.selector).toEqual({ app: 'database' });
    expect(objectOf(placement, 'CronJob')).toHaveProperty(`${pod}.metadata.labels.app`, 'database-backup');
    expect(objectOf(placement, 'CronJob')).not.toHaveProperty(`${pod}.spec.containers[0].ports`);
  });

  test('its pods may reach the service, and the service lets them in', () => {
    expect(placement.backup?.network.egress).toContainEqual(
      expect.objectContaining({ namespace: 'dev', pods: { app: 'database' }, ports: [5432] }),
    );
    expect(placement.network.ingress).toContainEqual(
      expect.objectContaining({ namespace: 'dev', pods: { app: 'database-backup' }, ports: [5432] }),
    );
  });

  test('neither its volume, which waits for the first run, nor a failed run says that the release is unhealthy', () => {
    for (const kind of ['CronJob', 'PersistentVolumeClaim']) {
      expect(objectOf(placement, kind)?.metadata.annotations).toMatchObject({
        'argocd.argoproj.io/ignore-healthcheck': 'true',
      });
    }
  });

  test('comes in the wave of the pods, which no sync then waits for, unless something lets traffic in after them', () => {
    const meshed = aPlacement({ service: { ...backedUp, mesh: { provider: 'linkerd' } } });
    const scaled = aPlacement({ service: { ...backedUp, scale: { owner: 'hpa', minReplicas: 1, maxReplicas: 2 } } });
    const waveOf = (one: typeof placement) =>
      objectOf(one, 'CronJob')?.metadata.annotations?.['argocd.argoproj.io/sync-wave'];

    expect([placement, meshed, scaled].map(waveOf)).toEqual(['0', '5', '5']);
  });

  test('is outside of the mesh, whose proxy would not let the Job end', () => {
    const meshed = aPlacement({
      service: {
        ...backedUp,
        mesh: { provider: 'linkerd' },
      },
    });

    expect(objectOf(meshed, 'CronJob')).toHaveProperty(`${pod}.metadata.annotations`, {
      'linkerd.io/inject': 'disabled',
    });
  });
});

test('a headless Service is not one that a ServiceMonitor finds: each pod would be read twice', () => {
  const placement = aPlacement({ service: { storage: { size: '1Gi', mountPath: '/data' } } });

  expect(objectOf(placement, 'Service', 'web')?.metadata.labels).toMatchObject({ app: 'web' });
  expect(objectOf(placement, 'Service', 'web-headless')?.metadata.labels).toMatchObject({ app: 'web-headless' });
  expect(objectOf(placement, 'Service', 'web-headless')).toHaveProperty('spec.selector', { app: 'web' });
});

test("Linkerd's circuit breaker is on the Service that callers use, unless it is turned off", () => {
  const meshed = (failureAccrual: number) => aPlacement({ service: { mesh: { provider: 'linkerd', failureAccrual } } });

  expect(objectOf(meshed(7), 'Service')?.metadata.annotations).toMatchObject({
    'balancer.linkerd.io/failure-accrual': 'consecutive',
    'balancer.linkerd.io/failure-accrual-consecutive-max-failures': '7',
  });
  expect(objectOf(meshed(0), 'Service')?.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '0' });
});

describe('the fast way to JSON', () => {
  test.each(Object.entries(placements))('%s: gives what cdk8s itself gives', (_, placement) => {
    const manifests = manifestsOf(placement);

    expect(manifests.length).toBeGreaterThan(3);
    for (const manifest of manifests) {
      const fast: unknown = manifest.toJson();
      expect(fast).toEqual(ApiObject.prototype.toJson.call(manifest));
    }
  });

  test('the placements use every kind that the chart can make', () => {
    const kinds = new Set(
      Object.values(placements).flatMap((placement) => objectsOf(placement).map(({ kind }) => kind)),
    );

    expect([...kinds].sort()).toEqual([
      'AnalysisTemplate',
      'ConfigMap',
      'CronJob',
      'Deployment',
      'ExternalSecret',
      'HorizontalPodAutoscaler',
      'PersistentVolumeClaim',
      'PodDisruptionBudget',
      'Rollout',
      'ScaledObject',
      'Service',
      'ServiceAccount',
      'StatefulSet',
    ]);
  });
});

function valueAt(object: unknown, path: string): unknown {
  let value = object;
  for (const key of path.split(/[.[\]]+/)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([name]) => name === key)?.[1];
  }
  return value;
}
