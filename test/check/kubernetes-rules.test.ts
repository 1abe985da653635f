import { readManifestText } from '../../src/manifests/read-text';
import { kubernetesRules } from '../../src/check/rules/kubernetes';
import { runRules } from '../../src/check/run-rules';
import type { CheckSettings } from '../../src/check/inventory';
import { knownSecrets } from '../helpers/known-secrets';

describe('selectors', () => {
  test.each([
    ['matchLabels: { app: web }', true],
    ['matchLabels: { app: web, tier: back }', true],
    ['matchLabels: { app: web, tier: front }', false],
    ['matchExpressions: [{ key: app, operator: In, values: [cart, web] }]', true],
    ['matchExpressions: [{ key: app, operator: NotIn, values: [cart, web] }]', false],
    ['matchExpressions: [{ key: team, operator: NotIn, values: [shop] }]', true],
    ['matchExpressions: [{ key: tier, operator: Exists }]', true],
    ['matchExpressions: [{ key: tier, operator: DoesNotExist }]', false],
    ['matchLabels: { app: web }, matchExpressions: [{ key: team, operator: Exists }]', false],
  ])('%s finds the pods: %s', (selector, isFound) => {
    const findings = findingsOf('budget-without-pods', `${web()}\n${budget('maxUnavailable: 1', selector)}`);

    expect(findings.length === 0).toBe(isFound);
  });

  test('a Service without a selector, and one for a name elsewhere, need no pods', () => {
    const services = `${service('ports: [{ port: 80 }]')}\n${service('type: ExternalName, selector: { app: no }')}`;

    expect(findingsOf('service-without-pods', `${web()}\n${services}`)).toEqual([]);
  });

  test('a Service in a namespace of which no pods are shown is no more than a remark', () => {
    expect(severitiesOf('service-without-pods', service('selector: { app: web }'))).toEqual(['info']);
    expect(severitiesOf('service-without-pods', `${web()}\n${service('selector: { app: wbe }')}`)).toEqual(['error']);
    expect(severitiesOf('service-without-pods', `${web()}\n${service('selector: { cnpg.io/cluster: db }')}`)).toEqual([
      'info',
    ]);
  });

  test('labels that controllers add are in no template', () => {
    const selectors = ['rollouts-pod-template-hash: 6c9', 'statefulset.kubernetes.io/pod-name: web-0'].map((label) =>
      service(`selector: { app: web, ${label} }`),
    );

    expect(findingsOf('service-without-pods', [web(), ...selectors].join('\n'))).toEqual([]);
  });

  test('pods of another namespace are not found', () => {
    const elsewhere = service('selector: { app: web }').replace('namespace: shop', 'namespace: other');

    expect(severitiesOf('service-without-pods', `${web()}\n${elsewhere}`)).toEqual(['info']);
  });

  test('a canary beside the stable pods offers the same port, and is no mistake', () => {
    const canary = web().replace('name: web,', 'name: canary,');

    expect(
      findingsOf(
        'service-mixes-workloads',
        `${web()}\n${canary}\n${service('selector: { app: web }, ports: [{ port: 8080 }]')}`,
      ),
    ).toEqual([]);
  });
});

describe('budgets', () => {
  test.each([
    ['maxUnavailable: 0', 3, true],
    ['maxUnavailable: 0%', 3, true],
    ['maxUnavailable: 1%', 3, false],
    ['maxUnavailable: 1', 1, false],
    ['minAvailable: 2', 3, false],
    ['minAvailable: 3', 3, true],
    ['minAvailable: 1', 1, true],
    ['minAvailable: 100%', 3, true],
    ['minAvailable: 50%', 2, false],
    // Rounded up: 67 percent of three are three.
    ['minAvailable: 67%', 3, true],
    ['minAvailable: 66%', 3, false],
    ['minAvailable: 1', 0, false],
  ])('%s of %i pods blocks a drain: %s', (rule, replicas, blocks) => {
    const findings = findingsOf('budget-blocks-drains', `${web(`replicas: ${replicas}`)}\n${budget(rule)}`);

    expect(findings.length > 0).toBe(blocks);
  });

  test('the least number of pods is that of the autoscaler', () => {
    const scaled = `${web()}\n${autoscaler('minReplicas: 3, maxReplicas: 9')}`;

    expect(findingsOf('budget-blocks-drains', `${scaled}\n${budget('minAvailable: 3')}`)).toEqual([
      'the PodDisruptionBudget "web" has minAvailable 3 of 3 pods: no pod may be evicted',
    ]);
    expect(findingsOf('budget-blocks-drains', `${scaled}\n${budget('minAvailable: 2')}`)).toEqual([]);
  });

  test('pods that nobody counts make no arithmetic', () => {
    const daemons = web().replace('kind: Deployment', 'kind: DaemonSet');

    expect(findingsOf('budget-blocks-drains', `${daemons}\n${budget('minAvailable: 5')}`)).toEqual([]);
  });
});

