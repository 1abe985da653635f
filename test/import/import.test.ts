import { findEnvironments } from '../../src/import/find-environments';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { InputError, describeProblem } from '../../src/model/problem';
import { expectGolden } from '../helpers/golden';
import { runSlipway, type Run } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { filesBelow, write } from '../helpers/tree';

const fixtures = join(__dirname, 'fixtures');
const golden = join(__dirname, '..', 'golden', 'import');

/** A service that the catalog says completely. */
const helloYaml = `apiVersion: apps/v1
kind: Deployment
metadata: { name: hello }
spec:
  replicas: 2
  selector: { matchLabels: { app: hello } }
  template:
    metadata: { labels: { app: hello, team: greeters } }
    spec:
      containers:
        - name: hello
          image: ghcr.io/acme/hello:1.0.0
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: http } }
---
apiVersion: v1
kind: Service
metadata: { name: hello }
spec:
  selector: { app: hello }
  ports: [{ name: http, port: 80, targetPort: http }]
`;

const canBuild = ['kustomize', 'kubectl'].some(
  (program) => spawnSync(program, ['version', '--client'], { stdio: 'ignore' }).error === undefined,
);
/** Tests of trees that only kustomize can build. Their name says why they are skipped. */
const describeBuilt = canBuild ? describe : describe.skip;

/** A repository with the files of a fixture, which is removed after the test. */
function aRepository(fixture: string): string {
  const folder = join(realpathSync(temporaryFolder()), fixture);
  cpSync(join(fixtures, fixture), folder, { recursive: true });
  return folder;
}

function importIn(workingDirectory: string, ...words: readonly string[]): Run {
  return runSlipway(['import', '--adopt-all', ...words], { workingDirectory });
}

/** The catalog without the schemas, and the report: what a reviewer reads. */
function resultOf(folder: string, { stdout, stderr }: Run): ReadonlyMap<string, string> {
  const catalog = join(folder, 'catalog');
  const files = filesBelow(catalog).filter((file) => !file.startsWith('.schemas/'));
  return new Map([
    ['report.txt', `${stdout}${stderr}`],
    ...files.map((file): [string, string] => [`catalog/${file}`, readFileSync(join(catalog, file), 'utf8')]),
  ]);
}

function problemsIn(catalog: string): readonly string[] {
  try {
    loadCatalog(folderSource(catalog));
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(describeProblem);
    throw error;
  }
}

/** Imports a fixture, and compares catalog and report with test/golden/import. */
function expectImported(fixture: string, folder: string, toFillIn: readonly string[] = []): void {
  const repository = aRepository(fixture);

  const result = importIn(repository, folder);

  expect(result.exitCode).toBe(1);
  expect(problemsIn(join(repository, 'catalog'))).toEqual(toFillIn);
  expectGolden(join(golden, fixture), resultOf(repository, result));
}

describeBuilt('trees of kustomizations (needs kustomize or kubectl)', () => {
  test('a base with an overlay for each environment becomes a catalog', () => {
    expectImported('payment-service-mended', '.');
  });

  test('a monorepo of Argo CD with components, images, replicas and patches becomes a catalog', () => {
    expectImported('monorepo', '.');
  });

  test('the tree of the source is refused, with every error of it and nothing written', () => {
    const repository = aRepository('payment-service');
    const before = filesBelow(repository);

    const { exitCode, stderr } = importIn(repository, '.');

    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'services/payment-service/overlays/prod/kustomization.yaml:32:1: key "resources" is written twice, and kustomize takes the last one without a word',
    );
    for (const environment of ['dev', 'staging'])
      expect(stderr).toContain(
        `services/payment-service/overlays/${environment}/kustomization.yaml:1:1: kustomize cannot build it`,
      );
    expect(stderr).toContain('say "behavior: merge" in the generator');
    expect(stderr).not.toMatch(/0x[0-9a-f]+/);
    expect(stderr).toMatch(/3 problems; nothing was written\n$/);
    expect(filesBelow(repository)).toEqual(before);
  });
});

test('nothing is written elsewhere: it needs no folder for temporary files', () => {
  const workingDirectory = aRepository('plain-folders');
  const variables = { TMPDIR: join(workingDirectory, 'nowhere') };

  const { exitCode, stderr } = runSlipway(['import', 'k8s', '--adopt-all'], { workingDirectory, variables });

  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
});

