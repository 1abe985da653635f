import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { examine } from '../../../stacks/doctor/examine';
import { areas } from '../../../stacks/doctor/symptom';
import type { Symptom } from '../../../stacks/doctor/symptom';
import type { Plan } from '../../../stacks/doctor/plan';
import { readStack } from '../../../stacks/platform-command/read-stack';
import type { Stack } from '../../../stacks/platform-command/read-stack';
import { exportsOf, namesOf } from '../../helpers/exports-of';
import { packageRoot } from '../../helpers/run-slipway';
import { aProject } from '../helpers/a-project';
import { FakeApiServer, helmRelease } from '../helpers/fake-api-server';
import type { FakeCluster } from '../helpers/fake-api-server';

const uid = '00000000-0000-4000-8000-000000000001';
const now = new Date('2026-01-01T12:00:00Z');
const stack: Stack = readStack(aProject(), 'dev');

const aPlan: Plan = {
  objects: [],
  releases: [{ name: 'argo-cd', namespace: 'argocd' }],
  secrets: [],
  monitors: [],
  ready: [],
  stores: [],
  storageClasses: new Map(),
  hasRouteWeights: false,
  verifications: [],
  minors: ['1.36'],
  treeKinds: [],
};

const core = [
  { name: 'configmaps', kind: 'ConfigMap', namespaced: true },
  { name: 'secrets', kind: 'Secret', namespaced: true },
];

/** A cluster on which nothing is wrong. */
const healthy = {
  '/version': { major: '1', minor: '36+' },
  '/api/v1/namespaces/kube-system': { metadata: { uid } },
  '/api/v1': { resources: core },
  ...helmRelease('argo-cd', 'argocd'),
};

/** @param plan what differs from a plan with one release @param cluster what differs from a healthy cluster */
async function findings(
  plan: Partial<Plan> = {},
  cluster: Partial<FakeCluster> = {},
  of: Stack = stack,
): Promise<readonly Symptom[]> {
  const server = await FakeApiServer.start({ ...cluster, answers: { ...healthy, ...cluster.answers } });
  try {
    return (await examine(server.api, of, { ...aPlan, ...plan }, now)).findings;
  } finally {
    await server.stop();
  }
}

test('a cluster that has what it needs has no finding', async () => {
  expect(await findings()).toEqual([]);
});

describe('the right cluster', () => {
  test('another cluster is the only finding: what is missing there is none of ours', async () => {
    const other = { metadata: { uid: '99999999-0000-4000-8000-000000000009' } };

    const found = await findings({ stores: ['vault'] }, { answers: { '/api/v1/namespaces/kube-system': other } });

    expect(found).toEqual([
      {
        area: 'cluster',
        level: 'wrong',
        what:
          'this is another cluster: the namespace kube-system has the uid 99999999-0000-4000-8000-000000000009, ' +
          'and the stack "dev" is for the cluster with 00000000-0000-4000-8000-000000000001',
        remedy: expect.stringContaining('slipway:cluster.context in stacks/config/Pulumi.dev.yaml'),
      },
    ]);
  });

  test('a stack that names no cluster gets the command that does, and everything else is looked at', async () => {
    const unnamed = readStack(aProject({ cluster: undefined }), 'dev');

    const found = await findings({}, { answers: helmRelease('argo-cd', 'argocd', { status: 'failed' }) }, unnamed);

    expect(found.map(({ area }) => area)).toEqual(['cluster', 'releases']);
    expect(found[0]?.remedy).toBe(
      `if it is for this one: pulumi config set --stack dev --path slipway:cluster.id ${uid}`,
    );
  });

  test('the version is one that an environment names', async () => {
    const [found] = await findings({ minors: ['1.35'] });

    expect(found).toMatchObject({
      area: 'version',
      what: 'the cluster has Kubernetes 1.36, and an environment of it says 1.35',
    });
  });
});

