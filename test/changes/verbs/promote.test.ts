import type { Evidence } from '../../../src/gates/facts';
import type { PastRelease } from '../../../src/changes/verb';
import { carryOut, differences, orderedTexts, type CatalogTexts } from '../../helpers/carry-out';

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;
const service = 'payment-service';
const runs = (texts: CatalogTexts, environment: string, version: string, digit: string): CatalogTexts =>
  carryOut('bump', { service, environment, version, digest: digestOf(digit) }, texts).texts;
const past = (environment: string, version: string, digit: string): PastRelease => ({
  service,
  environment,
  release: {
    version,
    digest: digestOf(digit),
    source: { commit: digit.repeat(40), committedAt: '2026-11-01T00:00:00Z' },
  },
  at: '2026-11-20T00:00:00Z',
});
const healthy = (version: string, digit: string, minutes: number): Evidence => ({
  service,
  environment: 'staging',
  release: { version, digest: digestOf(digit) },
  healthySince: '2026-11-28T10:00:00Z',
  observedAt: new Date(Date.parse('2026-11-28T10:00:00Z') + minutes * 60_000).toISOString(),
  isCurrent: true,
  tests: [],
});

test('the release of the environment before goes on with its digest, says where it comes from, and takes the ticket', () => {
  const texts = runs(orderedTexts(), 'staging', 'v1.3.0', '3');

  const { planned, texts: after } = carryOut('promote', { service, to: 'production' }, texts, {
    ticket: 'CHG-99',
    evidence: [healthy('v1.3.0', '3', 30)],
  });

  expect(planned).toMatchObject({ subject: 'promote payment-service v1.3.0 to prod', notes: [] });
  expect(differences(texts, after).map((line) => line.replace(`services/${service}/prod.yaml: release.`, ''))).toEqual([
    'version: "v1.2.0" -> "v1.3.0"',
    `digest: "sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517" -> "${digestOf('3')}"`,
    'changeTicket: "CHG-12345" -> "CHG-99"',
  ]);
});

test('the newest release that has shown what is asked for is meant, and not one that has not, nor an older one', () => {
  const texts = runs(runs(orderedTexts(), 'prod', 'v1.1.0', '1'), 'staging', 'v1.4.0', '4');
  const history = [past('staging', 'v1.3.0', '3'), past('staging', 'v1.2.0', '2'), past('staging', 'v1.1.0', '1')];
  const promoted = (...evidence: Evidence[]) => {
    const { catalog, planned } = carryOut('promote', { service, to: 'prod' }, texts, { history, evidence });
    return {
      version: catalog.services.get(service)?.overlays.get('prod')?.release.version,
      notes: planned.notes.length,
    };
  };

  expect(promoted(healthy('v1.4.0', '4', 29), healthy('v1.3.0', '3', 30), healthy('v1.2.0', '2', 300))).toEqual({
    version: 'v1.3.0',
    notes: 0,
  });
  expect(promoted(healthy('v1.4.0', '4', 30), healthy('v1.3.0', '3', 30))).toEqual({ version: 'v1.4.0', notes: 0 });
  expect(promoted(healthy('v1.4.0', '5', 30), healthy('v1.2.0', '2', 30))).toEqual({ version: 'v1.2.0', notes: 0 });
  expect(promoted(healthy('v1.1.0', '1', 900))).toEqual({ version: 'v1.4.0', notes: 1 });
});

test('R0-28: where tests are asked for, a release that has passed none is not meant, nor one whose last run failed', () => {
  const texts = runs(orderedTexts(), 'staging', 'v1.4.0', '4');
  const run = (hasPassed: boolean, at: string) => ({ name: 'e2e', hasPassed, at, proof: 'token' }) as const;
  const evidence = [
    { ...healthy('v1.4.0', '4', 30), tests: [run(true, '2026-11-28T10:00:00Z'), run(false, '2026-11-28T11:00:00Z')] },
    { ...healthy('v1.3.0', '3', 30), tests: [run(false, '2026-11-28T10:00:00Z'), run(true, '2026-11-28T11:00:00Z')] },
  ];
  const promoted = (runTests: boolean) =>
    carryOut('promote', { service, to: 'prod' }, texts, {
      history: [past('staging', 'v1.3.0', '3')],
      evidence,
      runTests,
    }).planned.subject;

  expect(promoted(true)).toBe('promote payment-service v1.3.0 to prod');
  expect(promoted(false)).toBe('promote payment-service v1.4.0 to prod');
});

