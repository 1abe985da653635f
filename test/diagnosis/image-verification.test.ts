import type { ServedObject } from '../../src/diagnosis/case';
import type { ClusterVerification } from '../../src/diagnosis/cluster-verification';
import { unverifiedImages } from '../../src/diagnosis/image-verification';
import type { PlacedVerification } from '../../src/model/image-signatures';

const sigstore: PlacedVerification = { verifiedBy: 'sigstore', policies: ['signed-by-ci'] };
const kyverno: PlacedVerification = { verifiedBy: 'kyverno', policies: ['signed-by-ci'] };

const rules = [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['pods'] }];

/** As the policy controller installs it, and fills it (`config/500-webhook-configuration.yaml`). */
function sigstoreWebhook(over: object = {}): ServedObject {
  return {
    metadata: { name: 'policy.sigstore.dev' },
    webhooks: [
      {
        name: 'policy.sigstore.dev',
        namespaceSelector: {
          matchExpressions: [{ key: 'policy.sigstore.dev/include', operator: 'In', values: ['true'] }],
        },
        failurePolicy: 'Fail',
        rules,
        ...over,
      },
    ],
  };
}

/** Somebody else's, which looks at everything. */
const foreignWebhook: ServedObject = { metadata: { name: 'other' }, webhooks: [{ name: 'other.example.com', rules }] };
const kyvernoWebhook: ServedObject = {
  metadata: {
    name: 'kyverno-resource-validating-webhook-cfg',
    labels: { 'webhook.kyverno.io/managed-by': 'kyverno' },
  },
  webhooks: [{ name: 'validate.kyverno.svc-fail', rules }],
};

function clusterImagePolicy(spec: object = {}, status: object = {}): ServedObject {
  return {
    metadata: { name: 'signed-by-ci' },
    spec: { images: [{ glob: '**' }], authorities: [{ keyless: { url: 'https://fulcio.sigstore.dev' } }], ...spec },
    status: { conditions: [{ type: 'Ready', status: 'True' }], ...status },
  };
}

function imageValidatingPolicy(spec: object = {}, status: object = {}): ServedObject {
  const namespaceSelector = { matchLabels: { 'image-signatures': 'required' } };
  return {
    metadata: { name: 'signed-by-ci' },
    spec: { validationActions: ['Deny'], matchConstraints: { namespaceSelector }, ...spec },
    status: { conditionStatus: { ready: true }, ...status },
  };
}

function namespace(labels: object): ServedObject {
  return { metadata: { name: 'prod', labels } };
}

const included = namespace({ 'policy.sigstore.dev/include': 'true' });
const required = namespace({ 'image-signatures': 'required', env: 'prod' });

const wellBySigstore: ClusterVerification = {
  webhooks: [foreignWebhook, sigstoreWebhook()],
  policies: [clusterImagePolicy()],
  namespace: included,
};
const wellByKyverno: ClusterVerification = {
  webhooks: [foreignWebhook, kyvernoWebhook],
  policies: [imageValidatingPolicy()],
  namespace: required,
};

test.each([
  ['sigstore', sigstore, wellBySigstore],
  ['sigstore, by any policy', { ...sigstore, policies: [] }, wellBySigstore],
  [
    'sigstore, which nobody has looked at yet',
    sigstore,
    { ...wellBySigstore, policies: [clusterImagePolicy({}, { conditions: [] })] },
  ],
  ['kyverno', kyverno, wellByKyverno],
  // Kyverno denies where nothing is said.
  [
    'kyverno, with its defaults',
    kyverno,
    { ...wellByKyverno, policies: [imageValidatingPolicy({ validationActions: [] })] },
  ],
  ['kyverno, everywhere', kyverno, { ...wellByKyverno, policies: [imageValidatingPolicy({ matchConstraints: {} })] }],
] as const)('where all is there, nothing is found: %s', (_, wanted, cluster) => {
  expect(unverifiedImages(wanted, cluster, [])).toEqual([]);
});

