import * as fc from 'fast-check';

import type { PastRelease } from '../../src/changes/verb';
import { effectsOf } from '../../src/effects/effects-of';
import { decide } from '../../src/gates/decide';
import type { Actor } from '../../src/gates/facts';
import { InputError } from '../../src/model/problem';
import { environmentYaml, platformYaml, serviceYaml } from './a-catalog';
import { carryOut, catalogOf, type CatalogTexts } from './carry-out';

const environments = ['dev', 'staging'] as const;
type Where = (typeof environments)[number];

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;

/** Releases that CI builds. Two are the same image by another name, and one has no digest. */
const releases = [
  { version: 'v1.1.0', digest: digestOf('1') },
  { version: 'v1.2.0', digest: digestOf('2') },
  { version: 'v1.2.0-again', digest: digestOf('2') },
  { version: 'v1.3.0', digest: digestOf('3') },
  { version: 'v1.4.0' },
] as const;

interface Build {
  readonly version: string;
  readonly digest?: string | undefined;
}

const where = fc.constantFrom(...environments);
const end = fc.constantFrom(undefined, undefined, '4h', '12h');

/** What happens in a history: pipelines deliver and promote by themselves, people roll back and resume, time passes. */
const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('deliver' as const), build: fc.constantFrom(...releases) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('promote' as const) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('rollback' as const),
        where,
        holds: fc.constantFrom('every' as const, 'this' as const, 'this' as const),
        until: end,
        target: fc.nat(3),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('resume' as const), where }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 8 }) }) },
  ),
  { minLength: 6, maxLength: 16, size: 'max' },
);
type Step = (typeof steps extends fc.Arbitrary<infer All extends readonly unknown[]> ? All : never)[number];

/** What somebody rolled back, as anybody remembers it who reads no hold. */
interface Bad {
  readonly where: Where;
  /** `every` for all that comes. */
  readonly what: Build | 'every';
  /** Milliseconds. */
  readonly until: number;
}

interface Story {
  texts: CatalogTexts;
  now: number;
  history: readonly PastRelease[];
  bad: readonly Bad[];
}

/** What came of histories. */
export interface RolledBack {
  /** Commits that brought back what was rolled back, and that nobody had resumed. */
  readonly broken: readonly string[];
  /** How often a pipeline tried just that. */
  readonly tempted: number;
  /** How often a pipeline brought something else. */
  readonly delivered: number;
}

/** Plays histories in which releases are rolled back, and pipelines go on as before. */
export function playRolledBack(runs: number): RolledBack {
  const broken: string[] = [];
  let [tempted, delivered] = [0, 0];
  fc.assert(
    fc.property(steps, (all) => {
      const story: Story = { texts: first, now: Date.parse('2026-11-28T12:00:00Z'), history: started, bad: [] };
      for (const step of all) {
        const said = told(story, step);
        if (said === undefined) continue;
        if (said.isBad) tempted += 1;
        else if (said.isCommitted && step.kind !== 'rollback') delivered += 1;
        if (said.isBad && said.isCommitted) broken.push(`${JSON.stringify(step)} in ${JSON.stringify(all)}`);
      }
    }),
    { numRuns: runs },
  );
  return { broken, tempted, delivered };
}

/** @returns of a step that would bring another release: whether that is a bad one, and whether it came */
function told(story: Story, step: Step): { readonly isBad: boolean; readonly isCommitted: boolean } | undefined {
  switch (step.kind) {
    case 'wait':
      story.now += step.hours * 3_600_000;
      return undefined;
    case 'resume':
      if (ask(story, 'resume', { service: 'web', environment: step.where }, person).isCommitted)
        story.bad = story.bad.filter((one) => one.where !== step.where);
      return undefined;
    case 'deliver':
      return brought(story, 'dev', () =>
        ask(story, 'bump', { service: 'web', environment: 'dev', ...step.build }, pipeline),
      );
    case 'promote':
      return brought(story, 'staging', () => ask(story, 'promote', { service: 'web', to: 'staging' }, pipeline));
    case 'rollback': {
      const runs = runningIn(story.texts, step.where).version;
      const past = story.history.filter((one) => one.environment === step.where).map(versionOf);
      const ran = [...new Set(past)].filter((version) => version !== runs);
      const release = ran[step.target % ran.length];
      const { holds, until } = step;
      const before = runningIn(story.texts, step.where);
      const fields = { service: 'web', environment: step.where, release, holds, ...(until !== undefined && { until }) };
      const said = brought(story, step.where, () => ask(story, 'rollback', fields, person));
      if (said?.isCommitted !== true) return said;
      const ends = until === undefined ? Infinity : story.now + Number.parseInt(until, 10) * 3_600_000;
      story.bad = [...story.bad, { where: step.where, what: holds === 'every' ? holds : before, until: ends }];
      return said;
    }
  }
}