test('a release by name is one that ran there; its source and that it is irreversible go along', () => {
  const texts = runs(orderedTexts(), 'staging', 'v1.4.0', '4');
  const known = past('staging', 'v1.3.0', '3');
  const history = [{ ...known, release: { ...known.release, irreversible: 'moves data', changeTicket: 'CHG-1' } }];

  const { catalog } = carryOut('promote', { service, to: 'prod', release: 'v1.3.0' }, texts, { history });

  expect(catalog.services.get(service)?.overlays.get('prod')?.release).toEqual({
    version: 'v1.3.0',
    digest: digestOf('3'),
    source: known.release.source,
    irreversible: 'moves data',
    promotedFrom: 'staging',
  });
});

test('R1-08: a system goes as one change, without what runs there already', () => {
  const texts = carryOut(
    'bump',
    { service: ['blog-backend', 'blog-frontend'], version: 'v1.3.0', environment: 'dev' },
    orderedTexts(),
  ).texts;

  const { planned, edited } = carryOut('promote', { system: 'k8s-blog', to: 'staging' }, texts);

  expect(planned.subject).toBe('promote k8s-blog v1.3.0 to staging');
  expect([...edited.texts.keys()]).toEqual([
    'services/blog-backend/staging.yaml',
    'services/blog-frontend/staging.yaml',
  ]);
});

test('what runs there already is no change', () => {
  const { planned } = carryOut('promote', { service, to: 'prod' }, orderedTexts());

  expect(planned.edit.size).toBe(0);
});

test('where it was not deployed before, it is now; with settings, too', () => {
  const texts = new Map(orderedTexts());
  texts.delete('services/payment-service/staging.yaml');
  texts.delete('services/payment-service/prod.yaml');

  const plain = carryOut('promote', { service, to: 'staging' }, texts);
  const more = carryOut('promote', { service, to: 'staging', withSettings: true }, texts);

  expect([...plain.edited.texts.values()]).toEqual([
    `release:
  version: v1.2.0
  digest: sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517
  promotedFrom: dev
`,
  ]);
  expect([...more.edited.texts.values()]).toEqual([
    `release:
  version: v1.2.0
  digest: sha256:7c92eb3beb44e7ca00358c3cd27fb70c34010da373058a0478c5f35f3cbd3517
  promotedFrom: dev
config:
  values:
    LOG_LEVEL: DEBUG
`,
  ]);
});

test('settings go along when they are asked for: those that are named, or all that are of no place', () => {
  const dev = 'services/payment-service/dev.yaml';
  const more = 'env:\n  FEATURE: "on"\n  OTHER: x\nexposure:\n  hosts: [pay.dev.example.com]\n';
  const texts = orderedTexts({ [dev]: `${orderedTexts().get(dev) ?? ''}${more}` });
  const settings = (withSettings: unknown) =>
    differences(texts, carryOut('promote', { service, to: 'staging', withSettings }, texts).texts).map((line) =>
      line.replace('services/payment-service/staging.yaml: ', ''),
    );

  expect(settings(false)).toEqual([]);
  expect(settings(['env.FEATURE', 'scale'])).toEqual(['scale.replicas: 2 -> 1', 'env.FEATURE: nothing -> "on"']);
  expect(settings(true)).toEqual([
    'config.values.LOG_LEVEL: "INFO" -> "DEBUG"',
    'env.FEATURE: nothing -> "on"',
    'env.OTHER: nothing -> "x"',
  ]);
});
