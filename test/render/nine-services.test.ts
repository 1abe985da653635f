import { carryOut, catalogOf, orderedTexts } from '../helpers/carry-out';
import type { CatalogTexts } from '../helpers/carry-out';
import { renderedTexts } from '../helpers/rendered-texts';
import { objectsOf } from '../helpers/shipped-catalog';

const shipped = orderedTexts();
const [before, after] = ['ghcr.io/your-org', 'registry.example.com/games'];

test('R4-10: an overlay overrides replicas and memory, and adds variables to those of its service', () => {
  const objects = rendered(
    new Map([
      ...shipped,
      [
        'services/asset-service/dev.yaml',
        `release: { version: v0.9.0 }
scale: { owner: fixed, replicas: 3 }
resources: { limits: { memory: 768Mi } }
config: { values: { NEW_VAR: new, ANOTHER_VAR: another } }
`,
      ],
    ]),
  );
  const of = (environment: string, file: string) =>
    objects.get(`services/asset-service/overlays/${environment}/${file}.yaml`);
  const seen = (environment: string) => {
    const { replicas, template } = of(environment, 'deployment')?.['spec'] ?? {};
    const { requests, limits } = template.spec.containers[0].resources;
    return [replicas, requests.memory, limits.memory, of(environment, 'config-map-config')?.['data']];
  };

  expect(seen('dev')).toEqual([
    3,
    '128Mi',
    '768Mi',
    { SERVICE_NAME: 'asset-service', NEW_VAR: 'new', ANOTHER_VAR: 'another' },
  ]);
  expect(seen('staging')).toEqual([1, '128Mi', '512Mi', { SERVICE_NAME: 'asset-service' }]);
});

test('R4-11: another registry is one value, and every image of every environment comes from it', () => {
  const platform = shipped.get('platform.yaml') ?? '';
  const moved = new Map([...shipped, ['platform.yaml', platform.replace(`registry: ${before}`, `registry: ${after}`)]]);
  const [old, now] = [imagesIn(shipped), imagesIn(moved)];

  expect(old.filter((image) => image.startsWith(`${before}/`)).length).toBeGreaterThan(45);
  expect(now).toEqual(old.map((image) => image.replace(`${before}/`, `${after}/`)));
  expect(now.filter((image) => image.includes(before))).toEqual([]);
});

test('R4-18: one of the nine gets the mesh and an autoscaler by one request each', () => {
  const meshed = carryOut('set', { service: 'asset-service', values: { 'mesh.provider': 'linkerd' } }, shipped).texts;
  const scaled = carryOut(
    'set',
    {
      service: 'asset-service',
      environment: 'prod',
      values: { 'scale.owner': 'hpa', 'scale.minReplicas': 2, 'scale.maxReplicas': 6 },
    },
    meshed,
  ).texts;

  const objects = rendered(scaled);
  const of = (file: string, environment = 'prod') =>
    objects.get(`services/asset-service/overlays/${environment}/${file}.yaml`);

  for (const environment of ['dev', 'staging', 'prod']) {
    expect(of('deployment', environment)?.['spec'].template.metadata.annotations).toMatchObject({
      'linkerd.io/inject': 'enabled',
    });
    expect(of('server-grpc', environment)?.['spec'].accessPolicy).toBe('deny');
  }
  expect(of('deployment')?.['spec']).not.toHaveProperty('replicas');
  expect(of('horizontal-pod-autoscaler')?.['spec']).toMatchObject({
    scaleTargetRef: { kind: 'Deployment', name: 'asset-service' },
    minReplicas: 2,
    maxReplicas: 6,
  });
  expect(of('horizontal-pod-autoscaler', 'dev')).toBeUndefined();
});

function rendered(texts: CatalogTexts) {
  return objectsOf(renderedTexts(catalogOf(texts)));
}

/** Every image that is named anywhere in the tree, in the order of its files. */
function imagesIn(texts: CatalogTexts): readonly string[] {
  return [...renderedTexts(catalogOf(texts)).values()].flatMap((text) =>
    [...text.matchAll(/^\s*(?:- )?image: (\S+)$/gm)].map(([, image = '']) => image.replaceAll(/^"|"$/g, '')),
  );
}
