import * as fc from 'fast-check';
import { stringify } from 'yaml';

import type { Known, PastRelease } from '../../src/changes/verb';
import type { Evidence } from '../../src/gates/facts';
import { arbitraryCatalog, type CatalogFiles, type Data } from './arbitrary-catalog';
import { testNow, type CatalogTexts } from './carry-out';

/** A valid catalog as texts, in an order of its environments or in none. */
export const arbitraryTexts: fc.Arbitrary<CatalogTexts> = fc
  .tuple(arbitraryCatalog(), fc.boolean(), fc.boolean())
  .map(([files, isOrdered, isCrLf]) => {
    const ordered = isOrdered ? inAnOrder(files) : files;
    return new Map(
      Object.entries(ordered).map(([file, data]) => {
        const text = stringify(data, { aliasDuplicateObjects: false });
        // Inside of a text of several lines the end of a line is a part of it.
        return [file, isCrLf && !/[|>]|"/.test(text) ? text.replaceAll('\n', '\r\n') : text] as const;
      }),
    );
  });

/** One environment after the other, by name. */
function inAnOrder(files: CatalogFiles): CatalogFiles {
  const environments = Object.keys(files)
    .filter((file) => file.startsWith('environments/'))
    .sort();
  const gated = environments.flatMap((file, index): [string, Data][] => {
    const before = environments[index - 1];
    const gates = before === undefined ? {} : { gates: { after: [nameIn(before)] } };
    return [[file, { ...files[file], ...gates }]];
  });
  return { ...files, ...Object.fromEntries(gated) };
}

/** Names that a request may use: of the catalog, and sometimes one that is not there. */
export interface CatalogNames {
  readonly services: readonly string[];
  readonly environments: readonly string[];
}

/** Names of services and environments of a catalog. */
export function namesIn(texts: CatalogTexts): CatalogNames {
  const files = [...texts.keys()];
  return {
    services: files.filter((file) => file.endsWith('/service.yaml')).map((file) => file.split('/')[1] ?? ''),
    environments: files.filter((file) => file.startsWith('environments/')).map(nameIn),
  };
}

function nameIn(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.yaml$/, '');
}

/** A request whose fields are of the right form; whether they fit the catalog is chance. */
export interface ArbitraryRequest {
  readonly verb: string;
  readonly fields: Data;
}

const digest = fc.constantFrom('0', 'a').map((digit) => `sha256:${digit.repeat(64)}`);
const version = fc.constantFrom('v1.2.3', 'v2.0.0', '16', '1e3', 'develop-3f9c2a1');
const until = fc.constantFrom('4h', '30m', '2026-12-24T18:00:00+01:00');
const source = fc.record({
  commit: fc.constantFrom('a', 'b').map((digit) => digit.repeat(40)),
  committedAt: fc.constantFrom('2026-11-28T09:30:00+01:00', '2026-11-27T09:30:00Z'),
});