test.each<readonly [string, PlacedVerification, ClusterVerification, RegExp]>([
  [
    'no controller',
    sigstore,
    { ...wellBySigstore, webhooks: [foreignWebhook, kyvernoWebhook] },
    /nobody verifies .*Sigstore's policy controller is not there \(no admission webhook/,
  ],
  [
    'a webhook that is asked everywhere but there',
    sigstore,
    {
      ...wellBySigstore,
      webhooks: [
        sigstoreWebhook({
          namespaceSelector: { matchExpressions: [{ key: 'policy.sigstore.dev/include', operator: 'DoesNotExist' }] },
        }),
      ],
    },
    /is not there/,
  ],
  ['no kind of policies', sigstore, { ...wellBySigstore, policies: undefined }, /has no kind ClusterImagePolicy/],
  ['no such policy', sigstore, { ...wellBySigstore, policies: [] }, /there is no ClusterImagePolicy "signed-by-ci"/],
  [
    'no policy at all',
    { ...sigstore, policies: [] },
    { ...wellBySigstore, policies: [] },
    /there is no ClusterImagePolicy: nobody has said whose signatures count/,
  ],
  [
    'a policy that warns',
    sigstore,
    { ...wellBySigstore, policies: [clusterImagePolicy({ mode: 'warn' })] },
    /"signed-by-ci" only warns/,
  ],
  [
    'a policy that takes everything',
    sigstore,
    { ...wellBySigstore, policies: [clusterImagePolicy({ authorities: [{ static: { action: 'pass' } }] })] },
    /verifies no signature/,
  ],
  [
    'a policy that is not ready',
    sigstore,
    {
      ...wellBySigstore,
      policies: [clusterImagePolicy({}, { conditions: [{ type: 'Ready', status: 'False', message: 'no such key' }] })],
    },
    /is not ready: no such key/,
  ],
  [
    'a controller that does not run',
    sigstore,
    { ...wellBySigstore, webhooks: [sigstoreWebhook({ rules: [] })] },
    /looks at nothing: it has no rules/,
  ],
  [
    'a webhook that may be away',
    sigstore,
    { ...wellBySigstore, webhooks: [sigstoreWebhook({ failurePolicy: 'Ignore' })] },
    /lets everything in while it does not answer/,
  ],
  [
    'a namespace without the label',
    sigstore,
    { ...wellBySigstore, namespace: namespace({ 'policy.sigstore.dev/include': 'false' }) },
    /namespace "prod" has no label policy\.sigstore\.dev\/include=true/,
  ],
  [
    'no Kyverno',
    kyverno,
    { ...wellByKyverno, webhooks: [foreignWebhook, sigstoreWebhook()] },
    /nobody verifies .*Kyverno is not there/,
  ],
  ['an old Kyverno', kyverno, { ...wellByKyverno, policies: undefined }, /has no kind ImageValidatingPolicy/],
  ['no such policy of Kyverno', kyverno, { ...wellByKyverno, policies: [] }, /no ImageValidatingPolicy "signed-by-ci"/],
  [
    'a policy of Kyverno that only reports',
    kyverno,
    { ...wellByKyverno, policies: [imageValidatingPolicy({ validationActions: ['Audit'] })] },
    /denies nothing \(validationActions: Audit\)/,
  ],
  [
    'a policy of Kyverno for reports in the background',
    kyverno,
    { ...wellByKyverno, policies: [imageValidatingPolicy({ evaluation: { admission: { enabled: false } } })] },
    /is not asked at admission/,
  ],
  [
    'a policy of Kyverno for other namespaces',
    kyverno,
    {
      ...wellByKyverno,
      policies: [
        imageValidatingPolicy({
          matchConstraints: {
            namespaceSelector: { matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['prod'] }] },
          },
        }),
      ],
    },
    /does not choose namespace "prod"/,
  ],
  [
    'a policy of Kyverno that is not ready',
    kyverno,
    {
      ...wellByKyverno,
      policies: [imageValidatingPolicy({}, { conditionStatus: { ready: false, message: 'cannot be compiled' } })],
    },
    /is not ready: cannot be compiled/,
  ],
])('what lets in unsigned images is found, alone: %s', (_, wanted, cluster, words) => {
  const found = unverifiedImages(wanted, cluster, []);

  expect(found).toHaveLength(1);
  expect(found[0]?.what).toMatch(words);
  expect(found[0]?.remedy).not.toBe('');
});

test('policies of others say nothing of ours', () => {
  const other = { ...clusterImagePolicy({ mode: 'warn' }), metadata: { name: 'of-another-team' } };

  expect(unverifiedImages(sigstore, { ...wellBySigstore, policies: [other, clusterImagePolicy()] }, [])).toEqual([]);
});

test('an image that no policy of Sigstore is about is refused, and named; Kyverno lets it in', () => {
  const images = ['ghcr.io/your-org/web:v1.0.0', 'docker.io/library/postgres:16.4', 'postgres:16.4'];
  const policies = [clusterImagePolicy({ images: [{ glob: 'ghcr.io/your-org/**' }] })];

  const found = unverifiedImages(sigstore, { ...wellBySigstore, policies }, images);

  expect(found.map(({ what }) => what)).toEqual([
    'no ClusterImagePolicy is about the image "docker.io/library/postgres:16.4": pods with it are refused',
    'no ClusterImagePolicy is about the image "postgres:16.4": pods with it are refused',
  ]);
  expect(found[0]?.remedy).toContain('static: { action: pass }');
  expect(unverifiedImages(kyverno, wellByKyverno, images)).toEqual([]);
});