describe('before the first "up"', () => {
  const others = { namespace: 'argocd', name: 'argocd-notifications-secret', keys: ['slack-token'] };
  const empty = { '/api/v1/namespaces/argocd/secrets': { items: [] } };

  test('a Secret that somebody keeps in an Argo CD that is there is missed at once', async () => {
    const found = await findings({ secrets: [{ ...others, isFromStore: false }] }, { answers: empty });

    expect(found.filter(({ area }) => area === 'secrets').map(({ what }) => what)).toEqual([
      'there is no Secret "argocd-notifications-secret" in the namespace "argocd"; its keys are slack-token',
    ]);
  });

  test('one of the store, and one of a namespace that "up" makes, is not', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', namespace: undefined, name: 'argocd' };

    const ofStore = await findings({ secrets: [{ ...others, isFromStore: true }] }, { answers: empty });
    const ofNewNamespace = await findings(
      { secrets: [{ ...others, isFromStore: false }], objects: [namespace] },
      { answers: empty },
    );

    for (const found of [ofStore, ofNewNamespace]) expect(found.filter(({ area }) => area === 'secrets')).toEqual([]);
  });
});

describe('a namespace that was renamed', () => {
  const two = [
    { name: 'argo-cd', namespace: 'argocd' },
    { name: 'argo-rollouts', namespace: 'rollouts' },
  ];
  const revision = (namespace: string) => ({
    '/api/v1/secrets': {
      items: [{ metadata: { name: 'sh.helm.release.v1.argo-rollouts.v1', namespace, labels: {} } }],
    },
  });

  test('is named before "up" deletes the old one', async () => {
    const found = await findings({ releases: two }, { answers: revision('argo-rollouts') });

    expect(found.map(({ what }) => what)).toContain(
      '"argo-rollouts" is installed in the namespace "argo-rollouts", and the program wants it in "rollouts": "pulumi up" would delete "argo-rollouts" and everything in it',
    );
  });

  test('is not what a release is that nobody has installed', async () => {
    const found = await findings({ releases: two });

    expect(found.map(({ what }) => what)).toEqual(['"argo-rollouts" is not installed in the namespace "rollouts"']);
  });
});

describe('repositories', () => {
  const kinds = [
    { name: 'applications', kind: 'Application', namespaced: true },
    { name: 'appprojects', kind: 'AppProject', namespaced: true },
  ];
  const objects = [
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', namespace: 'argocd', name: 'dev' },
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd', name: 'root-dev' },
  ];
  const { url } = stack.catalog.catalog.platform.repository;
  const live = (repository: string, labels = { 'app.kubernetes.io/managed-by': 'slipway' }) => ({
    '/apis/argoproj.io/v1alpha1': { resources: kinds },
    '/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects/dev': {
      metadata: { labels },
      spec: { sourceRepos: [repository] },
    },
    '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/root-dev': {
      metadata: { labels },
      spec: { source: { repoURL: repository } },
    },
  });

  test('what another repository owns is named, with that repository', async () => {
    const found = await findings({ objects }, { answers: live('https://github.com/other/gitops.git') });

    expect(found.map(({ area, what }) => `${area}: ${what}`)).toEqual([
      `repositories: AppProject "dev" is of the repository https://github.com/other/gitops.git, and this catalog is of ${url}`,
      `repositories: Application "root-dev" is of the repository https://github.com/other/gitops.git, and this catalog is of ${url}`,
    ]);
    expect(found[0]?.remedy).toContain('argocd.prefix');
  });

  test('what is ours, and what other people made, is not', async () => {
    expect(await findings({ objects }, { answers: live(url) })).toEqual([]);
    expect(
      await findings(
        { objects },
        { answers: live('https://github.com/other/gitops.git', { 'app.kubernetes.io/managed-by': 'Helm' }) },
      ),
    ).toEqual([]);
  });
});

describe('permissions', () => {
  test('says once for each namespace which verbs are missing for which kinds', async () => {
    const objects = [
      { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'argocd', name: 'argocd-rbac-cm' },
      { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'argocd', name: 'web' },
    ];

    const found = await findings(
      { objects, releases: [] },
      { mayDo: ({ verb = '' }) => ['get', 'list', 'watch'].includes(verb), answers: { '/apis/apps/v1': deployments } },
    );

    expect(found).toEqual([
      {
        area: 'permissions',
        level: 'wrong',
        what: 'in the namespace "argocd" this user may not create, patch, delete configmaps, deployments.apps',
        remedy: 'ask whoever keeps the cluster; "kubectl auth can-i create configmaps -n argocd" says "yes" then',
      },
    ]);
  });

  test('whoever may do everything is asked once', async () => {
    const server = await FakeApiServer.start({ answers: healthy });

    await examine(server.api, stack, aPlan, now);
    await server.stop();

    expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1);
  });
});

