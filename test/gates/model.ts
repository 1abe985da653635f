import * as fc from 'fast-check';

import type { Effect, Effects } from '../../src/effects/effect';
import { decide } from '../../src/gates/decide';
import type { Decision } from '../../src/gates/decision';
import type { Approval, Evidence, GateFacts, TicketFact } from '../../src/gates/facts';
import type { Catalog } from '../../src/model/catalog';
import { effectKinds } from '../../src/model/effect-kind';
import { Freeze } from '../../src/model/freeze';
import { Gates } from '../../src/model/gates';
import type { Hold } from '../../src/model/hold';
import type { Overlay } from '../../src/model/overlay';
import { Service } from '../../src/model/service';
import { verbNames } from '../../src/model/verb-name';
import { aCatalog, digestA, digestB } from './a-question';
import { identities, listedPeople } from './identities';
import type { Known } from './identities';
import { oracle } from './oracle';

// A story of one repository: time passes, things are seen, people answer, and now and then somebody asks whether the proposal
// may go ahead. If it may, it goes ahead.

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 23);

/** Everything that there is. */
export interface World {
  now: number;
  catalog: Catalog;
  evidence: readonly Evidence[];
  proposal: Proposal;
  answers: { readonly known: Known; readonly answer: Approval['answer']; readonly at: number }[];
  ticket: TicketFact | undefined;
  isUrgent: boolean;
  wantsTests: boolean;
  /** How often which verdict was given. */
  readonly counts: Map<string, number>;
}

/** What is proposed, and who has a hand in it. */
export interface Proposal {
  readonly effects: Effects;
  readonly requester: Known;
  readonly alsoInvolved: readonly Known[];
  readonly verb: GateFacts['verb'];
}

type Step = fc.Command<World, object>;

class Told implements Step {
  constructor(
    private readonly words: () => string,
    private readonly change: (world: World) => void,
  ) {}
  check(): boolean {
    return true;
  }
  run(world: World): void {
    this.change(world);
  }
  toString(): string {
    return this.words();
  }
}

/** A world that a story begins in. */
export function aWorld(gates: readonly [Gates, Gates, Gates], hasTickets: boolean, counts: World['counts']): World {
  return {
    now: start,
    catalog: aWorldCatalog(gates, hasTickets),
    evidence: [],
    proposal: {
      effects: { effects: [], renderedPaths: new Map() },
      requester: someone(0),
      alsoInvolved: [],
      verb: undefined,
    },
    answers: [],
    ticket: undefined,
    isUrgent: false,
    wantsTests: false,
    counts,
  };
}

function aWorldCatalog([platform, staging, prod]: readonly [Gates, Gates, Gates], hasTickets: boolean): Catalog {
  const base = shared;
  const [inStaging, inProd] = [base.environments.get('staging'), base.environments.get('prod')];
  const web = base.services.get('web');
  if (inStaging === undefined || inProd === undefined || web === undefined)
    throw new Error('the catalog has no such names');
  return {
    ...base,
    platform: {
      ...base.platform,
      gates: platform,
      ...(hasTickets ? { tickets: { url: 'https://tickets.example.com/{ticket}' } } : {}),
    },
    environments: new Map([
      ['staging', { ...inStaging, gates: staging }],
      ['prod', { ...inProd, owners: [], gates: prod }],
    ]),
    services: new Map([
      ['web', web],
      ['api', { ...web, service: Service.parse({ team: 'api-team', ports: [{ name: 'http', containerPort: 8080 }] }) }],
    ]),
  };
}

const shared = aCatalog({
  people: listedPeople,
  webInStaging: { release: { version: 'v2', digest: digestA } },
  webInProd: { release: { version: 'v1', digest: digestA } },
});

/** One of those who are told of. */
export function someone(index: number): Known {
  const one = identities[index % identities.length];
  if (one === undefined) throw new Error('nobody');
  return one;
}