describe('ports', () => {
  test.each([
    ['port: 80, targetPort: http', []],
    ['port: 80, targetPort: 8080', []],
    ['port: 8080', []],
    ['port: 80', ['warning']],
    ['port: 80, targetPort: 3000', ['warning']],
    ['port: 80, targetPort: web', ['error']],
    ['port: 80, targetPort: http, protocol: UDP', ['error']],
    ['port: 4191, targetPort: 4191', []],
  ])('a Service with %s: %j', (port, severities) => {
    const text = `${web()}\n${service(`selector: { app: web }, ports: [{ ${port} }]`)}`;

    expect(severitiesOf('service-port-without-container-port', text)).toEqual(severities);
  });

  test('a number is no mistake where nobody declares ports', () => {
    const silent = web().replace(/ports: .*\n/, '\n');
    const text = `${silent}\n${service('selector: { app: web }, ports: [{ port: 80 }]')}`;

    expect(findingsOf('service-port-without-container-port', text)).toEqual([]);
  });

  test('a number in quotes is a name, and can be mended', () => {
    const { objects } = readManifestText(service('ports: [{ port: 80, targetPort: "8080" }]'), 'web.yaml');
    const findings = runRules({ objects }, { rules: kubernetesRules, settings });

    expect(findings.find(({ rule }) => rule === 'invalid-port-name')?.fix).toEqual([
      { path: ['spec', 'ports', 0, 'targetPort'], value: 8080 },
    ]);
  });

  test('a route by the name of a port of the Service, or to another kind, is no mistake', () => {
    const route = (backend: string): string =>
      anObject('gateway.networking.k8s.io/v1', 'HTTPRoute', `rules: [{ backendRefs: [{ ${backend} }] }]`);
    const there = service('ports: [{ name: http, port: 80 }]');

    expect(findingsOf('route-without-backend', `${there}\n${route('name: web, port: 80')}`)).toEqual([]);
    expect(findingsOf('route-without-backend', `${there}\n${route('name: b, kind: Bucket, group: x.io')}`)).toEqual([]);
    expect(severitiesOf('route-without-backend', `${there}\n${route('name: wbe, port: 80')}`)).toEqual(['error']);
    expect(severitiesOf('route-without-backend', route('name: web, port: 80'))).toEqual(['info']);
  });
});

describe('resources', () => {
  test('a limit is a request, and a pod may have both for all its containers', () => {
    const ofPod = web('replicas: 1', 'resources: { requests: { cpu: 1 } }, ');

    expect(findingsOf('missing-cpu-request', ofPod)).toEqual([]);
  });
});

describe('secrets', () => {
  test('what a tool fills in, or has encrypted, is no secret in Git', () => {
    const values = ['<path:kv/shop#password>', 'ENC[AES256_GCM,data:x]', '${DB_PASSWORD}', '{{ .password }}', ''];
    const secret = (value: string): string =>
      `---\napiVersion: v1\nkind: Secret\nmetadata: { name: web, namespace: shop }\nstringData: { password: ${JSON.stringify(value)} }`;

    expect(values.flatMap((value) => findingsOf('secret-in-git', secret(value)))).toEqual([]);
    expect(
      findingsOf('secret-in-git', `${secret('ENC[AES256_GCM,data:aa==,type:str]')}\nsops: { version: 3.9.0 }`),
    ).toEqual([]);
    expect(findingsOf('secret-in-git', secret('hunter2'))).toEqual(['the Secret "web" has a value under "password"']);
  });

  test('a finding never repeats the secret', () => {
    const pod = web('replicas: 1', '', `args: [${knownSecrets.map(([, text]) => JSON.stringify(text)).join(', ')}]`);
    const findings = runRules(
      { objects: readManifestText(pod, 'web.yaml').objects },
      { rules: kubernetesRules, settings },
    );

    expect(findings.filter(({ rule }) => rule === 'secret-in-manifest')).toHaveLength(knownSecrets.length);
    for (const [, text] of knownSecrets) expect(JSON.stringify(findings)).not.toContain(text);
  });
});

const settings: CheckSettings = { kubernetesVersion: '1.36' };

function findingsOf(id: string, text: string, asked: CheckSettings = settings): readonly string[] {
  return ofRule(id, text, asked).map(({ message }) => message);
}

function severitiesOf(id: string, text: string): readonly string[] {
  return ofRule(id, text, settings).map(({ severity }) => severity);
}

function ofRule(id: string, text: string, asked: CheckSettings) {
  const { objects, unreadable } = readManifestText(text, 'web.yaml');
  expect(unreadable).toEqual([]);
  return runRules({ objects }, { rules: kubernetesRules.filter((rule) => rule.id === id), settings: asked });
}

function anObject(apiVersion: string, kind: string, spec: string): string {
  return `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: shop }\nspec: { ${spec} }`;
}

function web(spec = 'replicas: 2', pod = '', container = ''): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  ${spec}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: back } }
    spec:
      ${pod.replace(/, $/, '')}
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
          ports: [{ name: http, containerPort: 8080 }]
          ${container}`;
}

function service(spec: string): string {
  return anObject('v1', 'Service', spec);
}

function budget(rule: string, selector = 'matchLabels: { app: web }'): string {
  return anObject('policy/v1', 'PodDisruptionBudget', `${rule}, selector: { ${selector} }`);
}

function autoscaler(range: string): string {
  return anObject(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    `${range}, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }`,
  );
}