describe('releases', () => {
  test.each([
    [
      'pending-install',
      1,
      'if no installation is running: kubectl delete secret -n argocd -l owner=helm,name=argo-cd, then pulumi up --stack dev',
    ],
    [
      'pending-upgrade',
      4,
      'if no installation is running: helm rollback argo-cd -n argocd, then pulumi up --stack dev',
    ],
    [
      'pending-rollback',
      4,
      'if no installation is running: helm rollback argo-cd -n argocd, then pulumi up --stack dev',
    ],
    [
      'uninstalling',
      4,
      'if no installation is running: kubectl delete secret -n argocd -l owner=helm,name=argo-cd, then pulumi up --stack dev',
    ],
    ['failed', 1, 'mend its values, then pulumi up --stack dev'],
    ['failed', 4, 'helm rollback argo-cd -n argocd, then pulumi up --stack dev'],
  ])('one that is %s at revision %i is stuck', async (status, revision, remedy) => {
    const found = await findings({}, { answers: helmRelease('argo-cd', 'argocd', { status, revision }) });

    const what = `"argo-cd" in the namespace "argocd" is ${status} since revision ${revision}`;
    expect(found).toEqual([{ area: 'releases', level: 'wrong', what, remedy }]);
  });

  test('one of two that is missing is wrong', async () => {
    const found = await findings({
      releases: [...aPlan.releases, { name: 'argo-rollouts', namespace: 'argo-rollouts' }],
    });

    expect(found.map(({ what }) => what)).toEqual([
      '"argo-rollouts" is not installed in the namespace "argo-rollouts"',
    ]);
  });

  test('before the first "up" nothing is wrong, and what it brings is not missed', async () => {
    const plan = {
      stores: ['vault'],
      secrets: [{ namespace: 'argocd', name: 'token', keys: ['token'], isFromStore: true }],
      treeKinds: [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' }],
    };

    const found = await findings(plan, { answers: { '/api/v1/namespaces/argocd/secrets': { items: null } } });

    expect(found.map(({ level, what }) => `${level}: ${what}`)).toEqual([
      'unknown: nothing is installed yet: none of argo-cd is there',
    ]);
  });

  test('whoever may not read Secrets is told so, and nothing is claimed', async () => {
    const found = await findings({}, { forbidden: ['/api/v1/namespaces/argocd/secrets'] });

    expect(found.map(({ level, what }) => `${level}: ${what}`)).toEqual([
      'unknown: argo-cd: could not be looked at: /api/v1/namespaces/argocd/secrets is forbidden',
    ]);
  });
});

describe('drift', () => {
  const path = '/api/v1/namespaces/argocd/configmaps/argocd-cm';
  const manifest = `---
# Source: argo-cd/templates/argocd-configs/argocd-cm.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
data:
  exec.enabled: "false"
`;
  const live = {
    metadata: { name: 'argocd-cm', resourceVersion: '7', managedFields: [{ manager: 'helm' }] },
    data: { 'exec.enabled': 'hidden-value', 'of.others': 'x' },
  };
  const release = helmRelease('argo-cd', 'argocd', { manifest });

  test('names the fields that somebody edited, and never their values', async () => {
    const applied = {
      metadata: { name: 'argocd-cm', resourceVersion: '7' },
      data: { ...live.data, 'exec.enabled': 'false' },
    };

    const found = await findings({}, { answers: { ...release, [path]: live }, applied: { [path]: applied } });

    expect(found).toEqual([
      {
        area: 'drift',
        level: 'wrong',
        what: 'release "argo-cd": ConfigMap argocd-cm was edited: data["exec.enabled"]',
        remedy: expect.stringMatching(/^helm get manifest argo-cd -n argocd \| kubectl apply /),
      },
    ]);
    expect(JSON.stringify(found)).not.toContain('hidden-value');
  });

  test('an object that is as it was applied has none', async () => {
    expect(await findings({}, { answers: { ...release, [path]: live } })).toEqual([]);
  });

  test('an object that is gone was deleted', async () => {
    const found = await findings({}, { answers: release });

    expect(found.map(({ what }) => what)).toEqual(['release "argo-cd": ConfigMap argocd-cm was deleted']);
  });

  test('nothing is written: what is applied is a dry run', async () => {
    const server = await FakeApiServer.start({ answers: { ...healthy, ...release, [path]: live } });

    await examine(server.api, stack, aPlan, now);
    await server.stop();
    const writes = server.requests.filter((request) => /^(?:PUT|PATCH|DELETE)/.test(request));

    expect(writes).toEqual([`PATCH ${path}?fieldManager=slipway-doctor&force=true&dryRun=All`]);
  });
});

describe('kinds', () => {
  const rollout = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' };
  const scaled = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' };
  const external = { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' };

  test('one that is not served names the chart that brings it, if a chart does', async () => {
    const topic = { apiVersion: 'kafka.example.com/v1', kind: 'Topic' };
    const found = await findings({ treeKinds: [rollout, scaled, topic] });

    expect(found.map(({ what, remedy }) => `${what}: ${remedy}`)).toEqual([
      'the cluster has no Rollout of argoproj.io/v1alpha1: install the chart argo-rollouts',
      'the cluster has no Topic of kafka.example.com/v1: install what brings it',
      'the cluster has no ScaledObject of keda.sh/v1alpha1: install the chart keda',
    ]);
  });

  test('one that is served in another version only says in which', async () => {
    const resources = [{ name: 'externalsecrets', kind: 'ExternalSecret', namespaced: true }];

    const found = await findings(
      { treeKinds: [external] },
      {
        answers: {
          '/apis/external-secrets.io': { versions: [{ version: 'v1beta1' }] },
          '/apis/external-secrets.io/v1beta1': { resources },
        },
      },
    );

    expect(found.map(({ what }) => what)).toEqual([
      'ExternalSecret is needed in external-secrets.io/v1, and the cluster has it in v1beta1 only',
    ]);
  });
});

test('a StorageClass that services name and that is not there is found, with those that are', async () => {
  const classes = { '/apis/storage.k8s.io/v1/storageclasses': { items: [{ metadata: { name: 'slow' } }] } };
  const there = { ...classes, '/apis/storage.k8s.io/v1/storageclasses/slow': { metadata: { name: 'slow' } } };
  const wanted = new Map([
    ['slow', ['web']],
    ['fast', ['db', 'queue']],
  ]);

  const found = await findings({ storageClasses: wanted }, { answers: there });

  expect(found).toEqual([
    {
      area: 'storage',
      level: 'wrong',
      what: 'the cluster has no StorageClass "fast", which db, queue want: it has slow',
      remedy: 'name another one as "className" in the catalog, or make it',
    },
  ]);
});

test('canaries by routes want a plugin of Argo Rollouts, which an installation before them does not have', async () => {
  const releases = [...aPlan.releases, { name: 'argo-rollouts', namespace: 'argo-rollouts' }];
  const installed = (plugins: string) =>
    helmRelease('argo-rollouts', 'argo-rollouts', {
      manifest: JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'argo-rollouts-config' },
        data: { trafficRouterPlugins: plugins },
      }),
    });
  const ask = async (hasRouteWeights: boolean, plugins: string) =>
    (await findings({ releases, hasRouteWeights }, { answers: installed(plugins) })).filter(
      ({ area }) => area === 'plugins',
    );
  const withPlugin = '- name: argoproj-labs/gatewayAPI\n  location: file:///plugins/a\n';
  const withAnother =
    '# - name: argoproj-labs/gatewayAPI\n- { name: argoproj-labs/gatewayAPI2, location: "file:///a" }\n';

  for (const plugins of ['[]', withAnother])
    expect(await ask(true, plugins)).toEqual([
      expect.objectContaining({ what: expect.stringContaining('does not have the plugin "argoproj-labs/gatewayAPI"') }),
    ]);
  expect(await ask(true, withPlugin)).toEqual([]);
  expect(await ask(false, '[]')).toEqual([]);
});