/** What becomes of the proposal of a world, and what should, by the gates of a catalog. */
export function judge(world: World, catalog: Catalog): { readonly given: Decision; readonly expected: string } {
  const { proposal, answers, ticket, evidence, wantsTests } = world;
  const now = at(world.now);
  const facts: GateFacts = {
    now,
    verb: proposal.verb,
    requester: proposal.requester.identity,
    alsoInvolved: proposal.alsoInvolved.map(({ identity }) => identity),
    approvals: answers.map(({ known, answer, at: then }) => ({ by: known.identity, answer, of: '', at: at(then) })),
    ticket,
    evidence,
    wantsTests,
    hotfix: world.isUrgent ? 'it is down' : undefined,
  };
  const { identity, truth } = proposal.requester;
  const pipeline = identity.isPipeline === true ? (identity.proof === 'token' ? identity.name : '') : undefined;
  const expected = oracle(catalog, proposal.effects, {
    now,
    verb: proposal.verb,
    requester: { ...truth, pipeline },
    alsoInvolved: proposal.alsoInvolved.map((one) => one.truth),
    approvals: answers.map(({ known, answer, at: then }) => ({ by: known.truth, answer, at: at(then) })),
    ticket,
    evidence,
    wantsTests,
    isUrgent: world.isUrgent,
  });
  return { given: decide(catalog, proposal.effects, facts), expected };
}

function ask(world: World): void {
  const {
    given: { verdict, answers },
    expected,
  } = judge(world, world.catalog);
  world.counts.set(verdict, (world.counts.get(verdict) ?? 0) + 1);
  if (verdict !== expected)
    throw new Error(`decided ${verdict}, and ${expected} is right: ${JSON.stringify(answers, null, 1)}`);
  if (verdict === 'allowed') goAhead(world);
}

/** What is allowed is committed: releases are in the overlays from then on. */
function goAhead(world: World): void {
  for (const { kind, service, environment, after } of world.proposal.effects.effects) {
    if (kind !== 'release' || service === undefined || environment === undefined) continue;
    // Its effects are made here, with whole releases.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    setOverlay(world, service, environment, { release: after as Overlay['release'] });
  }
  world.answers = [];
  world.proposal = { ...world.proposal, effects: { effects: [], renderedPaths: new Map() } };
}

export function setOverlay(world: World, service: string, environment: string, change: Partial<Overlay>): void {
  const entry = world.catalog.services.get(service);
  const overlay = entry?.overlays.get(environment);
  if (entry === undefined || overlay === undefined) return;
  const overlays = new Map([...entry.overlays, [environment, { ...overlay, ...change }]]);
  const services = new Map([...world.catalog.services, [service, { ...entry, overlays }]]);
  world.catalog = { ...world.catalog, services };
}

export function setEnvironment(world: World, environment: string, change: Partial<EnvironmentOf>): void {
  const own = world.catalog.environments.get(environment);
  if (own === undefined) return;
  world.catalog = {
    ...world.catalog,
    environments: new Map([...world.catalog.environments, [environment, { ...own, ...change }]]),
  };
}

type EnvironmentOf = Catalog['environments'] extends ReadonlyMap<string, infer One> ? One : never;

