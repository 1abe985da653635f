import * as z from 'zod';

import type { Evidence, TestResult } from '../gates/facts';
import type { Catalog } from '../model/catalog';
import { Instant } from '../model/instant';
import { readUntrusted } from './read-untrusted';
import { sealed, sealerOf, type Seal, type Sealed } from './sealed';
import { shortText } from './short-text';

const ReleaseName = z.strictObject({
  version: shortText(128).min(1),
  digest: shortText(200).min(1).optional(),
});

/**
 * What was seen of a release in an environment. It belongs to what runs and not to a commit: `tree` is Git's name of the
 * rendered folder of the placement, so commits elsewhere leave it as it is.
 */
export const HealthStatement = z.strictObject({
  service: z.string().min(1),
  environment: z.string().min(1),
  release: ReleaseName,
  tree: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/),
  healthySince: Instant.optional(),
  lastBad: Instant.optional(),
  observedAt: Instant,
});
export type HealthStatement = z.infer<typeof HealthStatement>;

/** How a run of tests of a release ended. */
export const TestStatement = z.strictObject({
  service: z.string().min(1),
  release: ReleaseName,
  /** Where it ran. @default - nowhere: before it was released */
  environment: z.string().min(1).optional(),
  name: z.string().min(1).max(100),
  hasPassed: z.boolean(),
  at: Instant,
  link: z.url().max(2000, 'must have at most 2000 characters').optional(),
});
export type TestStatement = z.infer<typeof TestStatement>;

const AboutService = z.object({ service: z.string() });

/** The service that a statement is about; undefined for what is no statement. */
export function serviceOf({ statement }: Sealed): string | undefined {
  return readUntrusted(AboutService, statement)?.service;
}

/** What is stored: statements with their signatures. */
export interface EvidenceFiles {
  readonly health: readonly Sealed[];
  readonly tests: readonly Sealed[];
}

/** What was seen, before it is signed. */
export interface UnsignedStatements {
  readonly health: readonly HealthStatement[];
  readonly tests: readonly TestStatement[];
}

/** Signs what was seen. */
export async function sealedEvidence(
  { health, tests }: UnsignedStatements,
  seal: Seal | undefined,
): Promise<EvidenceFiles> {
  const all = async (statements: readonly unknown[]): Promise<readonly Sealed[]> =>
    await Promise.all(statements.map((statement) => sealed(statement, 'slipway-evidence', seal)));
  return { health: await all(health), tests: await all(tests) };
}

/** What evidence is compared with. */
export interface EvidenceOn {
  readonly catalog: Catalog;
  /**
   * Git's name of the rendered folder of a placement: what was seen of a release with other settings says nothing of it.
   *
   * @default - only releases are compared
   */
  readonly treeOf?: (service: string, environment: string) => string | undefined;
}

/**
 * What gates may count: statements that a program has signed whose word counts, as the catalog says. What nobody signed who
 * may is left out.
 */
export function countedEvidence(files: EvidenceFiles, { catalog, treeOf }: EvidenceOn): readonly Evidence[] {
  const tests = files.tests.flatMap((one) => {
    const statement = readUntrusted(TestStatement, one.statement);
    const by = sealerOf(one, 'slipway-evidence', catalog, 'tests');
    return statement === undefined || by?.kind !== 'attester' ? [] : [statement];
  });
  return files.health.flatMap((one): readonly Evidence[] => {
    const seen = readUntrusted(HealthStatement, one.statement);
    if (seen === undefined || sealerOf(one, 'slipway-evidence', catalog, 'health')?.kind !== 'attester') return [];
    const { service, environment, release, healthySince, lastBad, observedAt } = seen;
    const running = catalog.services.get(service)?.overlays.get(environment)?.release;
    const isCurrent = running?.version === release.version && running.digest === release.digest;
    if (isCurrent && treeOf !== undefined && treeOf(service, environment) !== seen.tree) return [];
    return [
      {
        service,
        environment,
        release,
        ...(healthySince !== undefined && { healthySince }),
        ...(lastBad !== undefined && { lastBad }),
        observedAt,
        isCurrent,
        tests: tests.filter((test) => isOf(test, seen)).map(resultOf),
      },
    ];
  });
}

/**
 * Statements of health that count, by service, environment and release: what a later look goes on from. What somebody else has
 * written may not hide that nobody has seen it yet.
 */
export function statementsIn({ health }: EvidenceFiles, catalog: Catalog): ReadonlyMap<string, HealthStatement> {
  return new Map(
    health.flatMap((one) => {
      const seen = readUntrusted(HealthStatement, one.statement);
      if (seen === undefined || sealerOf(one, 'slipway-evidence', catalog, 'health')?.kind !== 'attester') return [];
      const { service, environment, release } = seen;
      return [[`${service} ${environment} ${release.version} ${release.digest ?? ''}`, seen] as const];
    }),
  );
}

function isOf(test: TestStatement, { service, environment, release }: HealthStatement): boolean {
  if (test.service !== service || (test.environment ?? environment) !== environment) return false;
  // Tests of other bytes of the same version say nothing.
  return test.release.version === release.version && test.release.digest === release.digest;
}

function resultOf({ name, hasPassed, at }: TestStatement): TestResult {
  return { name, hasPassed, at, proof: 'token' };
}