/** Does what brings another release somewhere, and compares it with what is remembered. */
function brought(
  story: Story,
  place: Where,
  act: () => { readonly wanted?: Build; readonly isCommitted: boolean },
): ReturnType<typeof told> {
  const before = runningIn(story.texts, place);
  const { wanted, isCommitted } = act();
  if (wanted === undefined || (wanted.version === before.version && wanted.digest === before.digest)) return undefined;
  const isBad = story.bad.some(
    (one) => one.where === place && one.until > story.now && (one.what === 'every' || isSameImage(one.what, wanted)),
  );
  if (isCommitted)
    story.history = [
      { service: 'web', environment: place, release: wanted, at: new Date(story.now).toISOString() },
      ...story.history,
    ];
  return { isBad, isCommitted };
}

function isSameImage(one: Build, other: Build): boolean {
  return one.version === other.version || (one.digest !== undefined && one.digest === other.digest);
}

/** Plans, decides, and commits what is allowed. @returns what would run where the catalog after it says another release */
function ask(
  story: Story,
  verb: 'bump' | 'promote' | 'rollback' | 'resume',
  fields: object,
  requester: Actor,
): { readonly wanted?: Build; readonly isCommitted: boolean } {
  const now = new Date(story.now).toISOString();
  try {
    const { texts, catalog } = carryOut(verb, fields, story.texts, {
      now,
      reason: 'it fails',
      history: story.history,
    });
    const before = catalogOf(story.texts);
    const effects = effectsOf(before, catalog, new Map());
    const { verdict } = decide(before, effects, {
      now,
      verb,
      requester,
      alsoInvolved: [],
      approvals: [],
      evidence: [],
      wantsTests: false,
    });
    const place = verb === 'promote' ? 'staging' : 'environment' in fields ? String(fields.environment) : '';
    const wanted = runningIn(texts, place);
    if (verdict === 'allowed') story.texts = texts;
    return { wanted, isCommitted: verdict === 'allowed' };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { isCommitted: false };
  }
}

const person: Actor = { name: 'dev@example.com', proof: 'signed' };
const pipeline: Actor = { name: 'ci', proof: 'token', isPipeline: true };

/** What an overlay says, read by nothing of ours. */
function runningIn(texts: CatalogTexts, environment: string): Build {
  const text = texts.get(`services/web/${environment}.yaml`) ?? '';
  const find = (key: string): string | undefined => new RegExp(`^[^h]*\\b${key}: "?([\\w.:-]+)`, 'm').exec(text)?.[1];
  return { version: find('version') ?? '', digest: find('digest') };
}

function versionOf({ release }: PastRelease): string {
  return release.version;
}

const firstRelease = { version: 'v1.0.0', digest: digestOf('0') };
const overlay = `release: { version: ${firstRelease.version}, digest: "${firstRelease.digest}" }\n`;

const started: readonly PastRelease[] = environments.map((environment) => ({
  service: 'web',
  environment,
  release: firstRelease,
  at: '2026-11-28T11:00:00Z',
}));

const first: CatalogTexts = new Map([
  ['platform.yaml', platformYaml],
  ['environments/dev.yaml', environmentYaml],
  ['environments/staging.yaml', `${environmentYaml}gates:\n  after: [dev]\n`],
  ['services/web/service.yaml', serviceYaml],
  ['services/web/dev.yaml', overlay],
  ['services/web/staging.yaml', overlay],
]);