function at(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

const services = fc.constantFrom('web', 'web', 'api');
const environments = fc.constantFrom('staging', 'prod');
const someoneAny = fc.nat(identities.length - 1).map(someone);
const releases = fc.constantFrom(
  { version: 'v1', digest: digestA },
  { version: 'v2', digest: digestA },
  { version: 'v2', digest: digestB },
  { version: 'v2' },
  { version: 'v3', digest: digestB },
);
const often = fc.constantFrom(true, true, true, false);

const effect: fc.Arbitrary<Effect> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ service: services, environment: fc.constantFrom('prod', 'prod', 'staging'), after: releases })
      .map(({ service, environment, after }) =>
        said({ kind: 'release', service, environment, path: ['release'], after }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ environment: environments, before: fc.constantFrom(0, 2, 12), after: fc.constantFrom(0, 1, 3, 10, 11) })
      .map(({ environment, before, after }) =>
        said({
          kind: 'scale',
          service: 'web',
          environment,
          path: ['scale'],
          before: { owner: 'fixed', replicas: before },
          after:
            after === 11 ? { owner: 'hpa', minReplicas: 1, maxReplicas: after } : { owner: 'fixed', replicas: after },
        }),
      ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      said({ kind: 'setting', service: 'web', environment: 'prod', path: ['env', 'A'], after: '1' }),
      said({ kind: 'setting', service: 'web', path: ['description'], after: '1' }),
      said({ kind: 'setting', environment: 'prod', path: ['quota', 'pods'], after: 1 }),
      said({ kind: 'gates', path: ['gates', 'approvals'] }),
      said({ kind: 'gates', environment: 'staging', path: ['gates', 'after'] }),
      said({ kind: 'people', path: ['people', 'eve'], after: {} }),
      said({ kind: 'freeze', environment: 'prod', path: ['freezes'] }),
      said({ kind: 'hold', service: 'web', environment: 'prod', path: ['hold'], after: {} }),
      said({ kind: 'hold', service: 'web', environment: 'prod', path: ['hold'], before: {} }),
      said({ kind: 'service', service: 'web', environment: 'prod', path: ['retired'], before: false, after: true }),
      said({ kind: 'service', service: 'web', environment: 'prod', path: [], before: {} }),
      said({
        kind: 'service',
        service: 'web',
        environment: 'prod',
        path: ['team'],
        before: 'web-team',
        after: 'sre-team',
      }),
      said({ kind: 'service', service: 'new', path: [], after: {} }),
      said({ kind: 'service', service: 'new', environment: 'prod', path: [], after: {} }),
      said({ kind: 'environment', environment: 'prod', path: [], before: {} }),
      said({ kind: 'environment', environment: 'later', path: [], after: {} }),
      said({ kind: 'environment', environment: 'prod', path: ['cluster', 'server'], after: 'https://x' }),
    ),
  },
);

function said(effect: Partial<Effect> & Pick<Effect, 'kind' | 'path'>): Effect {
  return { before: undefined, after: undefined, words: effect.kind, ...effect };
}

const rendered = fc
  .tuple(fc.subarray(['staging', 'prod'], { maxLength: 2 }), fc.subarray(['overlay', 'project'], { minLength: 1 }))
  .map(([names, places]) => new Map(names.map((name) => [name, places.map((place) => pathsOf(name)[place] ?? '')])));

function pathsOf(environment: string): Readonly<Record<string, string>> {
  return {
    overlay: `services/web/overlays/${environment}/deployment.yaml`,
    project: `argocd/${environment}/bootstrap/app-project-microservices.yaml`,
  };
}

const proposals: fc.Arbitrary<Proposal> = fc.record({
  effects: fc.record({
    effects: fc.array(effect, { minLength: 0, maxLength: 3 }),
    renderedPaths: fc.oneof(
      { weight: 3, arbitrary: fc.constant(new Map<string, string[]>()) },
      { weight: 1, arbitrary: rendered },
    ),
  }),
  requester: someoneAny,
  alsoInvolved: fc.array(someoneAny, { maxLength: 1 }),
  verb: fc.option(fc.constantFrom(...verbNames), { nil: undefined }),
});

const kinds = fc.option(fc.subarray([...effectKinds], { minLength: 1, maxLength: 6 }), { nil: undefined });
const teamNames = fc.oneof(
  fc.subarray(['sre-team', '{team}', 'web-team', 'api-team'], { minLength: 1 }),
  // Nobody in people.yaml is in it.
  fc.constant(['api-team']),
);

function optional<Value>(arbitrary: fc.Arbitrary<Value>, weight = 1): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight, arbitrary }, { weight: 1, arbitrary: fc.constant(undefined) });
}