describe('secrets and stores', () => {
  const secret = {
    namespace: 'monitoring',
    name: 'grafana-admin',
    keys: ['admin-user', 'admin-password'],
    isFromStore: true,
  };
  const path = '/api/v1/namespaces/monitoring/secrets/grafana-admin';

  test('a Secret that is not there names its keys', async () => {
    const found = await findings({ secrets: [secret] });

    expect(found.map(({ what }) => what)).toEqual([
      'there is no Secret "grafana-admin" in the namespace "monitoring"; its keys are admin-user, admin-password',
    ]);
  });

  test('a key that is missing is named, and no value is shown', async () => {
    const data = { 'admin-user': 'aGlkZGVu' };

    const found = await findings({ secrets: [{ ...secret, isFromStore: false }] }, { answers: { [path]: { data } } });

    expect(found).toEqual([
      {
        area: 'secrets',
        level: 'wrong',
        what: 'Secret "grafana-admin" in the namespace "monitoring" has no admin-password',
        remedy: 'make it, or add what is missing: the stack says that somebody else keeps it',
      },
    ]);
    expect(JSON.stringify(found)).not.toContain('aGlkZGVu');
  });

  const kinds = { resources: [{ name: 'clustersecretstores', kind: 'ClusterSecretStore', namespaced: false }] };
  const ready = (status: string) => ({
    status: { conditions: [{ type: 'Ready', status, message: 'permission denied' }] },
  });

  test.each([
    ['is there and ready', ready('True'), []],
    ['is refused', ready('False'), ['ClusterSecretStore "vault" is not ready: permission denied']],
    [
      'was seen by nobody',
      {},
      ['ClusterSecretStore "vault" is not ready: nobody has looked at it: does External Secrets run?'],
    ],
    ['is not there', undefined, ['there is no ClusterSecretStore "vault"']],
  ])('a store that %s', async (_, store, expected) => {
    const answers = {
      '/apis/external-secrets.io/v1': kinds,
      '/apis/external-secrets.io/v1/clustersecretstores/vault': store,
    };

    const found = await findings({ stores: ['vault'] }, { answers });

    expect(found.map(({ what }) => what)).toEqual(expected);
  });
});

