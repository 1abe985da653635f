import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { explain } from '../../src/model/explain';
import type { ExplainedSetting, Explanation } from '../../src/model/explain';
import { aCatalogFolder, environmentYaml, overlayYaml, platformYaml, serviceYaml } from '../helpers/a-catalog';

function explained(service: string, environment: string, files: Readonly<Record<string, string>>): Explanation {
  const { catalog, resolved } = loadCatalog(folderSource(aCatalogFolder(files)));
  const one = resolved.find((candidate) => candidate.service === service && candidate.environment === environment);
  if (one === undefined) throw new Error('not deployed there');
  return explain(catalog, resolved, one);
}

function at({ settings }: Explanation, path: string): ExplainedSetting | undefined {
  return settings.find((setting) => setting.path.join('.') === path);
}

test('a value is explained by the strongest layer that has it, and names the weaker ones', () => {
  const explanation = explained('web', 'dev', {
    'environments/dev.yaml': `${environmentYaml}defaults: { resources: { limits: { cpu: 600m } } }\n`,
    'services/web/service.yaml': `${serviceYaml}resources: { limits: { cpu: 700m } }\n`,
    'services/web/dev.yaml': `${overlayYaml}resources: { limits: { cpu: 800m } }\n`,
  });

  const cpu = at(explanation, 'resources.limits.cpu');

  expect(cpu?.value).toBe('800m');
  expect(cpu?.source).toEqual({
    kind: 'overlay',
    name: 'overlay web in dev',
    document: 'services/web/dev.yaml',
    path: ['resources', 'limits', 'cpu'],
  });
  expect(cpu?.overrides.map(({ value, source }) => [value, source.kind, source.path.join('.')])).toEqual([
    ['700m', 'service', 'resources.limits.cpu'],
    ['600m', 'environment', 'defaults.resources.limits.cpu'],
    ['500m', 'default', 'resources.limits.cpu'],
  ]);
});

test('a value that nobody states is the default, and a preset goes before it', () => {
  const explanation = explained('web', 'dev', {
    'services/web/service.yaml': `${serviceYaml}framework: spring-boot\n`,
  });

  expect(at(explanation, 'resources.limits.cpu')?.source).toMatchObject({ kind: 'default', name: 'default' });
  expect(at(explanation, 'probes.liveness.path')).toMatchObject({
    value: '/actuator/health/liveness',
    source: { kind: 'preset', name: 'preset spring-boot' },
    overrides: [{ value: '/health' }],
  });
});

test('a part of a setting that is replaced as a whole belongs to the layer that replaces it', () => {
  const explanation = explained('web', 'dev', {
    'services/web/dev.yaml': `${overlayYaml}scale: { owner: hpa, minReplicas: 2, maxReplicas: 4 }\n`,
  });

  expect(at(explanation, 'scale.cpuPercent')).toMatchObject({ value: 70, source: { kind: 'overlay' }, overrides: [] });
  expect(at(explanation, 'scale.replicas')).toBeUndefined();
});

test('monitoring brings variables that every layer may replace', () => {
  const explanation = explained('web', 'dev', {
    'platform.yaml': `${platformYaml}monitoring: { tracesUrl: "http://collector.tracing.svc:4317" }\n`,
    'services/web/service.yaml': `${serviceYaml}monitoring: { tracing: true }\nenv: { OTEL_SERVICE_NAME: shop }\n`,
  });

  expect(at(explanation, 'env.OTEL_RESOURCE_ATTRIBUTES')?.source.name).toBe('preset monitoring');
  expect(at(explanation, 'env.OTEL_SERVICE_NAME')).toMatchObject({
    value: 'shop',
    source: { kind: 'service' },
    overrides: [{ value: 'web', source: { name: 'preset monitoring' } }],
  });
});

test('variables are shown with the names of the place in them', () => {
  const explanation = explained('web', 'dev', {
    'environments/dev.yaml': `${environmentYaml}defaults: { env: { OWN: "{service}", URL: "http://{environment}" } }\n`,
    'services/web/service.yaml': `${serviceYaml}env: { OWN: "{service}", URL: "http://x.{environment}.svc", TEXT: "{{service}}" }\n`,
  });

  expect(at(explanation, 'env.URL')).toMatchObject({
    value: 'http://x.dev.svc',
    overrides: [{ value: 'http://dev', source: { kind: 'environment' } }],
  });
  expect(at(explanation, 'env.OWN')).toMatchObject({ value: 'web', overrides: [] });
  expect(at(explanation, 'env.TEXT')?.value).toBe('{service}');
});

test('a key of the secret without anything of its own is shown all the same', () => {
  const explanation = explained('web', 'dev', {
    'services/web/service.yaml': `${serviceYaml}secrets: { keys: { tls.crt: {} } }\n`,
  });

  expect(explanation.settings.find(({ path }) => path.includes('tls.crt'))).toMatchObject({
    value: {},
    source: { kind: 'service' },
  });
  expect(at(explanation, 'env')).toBeUndefined();
});