const rule = fc.record({ count: fc.constantFrom(1, 1, 2), teams: teamNames, kinds });
const ticketGate = fc.oneof(
  fc.record({ prefix: fc.constantFrom('CHG-', 'INC-'), kinds }),
  fc.record({ pattern: fc.constantFrom('CHG-#####', 'PROJ-A-#', '#', '#/#'), kinds }),
);
const permission = fc.record({
  verbs: optional(fc.subarray([...verbNames], { minLength: 3 })),
  services: fc.constantFrom(undefined, undefined, ['web'], ['*']),
  teams: optional(teamNames, 3),
  tokens: fc.constantFrom(undefined, ['ci'], ['ci', 'robot']),
});

/** Gates that anybody could write. */
export const gates: fc.Arbitrary<Gates> = fc
  .record({
    after: optional(fc.constantFrom(['staging'], ['staging', 'later'], ['staging'])),
    evidence: optional(
      fc.record({
        healthyFor: fc.constantFrom(undefined, '30m', '2h'),
        sameDigest: often,
        tests: fc.constantFrom('never', 'when-asked', 'always'),
      }),
    ),
    approvals: optional(fc.array(rule, { maxLength: 2 })),
    approvalLife: fc.constantFrom(undefined, '3h', '1d2h30m'),
    ticket: optional(ticketGate),
    limits: fc.constantFrom(
      undefined,
      undefined,
      { replicas: 10 },
      { replicas: 10, fewestReplicas: 2 },
      { fewestReplicas: 1 },
      {},
    ),
    permissions: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.array(permission, { minLength: 1, maxLength: 2 }) },
    ),
    hotfix: optional(
      fc.record({
        skips: fc.subarray(['order', 'evidence', 'freeze', 'hold'] as const, { minLength: 1 }),
        approvals: fc.array(rule, { maxLength: 1 }),
        ticket: optional(ticketGate),
      }),
    ),
  })
  .map((plain) => Gates.parse(JSON.parse(JSON.stringify(plain))));

const holds: fc.Arbitrary<Hold | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({
    reason: fc.constant('data is moved'),
    by: fc.constant('bob'),
    since: fc.constant(at(start)),
    until: fc.constantFrom(undefined, at(start + 20 * hour), at(start + 60 * hour)),
    releases: fc.constantFrom<string[] | undefined>(undefined, ['v1'], ['v2', 'v3'], [digestB]),
  }),
);

const freezes = fc
  .array(
    fc.record({
      reason: fc.constantFrom('peak hours', 'week-end'),
      schedule: fc.constantFrom('0 8 * * *', '30 17 * * 1', '0 12 * * 5', '0 0 * * *'),
      duration: fc.constantFrom('2h', '45m', '60h', '24h'),
    }),
    { maxLength: 2 },
  )
  .map((all) => all.map((one) => Freeze.parse(one)));

const evidence = fc.record({
  service: services,
  environment: environments,
  release: releases,
  healthySince: fc.option(fc.nat(300), { nil: undefined }),
  lastBad: fc.constantFrom(undefined, undefined, 0, 10, 40, 200),
  observed: fc.constantFrom(0, 0, 0, 5, 60, -5),
  isCurrent: fc.boolean(),
  tests: fc.array(
    fc.record({
      name: fc.constantFrom('e2e', 'load'),
      hasPassed: often,
      at: fc.nat(3),
      proof: fc.constantFrom('token', 'token', 'claimed'),
    }),
    { maxLength: 3 },
  ),
});

const minute = 60_000;

