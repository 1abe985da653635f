import { FakeApiServer, helmRelease } from '../helpers/fake-api-server';
import { kubectl } from '../helpers/kubectl-variables';
import { clusterId } from '../helpers/record';
import { runPlatform } from '../helpers/run-platform';

test.each([
  [['doctor', '--fast'], "error: Unknown option '--fast'\n\nusage: npm run platform"],
  [['doctor'], 'error: no stack is selected; add --stack NAME, one of dev\n\nusage: npm run platform'],
  [
    ['doctor', '--stack', 'def'],
    'stacks/config/Pulumi.def.yaml: there is no stack "def"\n  hint: did you mean "dev"?\n',
  ],
])('%p is bad usage', async (words, message) => {
  const { code, stdout, stderr } = await runPlatform(words);

  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('a cluster that cannot be looked at is wrong, for programs, too', async () => {
  const { code, stdout } = await runPlatform(['doctor', '--stack', 'dev', '--json']);

  expect(JSON.parse(stdout)).toMatchObject({
    stack: 'dev',
    isFine: false,
    findings: [{ area: 'cluster', level: 'wrong' }, {}],
  });
  expect(code).toBe(1);
});

// Skipped, and said by name, where there is no kubectl.
(kubectl === undefined ? describe.skip : describe)('through kubectl', () => {
  test('a new cluster of the right kind is fine', async () => {
    const server = await FakeApiServer.start({
      answers: {
        '/version': { major: '1', minor: '36' },
        '/api/v1/namespaces/kube-system': { metadata: { uid: clusterId } },
        ...Object.fromEntries(builtIn.map(([path, resources]) => [path, { resources }])),
      },
    });

    const { code, stdout } = await runPlatform(['doctor', '--stack', 'dev'], {
      server: `http://127.0.0.1:${server.port}`,
    });
    await server.stop();

    expect(stdout).toMatch(/^stack dev: http:\S+ \(context here\), Kubernetes 1\.36\n✓ cluster\n✓ version\n/);
    expect(stdout).toContain('? nothing is installed yet: none of ');
    expect(stdout).toContain('\n✓ kinds\n');
    expect(stdout).toContain('\nnothing to mend; 2 not known\n');
    expect(code).toBe(0);
  });

  test('one command asks Pulumi what it would make, and says which of it is there', async () => {
    const entry = (type: string, name: string) => ({ type, name, id: '<PLACEHOLDER>' });
    const written = {
      nameTable: {},
      resources: [
        entry('kubernetes:helm.sh/v3:Release', 'argocd-release'),
        entry('kubernetes:helm.sh/v3:Release', 'monitoring-release'),
      ],
    };
    const server = await FakeApiServer.start({ answers: helmRelease('argo-cd', 'argocd') });

    const { code, stdout, stderr } = await runPlatform(['import-file', '--stack', 'dev'], {
      server: `http://127.0.0.1:${server.port}`,
      // The last word is the file.
      pulumi: `for file; do :; done; echo '${JSON.stringify(written)}' > "$file"; echo "$@" >&2`,
    });
    await server.stop();

    expect(stderr).toBe(
      'not on the cluster, "pulumi up" makes it: kubernetes:helm.sh/v3:Release monitoring-release\n1 to import\n',
    );
    expect(JSON.parse(stdout)).toEqual({
      nameTable: {},
      resources: [{ ...entry('kubernetes:helm.sh/v3:Release', 'argocd-release'), id: 'argocd/argo-cd' }],
    });
    expect(code).toBe(0);
  });
});

test('a preview that fails says why, in the words of Pulumi', async () => {
  const refusal = 'error: the passphrase is wrong';

  const { code, stdout, stderr } = await runPlatform(['import-file', '--stack', 'dev'], {
    pulumi: `echo '${refusal}' >&2; exit 255`,
  });

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(`error: "pulumi preview --stack dev" fails:\n  ${refusal}\n`);
});

const kinds = (isNamespaced: boolean, ...names: readonly string[]) =>
  names.map((kind) => ({ name: `${kind.toLowerCase()}s`, kind, namespaced: isNamespaced }));

/** Kinds of every Kubernetes, as far as a catalog or the program uses them. */
const builtIn: readonly (readonly [string, readonly object[]])[] = [
  [
    '/api/v1',
    [
      ...kinds(false, 'Namespace'),
      ...kinds(
        true,
        'ConfigMap',
        'LimitRange',
        'PersistentVolumeClaim',
        'ResourceQuota',
        'Secret',
        'Service',
        'ServiceAccount',
      ),
    ],
  ],
  ['/apis/apps/v1', kinds(true, 'Deployment', 'StatefulSet')],
  ['/apis/batch/v1', kinds(true, 'CronJob', 'Job')],
  ['/apis/policy/v1', kinds(true, 'PodDisruptionBudget')],
  ['/apis/autoscaling/v2', kinds(true, 'HorizontalPodAutoscaler')],
  ['/apis/networking.k8s.io/v1', kinds(true, 'Ingress', 'NetworkPolicy')],
  ['/apis/rbac.authorization.k8s.io/v1', kinds(true, 'Role', 'RoleBinding')],
  ['/apis/keda.sh/v1alpha1', kinds(true, 'ScaledObject', 'TriggerAuthentication')],
];
