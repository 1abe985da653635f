import { podTemplate } from '../../src/constructs/pod-template';
import type { PodTemplateProps } from '../../src/constructs/pod-template';
import { aPod } from '../helpers/a-pod';

function container(overrides: Partial<PodTemplateProps>) {
  return podTemplate(aPod(overrides)).spec?.containers[0];
}

function annotations(overrides: Partial<PodTemplateProps>) {
  return podTemplate(aPod(overrides)).metadata?.annotations;
}

describe('what pods may do', () => {
  test('they are nobody, on a read-only disk, without rights in the kernel', () => {
    const { spec } = podTemplate(aPod());

    expect(spec?.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 65534,
      runAsGroup: 65534,
      fsGroup: 65534,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(spec?.containers[0]?.securityContext).toEqual({
      privileged: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 65534,
      runAsGroup: 65534,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('they have an account of their own and no token for the API server', () => {
    expect(podTemplate(aPod()).spec).toMatchObject({ serviceAccountName: 'web', automountServiceAccountToken: false });
  });

  test('requests and limits bound scratch disk, too', () => {
    expect(container({})?.resources).toEqual({
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '128Mi' },
      limits: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
    });
  });
});

describe('where pods run', () => {
  test('they keep away from each other on nodes and spread over zones, if there is room', () => {
    const { spec } = podTemplate(aPod({ spreadBy: { app: 'web' } }));

    const labelSelector = { matchLabels: { app: 'web' } };
    expect(spec?.affinity?.podAntiAffinity).toEqual({
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, podAffinityTerm: { labelSelector, topologyKey: 'kubernetes.io/hostname' } },
      ],
    });
    expect(spec?.topologySpreadConstraints).toEqual([
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
    ]);
  });

  test('without labels to keep away from, they only need Linux', () => {
    const { spec } = podTemplate(aPod());

    expect(Object.keys(spec?.affinity ?? {})).toEqual(['nodeAffinity']);
    expect(spec).not.toHaveProperty('topologySpreadConstraints');
  });
});

describe('environment variables', () => {
  test('they are sorted, wherever they come from', () => {
    const env = container({
      env: { ZONE: 'a', ACCOUNT: 'b' },
      secrets: { name: 'web-secrets', mountPath: '/etc/secrets', keys: [{ key: 'db-host', env: 'DB_HOST' }] },
    })?.env;

    expect(env).toEqual([
      { name: 'ACCOUNT', value: 'b' },
      { name: 'DB_HOST', valueFrom: { secretKeyRef: { name: 'web-secrets', key: 'db-host' } } },
      { name: 'ZONE', value: 'a' },
    ]);
  });

  test('a variable that is set wins over a secret: a name that is there twice would be refused', () => {
    const env = container({
      env: { DB_HOST: 'localhost' },
      secrets: { name: 'web-secrets', mountPath: '/etc/secrets', keys: [{ key: 'db-host', env: 'DB_HOST' }] },
    })?.env;

    expect(env).toEqual([{ name: 'DB_HOST', value: 'localhost' }]);
  });

  test('the ConfigMap becomes variables only on request', () => {
    const config = { name: 'web-config', values: { LOG_LEVEL: 'INFO' } };

    expect(container({ config: { ...config, asEnvironment: true } })?.envFrom).toEqual([
      { configMapRef: { name: 'web-config' } },
    ]);
    expect(container({ config })).not.toHaveProperty('envFrom');
  });
});

describe('a change of configuration', () => {
  const config = { name: 'web-config', values: { LOG_LEVEL: 'INFO', REGION: 'eu' } };

  test('replaces the pods', () => {
    const before = annotations({ config });
    const after = annotations({ config: { ...config, values: { LOG_LEVEL: 'DEBUG', REGION: 'eu' } } });

    expect(before?.['checksum/config']).toMatch(/^[0-9a-f]{64}$/);
    expect(after?.['checksum/config']).not.toBe(before?.['checksum/config']);
  });

  test('does not replace them when only the order is another one', () => {
    expect(annotations({ config: { ...config, values: { REGION: 'eu', LOG_LEVEL: 'INFO' } } })).toEqual(
      annotations({ config }),
    );
  });

  test('tells entries apart whose texts are the same when joined', () => {
    const one = annotations({ config: { ...config, values: { a: 'b', c: 'd' } } });
    const other = annotations({ config: { ...config, values: { a: 'b,c:d' } } });

    expect(one).not.toEqual(other);
  });

  test('keeps the other annotations', () => {
    expect(annotations({ config, annotations: { 'linkerd.io/inject': 'enabled' } })).toHaveProperty(
      ['linkerd.io/inject'],
      'enabled',
    );
  });

  test('without a ConfigMap there is nothing to annotate', () => {
    expect(podTemplate(aPod({ annotations: {} })).metadata).toEqual({ labels: { app: 'web' } });
  });
});

test('what is not asked for is not there', () => {
  expect(Object.keys(container({ command: [], args: [] }) ?? {}).sort()).toEqual([
    'image',
    'imagePullPolicy',
    'name',
    'resources',
    'securityContext',
  ]);
});

test('command, arguments, ports and probes are those of the process', () => {
  const times = { initialDelaySeconds: 1, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 4 };
  const probe = { protocol: 'tcp', port: 'http', ...times } as const;

  expect(
    container({
      command: ['serve'],
      args: ['--verbose'],
      ports: [{ name: 'http', containerPort: 8080 }],
      probes: { liveness: probe, readiness: probe, startup: probe },
    }),
  ).toMatchObject({
    command: ['serve'],
    args: ['--verbose'],
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    livenessProbe: { tcpSocket: { port: 'http' }, ...times },
    readinessProbe: { tcpSocket: { port: 'http' }, ...times },
    startupProbe: { tcpSocket: { port: 'http' }, ...times },
  });
});

test.each([
  ['ghcr.io/your-org/web:v1.0.0', 'Always'],
  [`ghcr.io/your-org/web:v1.0.0@sha256:${'a'.repeat(64)}`, 'IfNotPresent'],
])('the registry is asked for what may have moved, and not for bytes that a node has: %s', (image, policy) => {
  const [container] = podTemplate(aPod({ image })).spec?.containers ?? [];

  expect(container?.imagePullPolicy).toBe(policy);
});

test.each([
  [{ sleepSeconds: 5 }, { sleep: { seconds: 5 } }],
  [{ command: ['drain'] }, { exec: { command: ['drain'] } }],
])('something happens before the process is told to end: %j', (preStop, handler) => {
  const [container] = podTemplate(aPod({ preStop })).spec?.containers ?? [];

  expect(container?.lifecycle).toEqual({ preStop: handler });
});

test('root, with rights of it and a disk of its own, is not said to be nobody', () => {
  const security = {
    runAsUser: 0,
    runAsGroup: 0,
    fsGroup: 'none',
    writableRoot: true,
    capabilities: ['SETUID', 'CHOWN'],
  } as const;
  const { spec } = podTemplate(aPod({ security }));

  expect(spec?.securityContext).toEqual({
    runAsNonRoot: false,
    runAsUser: 0,
    runAsGroup: 0,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(spec?.containers[0]?.securityContext).toEqual({
    privileged: false,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: false,
    runAsNonRoot: false,
    runAsUser: 0,
    runAsGroup: 0,
    capabilities: { drop: ['ALL'], add: ['SETUID', 'CHOWN'] },
    seccompProfile: { type: 'RuntimeDefault' },
  });
});

test('the user of the image still is not root, and what is privileged may get more rights', () => {
  const image = podTemplate(aPod({ security: { runAsUser: 'image', runAsGroup: 'image', fsGroup: 'none' } })).spec;
  const root = podTemplate(aPod({ security: { runAsUser: 0, runAsGroup: 0, fsGroup: 0, privileged: true } })).spec;

  expect(image?.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(root?.containers[0]?.securityContext).toMatchObject({ privileged: true, allowPrivilegeEscalation: true });
});

test('ports of root are opened by a parameter that every Pod Security Standard permits', () => {
  const security = { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, lowestPort: 80 };

  expect(podTemplate(aPod({ security })).spec?.securityContext?.sysctls).toEqual([
    { name: 'net.ipv4.ip_unprivileged_port_start', value: '80' },
  ]);
});

describe('containers besides that of the service', () => {
  const beside = { image: 'proxy:v1', resources: aPod().resources, security: aPod().security };

  test('native sidecars start first, as an init container may need them; others start with the service', () => {
    const { spec } = podTemplate(
      aPod({
        initContainers: [{ ...beside, name: 'migrate' }],
        sidecars: [
          { ...beside, name: 'log', native: false },
          { ...beside, name: 'proxy' },
        ],
      }),
    );

    expect(spec?.initContainers).toMatchObject([{ name: 'proxy', restartPolicy: 'Always' }, { name: 'migrate' }]);
    expect(spec?.initContainers?.[1]).not.toHaveProperty('restartPolicy');
    expect(spec?.containers.map(({ name }) => name)).toEqual(['web', 'log']);
  });

  test('they see folders of the service where they say so, and no others', () => {
    const scratch = [{ name: 'work', path: '/work', size: '1Gi' }];
    const { spec } = podTemplate(
      aPod({ scratch, initContainers: [{ ...beside, name: 'fill', mounts: [{ path: '/out', folder: '/work' }] }] }),
    );

    expect(spec?.initContainers?.[0]?.volumeMounts).toEqual([{ name: 'work', mountPath: '/out' }]);
  });
});