/** What may happen. */
export const steps: readonly fc.Arbitrary<Step>[] = [
  fc.nat(30 * 60).map(
    (minutes) =>
      new Told(
        () => `wait ${minutes}m`,
        (world) => void (world.now += minutes * minute),
      ),
  ),
  proposals.map(
    (proposal) =>
      new Told(
        () => `propose ${fc.stringify(proposal)}`,
        (world) => {
          world.proposal = proposal;
          world.answers = [];
        },
      ),
  ),
  ...Array.from({ length: 3 }, () =>
    fc.tuple(someoneAny, fc.constantFrom(0, 0, 1, 3, 24, 27, -0.05, -1)).map(
      ([known, age]) =>
        new Told(
          () => `approve ${known.identity.name} (${known.identity.proof}) ${age}h ago`,
          (world) => {
            world.answers.push({ known, answer: 'approve', at: world.now - age * hour });
          },
        ),
    ),
  ),
  someoneAny.map(
    (known) =>
      new Told(
        () => `reject ${known.identity.name} (${known.identity.proof})`,
        (world) => {
          world.answers.push({ known, answer: 'reject', at: world.now });
        },
      ),
  ),
  fc
    .tuple(
      fc.constantFrom('CHG-1', 'CHG-12345', 'INC-7', 'PROJ-A-12', '7', '1/2', 'CHG-', 'chg-1', 'CHG-1a', ' CHG-1'),
      fc.constantFrom('approved', 'approved', 'refused', 'unknown'),
    )
    .map(
      ([ticket, state]) =>
        new Told(
          () => `ticket ${ticket} ${state}`,
          (world) => void (world.ticket = { ticket, state }),
        ),
    ),
  fc.boolean().map(
    (isUrgent) =>
      new Told(
        () => `urgent ${isUrgent}`,
        (world) => void (world.isUrgent = isUrgent),
      ),
  ),
  fc.boolean().map(
    (wanted) =>
      new Told(
        () => `tests ${wanted}`,
        (world) => void (world.wantsTests = wanted),
      ),
  ),
  ...Array.from({ length: 2 }, () =>
    evidence.map(
      ({ healthySince, lastBad, observed, tests, ...one }) =>
        new Told(
          () => `see ${fc.stringify({ healthySince, lastBad, observed, tests, ...one })}`,
          (world) => {
            const before = (minutes: number): string => at(world.now - minutes * minute);
            const seen: Evidence = {
              ...one,
              healthySince: healthySince === undefined ? undefined : before(healthySince),
              lastBad: lastBad === undefined ? undefined : before(lastBad),
              observedAt: before(observed),
              tests: tests.map((test) => ({ ...test, at: before(test.at), proof: test.proof })),
            };
            world.evidence = [...world.evidence, seen];
          },
        ),
    ),
  ),
  fc.tuple(holds, fc.constantFrom('overlay', 'team', 'environment'), environments).map(
    ([hold, where, environment]) =>
      new Told(
        () => `hold ${where} of ${environment} ${fc.stringify(hold)}`,
        (world) => {
          if (where === 'overlay') setOverlay(world, 'web', environment, { hold });
          else if (where === 'environment') setEnvironment(world, environment, { hold });
          else {
            const { platform } = world.catalog;
            const team = platform.teams['web-team'];
            if (team === undefined) throw new Error('the catalog has no such team');
            world.catalog = {
              ...world.catalog,
              platform: { ...platform, teams: { ...platform.teams, 'web-team': { ...team, hold } } },
            };
          }
        },
      ),
  ),
  fc.tuple(freezes, environments).map(
    ([all, environment]) =>
      new Told(
        () => `freeze ${environment} ${fc.stringify(all)}`,
        (world) => setEnvironment(world, environment, { freezes: all }),
      ),
  ),
  fc.tuple(gates, environments).map(
    ([own, environment]) =>
      new Told(
        () => `gates of ${environment} ${JSON.stringify(own)}`,
        (world) => setEnvironment(world, environment, { gates: own }),
      ),
  ),
  ...Array.from({ length: 3 }, () => fc.constant(new Told(() => 'ask', ask))),
];

/** Plays stories, each beginning with a proposal and ending with a question. */
export function playStories(runs: number, seed?: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const world = fc.tuple(gates, gates, gates, fc.boolean());
  const story = fc.tuple(proposals, fc.commands([...steps], { maxCommands: 14 }));
  fc.assert(
    fc.property(world, story, ([platform, staging, prod, hasTickets], [proposal, commands]) => {
      const setup = (): { model: World; real: object } => {
        const model = aWorld([platform, staging, prod], hasTickets, counts);
        model.proposal = proposal;
        return { model, real: {} };
      };
      let last: World | undefined;
      fc.modelRun(() => {
        const made = setup();
        last = made.model;
        return made;
      }, commands);
      if (last !== undefined) ask(last);
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  );
  return counts;
}
