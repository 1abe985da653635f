import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { parse } from 'yaml';
import * as z from 'zod';

import { synthesize } from '../../../src/render/synthesize';
import { cleanVariables, slipwayFile } from '../../helpers/run-slipway';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { edit, objectsIn } from '../harness/gitops';
import { KubeObject } from '../harness/kube-client';
import { programFile } from '../harness/program-file';
import { describeOnOwnCluster } from './on-own-cluster';

const Diagnosis = z.looseObject({
  findings: z.array(z.looseObject({ cause: z.string(), what: z.string() })),
  gaps: z.array(z.string()),
});
const Definition = z.looseObject({ spec: z.looseObject({ conversion: z.unknown() }) });

const service = 'payment-service';
const group = 'policy.sigstore.dev';
const keyless = {
  url: 'https://fulcio.sigstore.dev',
  identities: [
    { issuer: 'https://token.actions.githubusercontent.com', subjectRegExp: '^https://github.com/your-org/' },
  ],
};
const signedByCi = { images: [{ glob: 'ghcr.io/your-org/**' }], authorities: [{ name: 'ci', keyless }] };
/** What its controller writes into its webhook, as far as Deployments go (`cmd/webhook/main.go` of the policy controller). */
const rules = [
  { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments'] },
];

describeOnOwnCluster('signatures of images', { controllers: false }, (cluster) => {
  let catalog: string;

  beforeAll(async () => {
    // What is made by the helpers of other tests goes after the first of these.
    catalog = join(mkdtempSync(join(cluster().folder, 'images-')), 'catalog');
    cpSync(shippedCatalog, catalog, { recursive: true });
    const out = temporaryFolder();
    synthesize({ catalog, out });
    for (const name of ['dev', 'prod']) {
      const baseline = objectsIn(join(out, 'argocd', name, 'baseline', name));
      for (const object of baseline.filter(({ kind }) => kind === 'Namespace')) await cluster().client.apply(object);
    }
  });

  test('the shipped prod wants what nobody does yet, and the doctor says so; dev wants nothing', async () => {
    expect(await doctor('prod')).toEqual([expect.stringMatching(/^nobody verifies signatures of images: Sigstore's/)]);
    expect(await doctor('dev')).toEqual([]);
  });

  test("of Sigstore's controller all is looked at: its webhook, its policies, and what they do", async () => {
    await cluster().client.apply(shipped('clusterimagepolicies.yaml'));
    await cluster().client.untilServed(`${group}/v1alpha1`, 'ClusterImagePolicy');
    await cluster().client.apply(shipped('webhook.yaml'));
    expect(await doctor('prod')).toEqual([
      expect.stringContaining('looks at nothing: it has no rules'),
      'there is no ClusterImagePolicy "signed-by-ci"',
    ]);

    await applyPolicy({ ...signedByCi, mode: 'warn' });
    await cluster().client.apply(shipped('webhook.yaml', rules));
    expect(await doctor('prod')).toEqual([expect.stringContaining('"signed-by-ci" only warns')]);

    await applyPolicy({ images: [{ glob: '**' }], authorities: [{ name: 'all', static: { action: 'pass' } }] });
    expect(await doctor('prod')).toEqual([expect.stringContaining('verifies no signature')]);

    await applyPolicy(signedByCi);
    expect(await doctor('prod')).toEqual([]);
  });

  test('the API server asks the controller about prod, and nobody about dev', async () => {
    // It does not run here, and what it cannot be asked about is refused.
    await expect(cluster().client.apply(deployment('prod'))).rejects.toThrow(
      /failed calling webhook "policy\.sigstore\.dev"/,
    );
    await expect(cluster().client.apply(deployment('dev'))).resolves.toMatchObject({ kind: 'Deployment' });
  });

  test('where Kyverno is to verify, what Sigstore has says nothing, and a policy has to choose the namespace', async () => {
    edit(join(catalog, 'environments/prod.yaml'), [
      [['imageSignatures'], { verifiedBy: 'kyverno', policies: ['signed-by-ci'] }],
    ]);
    expect(await doctor('prod')).toEqual([expect.stringMatching(/^nobody verifies signatures of images: Kyverno/)]);

    const out = temporaryFolder();
    synthesize({ catalog, out });
    const baseline = objectsIn(join(out, 'argocd/prod/baseline/prod'));
    await cluster().client.apply(imageValidatingPolicies);
    await cluster().client.untilServed('policies.kyverno.io/v1', 'ImageValidatingPolicy');
    await cluster().client.apply(kyvernoWebhook);
    await cluster().client.apply(imageValidatingPolicy({ env: 'staging' }));
    expect(await doctor('prod')).toEqual([
      expect.stringContaining('namespace "prod" has no label image-signatures=required'),
      expect.stringContaining('does not choose namespace "prod"'),
    ]);

    for (const object of baseline.filter(({ kind }) => kind === 'Namespace')) await cluster().client.apply(object);
    await cluster().client.apply(imageValidatingPolicy({ 'image-signatures': 'required' }));
    expect(await doctor('prod')).toEqual([]);
  });

  async function applyPolicy(spec: object): Promise<void> {
    await cluster().client.apply(
      KubeObject.parse({
        apiVersion: `${group}/v1alpha1`,
        kind: 'ClusterImagePolicy',
        metadata: { name: 'signed-by-ci' },
        spec,
      }),
    );
  }

  /** What the doctor says of images. */
  async function doctor(environment: string): Promise<readonly string[]> {
    const programs = temporaryFolder();
    symlinkSync(programFile('kubectl'), join(programs, 'kubectl'));
    const env = {
      ...cleanVariables(),
      // kubectl keeps what it has found out in its home.
      HOME: programs,
      KUBECONFIG: cluster().kubeconfig,
      PATH: [programs, process.env['PATH']].join(delimiter),
    };
    const words = [slipwayFile, 'doctor', service, environment, '--json', '--catalog', catalog];
    const stdout = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, words, { env }, (error, out, err) => {
        // Its exit code is 1 when it finds something: here at least that nobody has delivered the service.
        if (error === null || out !== '') resolve(out);
        else reject(new Error(err));
      });
    });
    const { findings, gaps } = Diagnosis.parse(JSON.parse(stdout));
    expect(gaps).toEqual([]);
    return findings.filter(({ cause }) => cause === 'images-unverified').map(({ what }) => what);
  }
});

/**
 * An object of the policy controller v0.15.1, as its repository has it (`config/`). Nobody converts versions here: its own webhook
 * would.
 *
 * @param added what its controller would write into its webhook. @default - nothing
 */
function shipped(file: string, added: readonly object[] = []): KubeObject {
  const object = KubeObject.parse(parse(readFileSync(join(__dirname, 'image-verifiers', file), 'utf8')));
  const definition = Definition.safeParse(object);
  if (definition.success)
    return KubeObject.parse({ ...object, spec: { ...definition.data.spec, conversion: { strategy: 'None' } } });
  const { webhooks } = z.looseObject({ webhooks: z.array(z.looseObject({})) }).parse(object);
  return KubeObject.parse({ ...object, webhooks: webhooks.map((one) => ({ ...one, rules: added })) });
}

function deployment(namespace: string): KubeObject {
  const labels = { app: 'unsigned' };
  return KubeObject.parse({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'unsigned', namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'unsigned', image: 'ghcr.io/your-org/unsigned:v1' }] },
      },
    },
  });
}

/** Kyverno's own has seven thousand lines, of which the doctor reads some fields. */
const imageValidatingPolicies = KubeObject.parse({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'imagevalidatingpolicies.policies.kyverno.io' },
  spec: {
    group: 'policies.kyverno.io',
    scope: 'Cluster',
    names: { kind: 'ImageValidatingPolicy', plural: 'imagevalidatingpolicies', singular: 'imagevalidatingpolicy' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
});

const kyvernoWebhook = KubeObject.parse({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: {
    name: 'kyverno-resource-validating-webhook-cfg',
    labels: { 'webhook.kyverno.io/managed-by': 'kyverno' },
  },
});

function imageValidatingPolicy(matchLabels: Readonly<Record<string, string>>): KubeObject {
  return KubeObject.parse({
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'ImageValidatingPolicy',
    metadata: { name: 'signed-by-ci' },
    spec: { validationActions: ['Deny'], matchConstraints: { namespaceSelector: { matchLabels } } },
  });
}
