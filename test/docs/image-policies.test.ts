import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';
import * as z from 'zod';

import { unverifiedImages } from '../../src/diagnosis/image-verification';
import { isGlobAbout } from '../../src/diagnosis/sigstore-glob';
import { packageRoot } from '../helpers/run-slipway';
import { renderShippedCatalog } from '../helpers/shipped-catalog';
import { blocksOf } from './markdown';

const page = readFileSync(join(packageRoot, 'docs/how-to/install-the-platform.md'), 'utf8');
const documents = blocksOf(page)
  .filter(({ language }) => language === 'yaml')
  .flatMap(({ text }) => parseAllDocuments(text).map((document): unknown => document.toJS()));

/** A policy, as strictly as the API of the controller has it (`pkg/apis/policy/v1beta1/clusterimagepolicy_types.go`). */
const ClusterImagePolicy = z.strictObject({
  apiVersion: z.literal('policy.sigstore.dev/v1beta1'),
  kind: z.literal('ClusterImagePolicy'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({
    images: z.array(z.strictObject({ glob: z.string() })),
    authorities: z.array(
      z.union([
        z.strictObject({ name: z.string(), static: z.strictObject({ action: z.enum(['pass', 'fail']) }) }),
        z.strictObject({
          name: z.string(),
          keyless: z.strictObject({
            url: z.url(),
            identities: z.array(z.strictObject({ issuer: z.url(), subjectRegExp: z.string() })),
          }),
          ctlog: z.strictObject({ url: z.url() }),
          signatureFormat: z.enum(['legacy', 'bundle']),
          attestations: z.array(z.strictObject({ name: z.string(), predicateType: z.url() })),
        }),
      ]),
    ),
  }),
});
const ImageValidatingPolicy = z.looseObject({
  kind: z.literal('ImageValidatingPolicy'),
  spec: z.looseObject({
    matchConstraints: z.looseObject({ resourceRules: z.array(z.looseObject({ resources: z.array(z.string()) })) }),
    validations: z.array(z.looseObject({ expression: z.string() })),
  }),
});

const policies = documents
  .filter((one) => Object(one).kind === 'ClusterImagePolicy')
  .map((one) => ClusterImagePolicy.parse(one));

/** What Linkerd puts into pods: `proxy.image.name` of the values of its chart, edge-26.8.3. */
const proxy = 'cr.l5d.io/linkerd/proxy:edge-26.8.3';

const { objects, catalog } = renderShippedCatalog();
// Kustomizations have no name.
const named = [...objects.values()].filter((object) => 'metadata' in object);
const verified = new Set(
  named
    .filter(({ kind, metadata }) => kind === 'Namespace' && metadata.labels?.['policy.sigstore.dev/include'] === 'true')
    .map(({ metadata }) => metadata.name),
);
const images = [
  ...new Set(named.filter(({ metadata }) => verified.has(metadata.namespace ?? '')).flatMap((one) => imagesIn(one))),
];
const [signatures] = [...catalog.environments.values()].flatMap(({ imageSignatures }) =>
  typeof imageSignatures === 'object' ? [imageSignatures] : [],
);

test('the shipped prod has images of its own registry, and one of somebody else', () => {
  expect(verified).toContain('prod');
  expect(images.length).toBeGreaterThan(10);
  expect(images.filter((image) => !image.startsWith('ghcr.io/your-org/'))).toEqual([
    expect.stringMatching(/^docker\.io\/library\/postgres:.+@sha256:/),
  ]);
});

// Of several that are about an image, each has to be satisfied.
test.each([...images, proxy])(
  'R1-16, R3-09: one policy of the page is about the image of shipped prod: %s',
  (image) => {
    const about = policies.filter(({ spec }) => spec.images.some(({ glob }) => isGlobAbout(glob, image)));

    expect(about.map(({ metadata }) => metadata.name)).toEqual([
      image.startsWith('ghcr.io/your-org/') ? 'signed-by-ci' : image === proxy ? 'mesh' : 'databases',
    ]);
  },
);

test('what is verified is signed as the templates of services sign: from Cosign 3 on by a bundle', () => {
  const script = readFileSync(join(packageRoot, 'templates/common/ci/sign.sh'), 'utf8');
  const [, major] = /cosign\/cosign:v(\d+)\./.exec(script) ?? [];
  const verifying = policies.flatMap(({ spec }) => spec.authorities).filter((one) => 'keyless' in one);

  expect(Number(major)).toBeGreaterThanOrEqual(3);
  expect(script).not.toContain('new-bundle-format');
  expect(verifying).toMatchObject([
    { signatureFormat: 'bundle', attestations: [{ predicateType: 'https://sigstore.dev/cosign/sign/v1' }] },
  ]);
});

test('with the policies of the page the doctor finds nothing wrong; without one of them it names the image', () => {
  if (signatures === undefined) throw new Error('the shipped catalog names no policy');
  const selector = { matchExpressions: [{ key: 'policy.sigstore.dev/include', operator: 'In', values: ['true'] }] };
  const webhooks = [{ webhooks: [{ name: 'policy.sigstore.dev', namespaceSelector: selector, rules: [{}] }] }];
  const found = (there: readonly (typeof policies)[number][]) =>
    unverifiedImages(signatures, { webhooks, policies: there, namespace: undefined }, [...images, proxy]).map(
      ({ what }) => what,
    );

  expect(found(policies)).toEqual([]);
  expect(found(policies.filter(({ metadata }) => metadata.name !== 'mesh'))).toEqual([
    `no ClusterImagePolicy is about the image "${proxy}": pods with it are refused`,
  ]);
});

test('the policy for Kyverno looks at every container of a pod, those that come later included', () => {
  const [policy] = documents
    .filter((one) => Object(one).kind === 'ImageValidatingPolicy')
    .map((one) => ImageValidatingPolicy.parse(one).spec);

  const looked = [...(policy?.validations[0]?.expression.matchAll(/images\.(\w+)/g) ?? [])].map(([, name]) => name);
  expect(looked).toEqual(['containers', 'initContainers', 'ephemeralContainers']);
  expect(policy?.matchConstraints.resourceRules.flatMap(({ resources }) => resources)).toEqual([
    'pods',
    'pods/ephemeralcontainers',
  ]);
});

/** Every image of containers, wherever an object has a template of pods. */
function imagesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    /^(?:initC|c|ephemeralC)ontainers$/.test(key) && Array.isArray(inner)
      ? inner.map((container: { image: string }) => container.image)
      : imagesIn(inner),
  );
}