test('every check of the folder is made, and has an area of its own in the report', async () => {
  const callers = ['doctor/examine.ts', 'platform-command/doctor.ts'].map((file) =>
    readFileSync(join(packageRoot, 'stacks', file), 'utf8'),
  );

  const checks = (await exportsOf('stacks/doctor/checks')).filter(({ name }) => name.startsWith('check'));

  const isMade = (name: string): boolean => callers.some((text) => text.includes(`${name}(`));
  expect(namesOf(checks.filter(({ name }) => !isMade(name)))).toEqual([]);
  expect(checks.map(({ file }) => basename(file, '.ts')).sort()).toEqual([...areas].sort());
});

describe('signatures of images', () => {
  const hooks = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
  const kinds = { resources: [{ name: 'clusterimagepolicies', kind: 'ClusterImagePolicy', namespaced: false }] };
  const selector = { matchExpressions: [{ key: 'policy.sigstore.dev/include', operator: 'In', values: ['true'] }] };
  const webhook = { name: 'policy.sigstore.dev', namespaceSelector: selector, failurePolicy: 'Fail', rules: [{}] };
  const authorities = [{ keyless: { url: 'https://fulcio.sigstore.dev' } }];
  const images = [{ glob: 'ghcr.io/your-org/**' }];
  const policy = { metadata: { name: 'signed-by-ci' }, spec: { authorities, images }, status: {} };
  const cluster = (...policies: readonly object[]) => ({
    [hooks]: { items: [{ metadata: { name: 'policy.sigstore.dev' }, webhooks: [webhook] }] },
    '/apis/policy.sigstore.dev': { versions: [{ version: 'v1alpha1' }, { version: 'v1beta1' }] },
    '/apis/policy.sigstore.dev/v1beta1': kinds,
    '/apis/policy.sigstore.dev/v1beta1/clusterimagepolicies': { items: policies },
  });
  const wanted = { verifiedBy: 'sigstore', policies: ['signed-by-ci'] } as const;
  const verifications = [{ wanted, images: ['ghcr.io/your-org/web:v1.0.0'] }];

  test('a policy that is there, and refuses, is no finding', async () => {
    expect(await findings({ verifications }, { answers: cluster(policy) })).toEqual([]);
  });

  test.each([
    ['there is nobody who verifies', { [hooks]: { items: [] } }, /nobody verifies signatures of images/],
    ['there is no such policy', cluster(), /there is no ClusterImagePolicy "signed-by-ci"/],
    ['it only warns', cluster({ ...policy, spec: { ...policy.spec, mode: 'warn' } }), /only warns/],
    [
      'no policy is about an image',
      cluster({ ...policy, spec: { authorities, images: [{ glob: 'ghcr.io/others/**' }] } }),
      /no ClusterImagePolicy is about the image "ghcr.io\/your-org\/web:v1.0.0"/,
    ],
  ])('%s', async (_, answers, words) => {
    const found = await findings({ verifications }, { answers });

    expect(found).toMatchObject([{ area: 'signatures', level: 'wrong', what: expect.stringMatching(words) }]);
  });
});