test('facts name the file that decides them', () => {
  const explanation = explained('web', 'dev', {
    'platform.yaml': `${platformYaml}argocd: { project: apps }\n`,
    'services/web/service.yaml': `${serviceYaml}public: true\nnamespace: "{service}-{environment}"\n`,
  });

  const facts = explanation.facts.map(({ name, value, source }) => [name, value, source?.document]);

  expect(facts).toEqual([
    ['team', 'web-team', 'services/web/service.yaml'],
    ['namespace', 'web-dev', 'services/web/service.yaml'],
    ['image', 'ghcr.io/your-org/web:v1.0.0', 'services/web/dev.yaml'],
    ['project', 'apps', 'platform.yaml'],
    ['application', 'web-dev', undefined],
    ['sync', 'automatic with prune and selfHeal', 'environments/dev.yaml'],
    ['host', 'web.dev.example.com', 'environments/dev.yaml'],
  ]);
});

test('hosts of its own are those of the layer that names them', () => {
  const explanation = explained('web', 'dev', {
    'services/web/service.yaml': `${serviceYaml}public: true\n`,
    'services/web/dev.yaml': `${overlayYaml}exposure: { hosts: [a.example.com, b.example.com] }\n`,
  });

  const hosts = explanation.facts.filter(({ name }) => name === 'host');

  expect(hosts.map(({ value, source }) => [value, source?.kind])).toEqual([
    ['a.example.com', 'overlay'],
    ['b.example.com', 'overlay'],
  ]);
});

test('calls are shown at both ends', () => {
  const files = {
    'services/web/service.yaml': `${serviceYaml}dependsOn: [orders]\n`,
    'services/orders/service.yaml': serviceYaml,
    'services/orders/dev.yaml': overlayYaml,
    'services/orders/prod.yaml': overlayYaml,
  };

  expect(explained('web', 'dev', files).calls).toEqual([{ service: 'orders', ports: ['http'] }]);
  expect(explained('orders', 'dev', files).calledBy).toEqual([{ service: 'web', ports: ['http'] }]);
});

test('explaining leaves nothing out: the leaves put together are the settings', () => {
  const { catalog, resolved } = loadCatalog(folderSource('catalog'));

  for (const one of resolved) {
    const { settings } = explain(catalog, resolved, one);
    const rebuilt: Record<string, unknown> = {};
    for (const { path, value } of settings) put(rebuilt, path, value);

    const expected = structuredClone(one.settings);
    // What the environment decides about it: where traces go, and who divides the requests to a canary.
    const decided = settings.filter(
      ({ source, path }) => source.name === 'preset monitoring' || path.join('.') === 'rollout.weights',
    );
    for (const { path, value } of decided) put(expected, path, value);
    expect(withoutEmpty(rebuilt)).toEqual(withoutEmpty(expected));
  }
});

function put(target: object, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    Object.assign(target, { [key]: value });
    return;
  }
  const child: object = Object.entries(target).find(([name]) => name === key)?.[1] ?? {};
  Object.assign(target, { [key]: child });
  put(child, rest, value);
}

function withoutEmpty(value: unknown): unknown {
  // From the inside out: what has nothing but empty mappings is empty, too.
  return JSON.parse(JSON.stringify(value), (_, child: unknown) =>
    typeof child === 'object' && child !== null && Object.keys(child).length === 0 ? undefined : child,
  );
}

test.each([
  ['services/web/dev.yaml', overlayYaml],
  ['services/web/service.yaml', serviceYaml],
  ['environments/dev.yaml', environmentYaml],
])('what is retired says by which file: %s', (document, text) => {
  const facts = explained('web', 'dev', { [document]: `${text}retired: true\n` }).facts;

  expect(facts.find(({ name }) => name === 'retired')).toMatchObject({ value: 'true', source: { document } });
  expect(explained('web', 'dev', {}).facts.map(({ name }) => name)).not.toContain('retired');
});

test.each([
  ['required', 'by sigstore: any policy of the cluster'],
  ['{ verifiedBy: kyverno, policies: [signed-by-ci, of-vendors] }', 'by kyverno: signed-by-ci, of-vendors'],
])('who verifies signatures of images is a fact of the environment: %s', (imageSignatures, value) => {
  const file = 'environments/dev.yaml';
  const signed = explained('web', 'dev', { [file]: `${environmentYaml}imageSignatures: ${imageSignatures}\n` });

  expect(signed.facts.find(({ name }) => name === 'image signatures')).toEqual({
    name: 'image signatures',
    value,
    source: { kind: 'environment', name: 'environment dev', document: file, path: ['imageSignatures'] },
  });
  expect(explained('web', 'dev', {}).facts.map(({ name }) => name)).not.toContain('image signatures');
});