test('a folder of plain YAML for each environment becomes a catalog', () => {
  expectImported('plain-folders', 'k8s', [
    'catalog/services/api/test.yaml:4:21: release.version: "to-be-filled-in" stands for a version that nobody has said yet; write the one that runs',
  ]);
});

test('rendered manifests, one file for each object, with custom resources, become a catalog', () => {
  expectImported('rendered', '.');
});

test('without kustomize a kustomization is refused, with the way to get it; plain folders need no program', () => {
  const variables = { PATH: temporaryFolder() };

  const refused = runSlipway(['import', '.', '--adopt-all'], { workingDirectory: aRepository('monorepo'), variables });
  const plain = runSlipway(['import', 'k8s', '--adopt-all'], {
    workingDirectory: aRepository('plain-folders'),
    variables,
  });

  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain('it has to be built, and neither kustomize nor kubectl is on the PATH');
  expect(refused.stderr).toContain('install kustomize');
  expect(plain.stdout).toContain('3 services in 2 environments');
});

test('no value of a secret is in the catalog or in a report', () => {
  const repository = aRepository('plain-folders');
  write(
    repository,
    'k8s/live/web.yaml',
    readFileSync(join(repository, 'k8s/live/web.yaml'), 'utf8').replace(
      '          ports:\n',
      '          args: [--redis-password=sw0rdf1sh, --api-token, t0k3n-of-live]\n          ports:\n',
    ),
  );

  const text = importIn(repository, 'k8s');
  const json = importIn(repository, 'k8s', '--json', '--out', 'other');

  const everything = [...resultOf(repository, text).values(), json.stdout].join('\n');
  for (const secret of ['hunter2', 's3ss10n', 'sw0rdf1sh', 't0k3n']) expect(everything).not.toContain(secret);
  expect(readFileSync(join(repository, 'catalog/services/web/service.yaml'), 'utf8')).toContain(
    'session-secret: { env: SESSION_SECRET }',
  );
  expect(everything).toContain('--redis-password=$(REDIS_PASSWORD)');
});

test('every object of the tree is equal, only added to, otherwise or not imported', () => {
  const repository = aRepository('plain-folders');

  const report: unknown = JSON.parse(importIn(repository, 'k8s', '--json').stdout);

  expect(report).toMatchObject({ counts: { objects: 23, equal: 0, hardened: 10, otherwise: 9, notImported: 4 } });
});

test('a tree that the catalog says completely leaves nothing, and the exit code is 0', () => {
  const repository = join(realpathSync(temporaryFolder()), 'repository');
  for (const environment of ['test', 'live']) {
    write(repository, `k8s/${environment}/hello.yaml`, helloYaml);
  }

  const { exitCode, stdout } = importIn(repository, 'k8s');

  expect(stdout).toMatch(/^✓ 1 service in 2 environments: catalog, 6 files\n/);
  expect(stdout).not.toContain('what would be otherwise');
  expect(stdout).toContain('! network policies');
  expect(exitCode).toBe(0);
});

test.each([
  ['goes on with a number that the autoscaler leaves', 2, 'initialReplicas: 2'],
  ['has no number where the autoscaler begins without pods', 0, undefined],
])('a service %s', (_, replicas, said) => {
  const repository = join(realpathSync(temporaryFolder()), 'repository');
  const scaled = `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: hello }
spec:
  scaleTargetRef: { name: hello }
  minReplicaCount: 0
  maxReplicaCount: 4
  triggers: [{ type: cron, metadata: { timezone: UTC, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "2" } }]
`;
  const text = helloYaml.replace('replicas: 2', `replicas: ${replicas}`) + scaled;
  for (const environment of ['test', 'live']) write(repository, `k8s/${environment}/hello.yaml`, text);

  const run = importIn(repository, 'k8s');
  const catalog = [...resultOf(repository, run).values()].join('\n');

  expect(catalog).toContain('owner: keda');
  expect(problemsIn(join(repository, 'catalog'))).toEqual([]);
  expect(/initialReplicas: \d+/.exec(catalog)?.[0]).toBe(said);
});