test('everything is reported at once', async () => {
  const found = await findings(
    {
      minors: ['1.35'],
      stores: ['vault'],
      secrets: [{ namespace: 'argocd', name: 'token', keys: ['token'], isFromStore: true }],
      treeKinds: [{ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' }],
    },
    {
      answers: {
        ...helmRelease('argo-cd', 'argocd', { status: 'pending-upgrade' }),
        '/apis/external-secrets.io/v1': {
          resources: [{ name: 'clustersecretstores', kind: 'ClusterSecretStore', namespaced: false }],
        },
      },
    },
  );

  expect(found.map(({ area }) => area)).toEqual(['version', 'releases', 'kinds', 'stores', 'secrets']);
});

const deployments = { resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true }] };

describe('delivery', () => {
  const path = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
  const automatic = { syncPolicy: { automated: {} } };
  const synced = { sync: { status: 'Synced' } };
  const bootstrap = application('bootstrap-dev', synced);
  const refused = { phase: 'Running', message: 'admission webhook says no', startedAt: '2026-01-01T11:00:00Z' };

  test('an environment that nothing delivers gets the command that begins it', async () => {
    const [found] = await findings({}, { answers: { [path]: { items: [] } } });

    expect(found).toEqual({
      area: 'delivery',
      level: 'wrong',
      what: 'there is no Application "bootstrap-dev": nothing delivers "dev"',
      remedy: 'pulumi up makes it; so does kubectl apply -k argocd/dev/bootstrap',
    });
  });

  test.each([
    ['is synced', automatic, synced, []],
    ['is syncing', automatic, { operationState: { ...refused, startedAt: '2026-01-01T11:50:00Z' } }, []],
    [
      'was tried twice',
      automatic,
      { operationState: { ...refused, startedAt: '2026-01-01T11:50:00Z', retryCount: 2 } },
      [],
    ],
    [
      'is tried again and again',
      automatic,
      { operationState: { ...refused, retryCount: 9 } },
      [
        '"web-dev" was tried 9 times: admission webhook says no',
        'mend what argocd app get web-dev says; it goes on by itself within a few minutes',
      ],
    ],
    [
      'waits for ever',
      automatic,
      { operationState: refused },
      [
        '"web-dev" has been syncing for 60 minutes: admission webhook says no',
        'if it waits for what never comes: argocd app terminate-op web-dev, then argocd app sync web-dev',
      ],
    ],
    [
      'failed by hand',
      automatic,
      { sync: { status: 'OutOfSync' }, operationState: { ...refused, phase: 'Failed' } },
      [
        '"web-dev" could not be synced: admission webhook says no',
        'mend it, then argocd app sync web-dev: a sync by hand is not tried again',
      ],
    ],
    [
      'may not be applied',
      {},
      { sync: { status: 'Unknown' }, conditions: [{ message: 'project dev does not exist' }] },
      [
        '"web-dev" cannot be compared with Git: project dev does not exist',
        'mend what argocd app get web-dev says; it goes on by itself within a few minutes',
      ],
    ],
    ['waits for a person', {}, { sync: { status: 'OutOfSync' }, operationState: { ...refused, phase: 'Failed' } }, []],
  ])('an Application that %s', async (_, spec, status, [what, remedy]) => {
    const items = [bootstrap, application('web-dev', status, spec)];

    const found = await findings({}, { answers: { [path]: { items } } });

    expect(found).toEqual(what === undefined ? [] : [{ area: 'delivery', level: 'wrong', what, remedy }]);
  });

  test('Applications of other people are none of ours', async () => {
    const other = application('shop', { sync: { status: 'Unknown' } }, {}, {});

    expect(await findings({}, { answers: { [path]: { items: [bootstrap, other] } } })).toEqual([]);
  });
});