/** Any request of any verb that edits. */
export function arbitraryRequest({ services, environments }: CatalogNames): fc.Arbitrary<ArbitraryRequest> {
  const service = fc.constantFrom(...services, 'nobody');
  const several = fc.oneof(service, fc.uniqueArray(fc.constantFrom(...services), { minLength: 1, maxLength: 3 }));
  const environment = fc.constantFrom(...environments, ...environments, `${environments[0] ?? ''}-alias`);
  const count = fc.nat(12);
  const one = (
    verb: string,
    required: Record<string, fc.Arbitrary<unknown>>,
    optional: Record<string, fc.Arbitrary<unknown>> = {},
  ): fc.Arbitrary<ArbitraryRequest> =>
    fc
      .tuple(
        fc.record(required, { noNullPrototype: true }),
        fc.record(optional, { requiredKeys: [], noNullPrototype: true }),
      )
      .map(([a, b]) => ({ verb, fields: { ...a, ...b } }));
  return fc.oneof(
    one(
      'create',
      { name: fc.constantFrom('new-service', ...services), team: fc.constantFrom('team-a', 'team-b') },
      {
        version,
        digest,
        database: fc.boolean(),
        redis: fc.boolean(),
        public: fc.boolean(),
        tier: fc.constantFrom('frontend', 'data'),
        framework: fc.constantFrom('spring-boot', 'fastapi'),
        description: fc.string({ unit: 'grapheme', maxLength: 20 }),
        dependsOn: fc.subarray([...services]),
        environment,
      },
    ),
    fc
      .tuple(
        one('bump', { service: several, version }, { environment, digest, allowOlder: fc.boolean() }),
        fc.option(source),
      )
      .map(([request, from]) => ({ ...request, fields: { ...request.fields, ...from } })),
    one('promote', { service: several, to: environment }, { from: environment, withSettings: fc.boolean() }),
    one(
      'rollback',
      { service: several, environment },
      { release: version, forceReason: fc.constant('tested'), holds: fc.constantFrom('every', 'this'), until },
    ),
    one('scale', { service, environment, replicas: count }, { until }),
    one(
      'scale',
      { service, environment },
      {
        minReplicas: count,
        maxReplicas: count,
        cpu: fc.constantFrom('50m', '1'),
        memory: fc.constantFrom('64Mi', '1Gi'),
        cpuLimit: fc.constantFrom('100m', '2'),
        memoryLimit: fc.constantFrom('128Mi', '2Gi'),
      },
    ),
    one('hold', { environment }, { service: several, until, releases: fc.tuple(version) }),
    one('resume', { environment }, { service: several, onlyDue: fc.boolean() }),
    one('set', { values: arbitraryValues, environment }, { service }),
    one('set', { values: arbitraryValues, service }),
    one('retire', { service: several }, { environment }),
  );
}

const arbitraryValues = fc
  .dictionary(
    fc.constantFrom(
      'env.A',
      'env.PATH',
      'config.values["b.yaml"]',
      'config.mountPath',
      'scale.replicas',
      'scale.owner',
      'scale.maxReplicas',
      'resources.limits.memory',
      'scratch["/tmp"]',
      'rollout.maxSurge',
      'description',
      'team',
      'ports[0].containerPort',
      'dependsOn[0]',
      'release.version',
      'retired',
      'defaults.env.A',
      'quota.pods',
      'nowhere.at.all',
    ),
    fc.oneof(
      fc.constantFrom(null, true, 3, 2048, '3', '1Gi', 'fixed', 'hpa', 'v9', 'on', '[a, b]', '', 'a\nb\n', '{'),
      fc.string({ unit: 'grapheme', maxLength: 10 }),
    ),
    { minKeys: 1, maxKeys: 4, noNullPrototype: true },
  )
  .map((values) => ({ ...values }));

/** What records and Argo CD may have told: releases that ran anywhere, healthy or not. */
export function arbitraryKnown({ services, environments }: CatalogNames): fc.Arbitrary<Partial<Known>> {
  const place = fc.record({ service: fc.constantFrom(...services), environment: fc.constantFrom(...environments) });
  const ran = fc.record({ version, digest });
  const past = fc
    .tuple(place, ran, fc.option(fc.constant('moves data'), { nil: undefined }))
    .map(([at, release, irreversible]): PastRelease => ({
      ...at,
      release: { ...release, ...(irreversible === undefined ? {} : { irreversible }) },
      at: '2026-11-20T00:00:00Z',
    }));
  const seen = fc.tuple(place, ran, fc.boolean()).map(([at, release, isHealthy]): Evidence => ({
    ...at,
    release,
    ...(isHealthy ? { healthySince: '2026-11-20T00:00:00Z' } : {}),
    observedAt: testNow,
    isCurrent: false,
    tests: [],
  }));
  return fc.record({
    reason: fc.constantFrom('a reason', 'payments fail: "500"', 'é 🙂'),
    ticket: fc.constantFrom('CHG-1', undefined),
    history: fc.array(past, { maxLength: 5 }),
    evidence: fc.array(seen, { maxLength: 5 }),
  });
}