test.each(['adopted', 'exact'])('volumes over folders of the system are no reason to refuse a tree: %s', (way) => {
  const folder = temporaryFolder();
  const mounts = ['{ name: a, mountPath: /etc }', '{ name: b, mountPath: /usr/lib }', '{ name: c, mountPath: /run }'];
  const volumes = '[{ name: a, configMap: { name: hello } }, { name: b, emptyDir: {} }, { name: c, emptyDir: {} }]';
  const text = helloYaml
    .replace('          ports:', `          volumeMounts: [${mounts.join(', ')}]\n          ports:`)
    .replace(/(readinessProbe.*\n)/, `$1      volumes: ${volumes}\n`);
  const map = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: hello }\ndata: { a: b }\n';
  for (const environment of ['test', 'live']) write(folder, `k8s/${environment}/hello.yaml`, `${text}${map}`);

  const words = way === 'exact' ? ['import', 'k8s'] : ['import', '--adopt-all', 'k8s'];
  const { exitCode } = runSlipway(words, { workingDirectory: folder });

  expect([0, 1]).toContain(exitCode);
  expect(problemsIn(join(folder, 'catalog'))).toEqual([]);
});

test('a name that is no name of Kubernetes is a text, and no expression', () => {
  const repository = join(realpathSync(temporaryFolder()), 'repository');
  const named = (name: string, port: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: a, image: ghcr.io/a/${name}:1, env: [{ name: A, value: "http://b:80" }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: "${port}" }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
`;
  write(repository, 'k8s/all.yaml', `${named('first', '((((')}---\n${named('second', '(a+)+[')}`);

  const run = importIn(repository, 'k8s', '--env', 'live=k8s');

  expect(run.stderr).not.toContain('regular expression');
  expect(run.exitCode).toBeLessThan(2);
}, 30_000);

test('what nobody can tell is asked, with how to answer', () => {
  const repository = join(realpathSync(temporaryFolder()), 'repository');
  write(repository, 'k8s/hello.yaml', helloYaml);

  const asked = importIn(repository, 'k8s');
  const answered = importIn(repository, 'k8s', '--env', 'live=k8s');

  expect(asked.exitCode).toBe(2);
  expect(asked.stderr).toContain('cannot tell the environments of "k8s"');
  expect(asked.stderr).toContain('--env prod=k8s');
  expect(answered).toMatchObject({ exitCode: 0, stderr: '' });
  expect(filesBelow(join(repository, 'catalog/environments'))).toEqual(['live.yaml']);
});

describe('environments are found', () => {
  const inNamespace = (namespace: string): string =>
    helloYaml.replaceAll('name: hello }', `name: hello, namespace: ${namespace} }`);
  const layouts: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    [
      'in folders beside each other, below services',
      { 'hello/eu/all.yaml': helloYaml, 'hello/us/all.yaml': helloYaml },
    ],
    ['in files whose names end differently', { 'hello-eu.yaml': helloYaml, 'hello-us.yaml': helloYaml }],
    ['in namespaces', { 'all.yaml': `${inNamespace('eu')}---\n${inNamespace('us')}` }],
    [
      'in folders that are called so',
      { 'environments/eu/hello.yaml': helloYaml, 'environments/us/hello.yaml': helloYaml },
    ],
  ];

  test.each(layouts)('%s', (_, files) => {
    const repository = join(realpathSync(temporaryFolder()), 'repository');
    for (const [file, text] of Object.entries(files)) write(repository, `k8s/${file}`, text);

    const { exitCode, stderr } = importIn(repository, 'k8s');

    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(filesBelow(join(repository, 'catalog/services/hello'))).toEqual(['eu.yaml', 'service.yaml', 'us.yaml']);
  });
});

describe('environments that are nested', () => {
  const files = (...paths: readonly string[]) =>
    paths.map((path) => ({ path, ids: ['Deployment/web', '/base'], namespaces: [] }));
  const namesOf = (...paths: readonly string[]) =>
    findEnvironments(files(...paths)).map(({ name, paths: own }) => `${name} ${own.join(' ')}`);

  test.each([
    [
      'two below two',
      ['east/a', 'east/b', 'west/a', 'west/b'].map((path) => `overlays/${path}/kustomization.yaml`),
      ['east-a overlays/east/a', 'east-b overlays/east/b', 'west-a overlays/west/a', 'west-b overlays/west/b'],
    ],
    [
      'three deep',
      ['x/eu/a', 'x/eu/b', 'x/us/a', 'x/us/b', 'y/eu/a'].map((path) => `k8s/envs/${path}/all.yaml`),
      [
        'x-eu-a k8s/envs/x/eu/a',
        'x-eu-b k8s/envs/x/eu/b',
        'x-us-a k8s/envs/x/us/a',
        'x-us-b k8s/envs/x/us/b',
        'y k8s/envs/y',
      ],
    ],
    [
      'some that are not',
      ['overlays/dev/all.yaml', 'overlays/prod/a/all.yaml', 'overlays/prod/b/all.yaml'],
      ['dev overlays/dev', 'prod-a overlays/prod/a', 'prod-b overlays/prod/b'],
    ],
    [
      'files of its own beside them',
      ['overlays/prod/kustomization.yaml', 'overlays/prod/a/all.yaml', 'overlays/prod/b/all.yaml'],
      ['prod overlays/prod'],
    ],
  ])('%s', (_, paths, found) => {
    expect(namesOf(...paths)).toEqual(found);
  });

  test('folders that hold other things are parts of one environment', () => {
    const parts = ['web', 'api'].map((name) => ({
      path: `overlays/prod/${name}/all.yaml`,
      ids: [`Deployment/${name}`],
      namespaces: [],
    }));

    expect(findEnvironments(parts)).toEqual([{ name: 'prod', paths: ['overlays/prod'] }]);
  });
});

test.each([
  [['web-deployment.yaml', 'all-in-one/web-all-in-one.yaml']],
  [['web-deployment.yaml', 'web-full.yaml']],
  [['web.yaml', 'other/frontend.yaml']],
  [['web-deploy.yaml', 'web-example.yaml']],
])('%j are called after what is in them, and not after environments', (paths) => {
  expect(findEnvironments(paths.map((path) => ({ path, ids: ['Deployment/web'], namespaces: [] })))).toEqual([]);
});

test('one namespace in two environments is two clusters, and a person is asked for the address', () => {
  const repository = join(realpathSync(temporaryFolder()), 'repository');
  const inShop = helloYaml.replaceAll('name: hello }', 'name: hello, namespace: shop }');
  for (const environment of ['eu', 'us']) write(repository, `k8s/${environment}/hello.yaml`, inShop);

  const { exitCode, stdout } = importIn(repository, 'k8s');

  expect(stdout).toContain('catalog/environments/us.yaml:6 "us" has a namespace of another environment');
  expect(stdout).not.toContain('what would be otherwise');
  expect(exitCode).toBe(1);
});

test('a file that somebody has changed is not overwritten; a second run of the same tree is fine', () => {
  const repository = aRepository('rendered');
  importIn(repository, '.');

  const again = importIn(repository, '.');
  writeFileSync(join(repository, 'catalog/platform.yaml'), '# mine\n');
  const refused = importIn(repository, '.');

  expect(again.stderr).toBe('');
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain('"catalog" has another "platform.yaml"; nothing is overwritten');
  expect(readFileSync(join(repository, 'catalog/platform.yaml'), 'utf8')).toBe('# mine\n');
});

test('the team and the repository that a person names are taken', () => {
  const repository = aRepository('rendered');

  const { stdout } = importIn(repository, '.', '--team', 'shop', '--repository', 'https://github.com/acme/deploy.git');

  expect(stdout).not.toContain('fill in');
  expect(readFileSync(join(repository, 'catalog/services/catalogue/service.yaml'), 'utf8')).toContain('\nteam: shop\n');
  expect(readFileSync(join(repository, 'catalog/platform.yaml'), 'utf8')).toContain(
    'https://github.com/acme/deploy.git',
  );
});

test('a container that is called otherwise then is told', () => {
  const workingDirectory = temporaryFolder();
  writeFileSync(
    join(workingDirectory, 'web.yaml'),
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: podinfo, namespace: shop }
spec:
  selector: { matchLabels: { app: podinfo } }
  template:
    metadata: { labels: { app: podinfo } }
    spec: { containers: [{ name: podinfod, image: ghcr.io/your-org/podinfo:6.5.0, ports: [{ containerPort: 9898 }] }] }
`,
  );

  const { stdout } = runSlipway(['import', '.', '--adopt-all', '--out', 'out', '--env', 'prod=.'], {
    workingDirectory,
  });

  expect(stdout).toContain('called otherwise, with the same content\n  container podinfod → podinfo in prod\n');
});