function application(name: string, status: object, spec: object = {}, labels: object = { env: 'dev' }): object {
  return { metadata: { name, labels }, spec, status };
}

describe('fields that somebody added', () => {
  const argocd = {
    manager: 'argocd-controller',
    operation: 'Apply',
    fieldsV1: {
      'f:metadata': { 'f:annotations': { 'f:argocd.argoproj.io/tracking-id': {} } },
      'f:spec': {
        'f:template': {
          'f:spec': { 'f:containers': { 'k:{"name":"web"}': { '.': {}, 'f:image': {}, 'f:name': {} } } },
        },
      },
    },
  };
  const setEnv = {
    manager: 'kubectl-set',
    operation: 'Update',
    fieldsV1: {
      'f:spec': {
        'f:template': {
          'f:spec': {
            'f:containers': {
              'k:{"name":"web"}': {
                'f:image': {},
                'f:env': { '.': {}, 'k:{"name":"BY_HAND"}': { '.': {}, 'f:name': {}, 'f:value': {} } },
              },
            },
          },
        },
      },
    },
  };
  const restart = {
    manager: 'kubectl-rollout',
    operation: 'Update',
    fieldsV1: {
      'f:spec': {
        'f:template': { 'f:metadata': { 'f:annotations': { '.': {}, 'f:kubectl.kubernetes.io/restartedAt': {} } } },
      },
    },
  };
  const scale = { ...setEnv, manager: 'kubectl', subresource: 'scale' };
  const deployments = (managedFields: readonly object[]) => ({
    '/apis/apps/v1': { resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true }] },
    '/apis/apps/v1/deployments': { items: [{ metadata: { name: 'web', namespace: 'prod', managedFields } }] },
  });

  test('are named with who wrote them, since Argo CD does not show them', async () => {
    expect(await findings({}, { answers: deployments([argocd, setEnv]) })).toEqual([
      {
        area: 'fields',
        level: 'wrong',
        what: 'Deployment prod/web has what Git does not, by kubectl-set: spec.template.spec.containers[{"name":"web"}].env[{"name":"BY_HAND"}]',
        remedy: expect.stringContaining('write it into the catalog'),
      },
    ]);
  });

  test.each([
    ['a restart', [argocd, restart]],
    ['what a person scales, which Argo CD puts back', [argocd, scale]],
    ['what a controller does', [argocd, { ...setEnv, manager: 'kube-controller-manager' }]],
    [
      'notes of a cloud',
      [argocd, { manager: 'cloud', fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:neg': {} } } } }],
    ],
    ['an object that is not of the tree', [setEnv]],
  ])('leave out %s', async (_, managedFields) => {
    expect(await findings({}, { answers: deployments(managedFields) })).toEqual([]);
  });
});

test('what is not measured is missed where its release is, and not where the release itself is missing', async () => {
  const monitor = (name: string, namespace: string) =>
    ({ kind: 'PodMonitor', name, namespaces: [namespace], labels: {}, ports: ['metrics'] }) as const;
  const found = await findings({
    releases: [
      { name: 'argo-cd', namespace: 'argocd' },
      { name: 'argo-rollouts', namespace: 'argo-rollouts' },
    ],
    monitors: [monitor('argocd-server', 'argocd'), monitor('argo-rollouts', 'argo-rollouts')],
  });

  expect(found.filter(({ area }) => area === 'metrics').map(({ what }) => what)).toEqual([
    expect.stringContaining('PodMonitor "argocd-server"'),
  ]);
  expect(found.filter(({ area }) => area === 'releases').map(({ what }) => what)).toEqual([
    '"argo-rollouts" is not installed in the namespace "argo-rollouts"',
  ]);
});

describe('owners', () => {
  const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const releases = [{ name: 'gateway-api', namespace: 'gateway-api' }];
  const kindOf = (name: string, owner?: string) => ({
    metadata: {
      name,
      ...(owner === undefined
        ? {}
        : {
            labels: { 'app.kubernetes.io/managed-by': 'Helm' },
            annotations: { 'meta.helm.sh/release-name': owner, 'meta.helm.sh/release-namespace': owner },
          }),
    },
  });

  test.each([
    ['of no release', kindOf('httproutes.gateway.networking.k8s.io')],
    ['of the release "envoy"', kindOf('httproutes.gateway.networking.k8s.io', 'envoy')],
  ])('a kind that is %s stops its chart: it is handed over, and never removed', async (whose, kind) => {
    const found = await findings(
      { releases: [...aPlan.releases, ...releases] },
      { answers: { [definitions]: { items: [kind, kindOf('backups.velero.io')] } } },
    );

    const symptom = found.find(({ area }) => area === 'owners');
    expect(symptom?.what).toBe(
      `the kind httproutes.gateway.networking.k8s.io is there already, and ${whose}: the chart gateway-api will not install`,
    );
    expect(symptom?.remedy).toContain('never remove one');
    expect(symptom?.remedy).toContain('meta.helm.sh/release-name=gateway-api');
  });

  test('a kind that the chart itself has left there is taken over', async () => {
    const found = await findings(
      { releases: [...aPlan.releases, ...releases] },
      { answers: { [definitions]: { items: [kindOf('httproutes.gateway.networking.k8s.io', 'gateway-api')] } } },
    );

    expect(found.filter(({ area }) => area === 'owners')).toEqual([]);
  });

  test("kinds of somebody else's Argo CD are no hindrance to Argo Rollouts", async () => {
    const found = await findings(
      { releases: [...aPlan.releases, { name: 'argo-rollouts', namespace: 'argo-rollouts' }] },
      { answers: { [definitions]: { items: [kindOf('applications.argoproj.io')] } } },
    );

    expect(found.filter(({ area }) => area === 'owners')).toEqual([]);
  });

  test('before anything is installed, a namespace that is there is named', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', namespace: undefined, name: 'argocd' };
    const nothing = { '/api/v1/namespaces/argocd/secrets': { items: [] } };
    const there = { '/api/v1/namespaces': { items: [{ metadata: { name: 'argocd' } }] } };

    const fresh = await findings({ objects: [namespace] }, { answers: { ...nothing, ...there } });
    const later = await findings({ objects: [namespace] }, { answers: there });

    expect(fresh.filter(({ area }) => area === 'owners').map(({ what }) => what)).toEqual([
      '"argocd" is there already, and Pulumi makes no namespace twice',
    ]);
    expect(later.filter(({ area }) => area === 'owners')).toEqual([]);
  });

  test('a namespace that Pulumi has imported is none to stop at, and what has to be in it is missed', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', namespace: undefined, name: 'argocd' };
    const secret = { namespace: 'argocd', name: 'sign-in', keys: ['clientSecret'], isFromStore: false };
    const server = await FakeApiServer.start({
      answers: {
        ...healthy,
        '/api/v1/namespaces/argocd/secrets': { items: [] },
        '/api/v1/namespaces': { items: [{ metadata: { name: 'argocd' } }] },
      },
    });
    const plan = { ...aPlan, objects: [namespace], secrets: [secret] };

    const before = await examine(server.api, stack, plan, now);
    const after = await examine(server.api, stack, plan, now, () => new Set(['argocd']));
    await server.stop();

    const areasOf = ({ findings }: typeof after) =>
      findings.map(({ area }) => area).filter((area) => area === 'owners' || area === 'secrets');
    expect(areasOf(before)).toEqual(['owners']);
    expect(areasOf(after)).toEqual(['secrets']);
  });
});
