import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import type { Effect } from '../../src/effects/effect';
import { decide } from '../../src/gates/decide';
import type { Decision } from '../../src/gates/decision';
import { gates } from '../../src/gates/gates';
import { environmentsAsked } from '../../src/gates/questions';
import { gatesOf } from '../../src/model/gates-of';
import { Gates } from '../../src/model/gates';
import { aCatalog, approvalOf, factsOf, peopleOf, release } from './a-question';
import type { CatalogSaying } from './a-question';

test('where nothing is asked for, everything is allowed', () => {
  expect(decide(aCatalog(), release(), factsOf())).toEqual({ verdict: 'allowed', answers: [] });
});

test('every file of the folder is a gate, called after it, and every gate has words and an example', () => {
  const files = readdirSync(join(__dirname, '../../src/gates/gates')).filter((name) => name !== 'index.ts');

  expect(gates.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  for (const { summary, example } of gates) {
    expect(summary).toMatch(/\.$/);
    expect(Object.keys(Object(parse(example))).length).toBeGreaterThan(0);
  }
});

test('what an example shows of gates is valid', () => {
  const shown = gates.filter(({ name }) => name !== 'freeze' && name !== 'hold');

  expect(shown.map(({ example }) => Gates.safeParse(parse(example)).error)).toEqual(shown.map(() => undefined));
});

const two = [{ count: 2, teams: ['sre-team'] }];
const one = [{ count: 1, teams: ['sre-team'] }];

test('gates of an environment replace those of the platform key by key', () => {
  const catalog = aCatalog({
    platform: { gates: { approvals: two, approvalLife: '3h', after: ['staging'] } },
    prod: { gates: { approvals: one } },
  });

  expect(gatesOf(catalog, 'prod')).toEqual({ approvals: one, approvalLife: '3h', after: ['staging'] });
  expect(gatesOf(catalog, 'later')).toEqual(catalog.platform.gates);
  const undefinedKeys = {
    ...catalog,
    environments: new Map([['prod', { ...prodOf(catalog), gates: { approvals: undefined } }]]),
  };
  expect(gatesOf(undefinedKeys, 'prod').approvals).toEqual(two);
});

function prodOf(catalog: ReturnType<typeof aCatalog>) {
  const prod = catalog.environments.get('prod');
  if (prod === undefined) throw new Error('there is no such environment');
  return prod;
}

/** Environments in which approvals are asked for, with the kinds of effects that they are about. */
function askedIn(decision: Decision): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    decision.answers.map(({ environment, effects }) => [environment, effects.map(({ kind }) => kind)]),
  );
}

const everywhere: CatalogSaying = { platform: { gates: { approvals: one } } };
const platformWide: Partial<Effect> = {
  kind: 'people',
  service: undefined,
  environment: undefined,
  path: ['people', 'eve'],
};

test('an effect without an environment is judged in every environment, in the order of names', () => {
  const decision = decide(aCatalog(everywhere), release(platformWide), factsOf());

  expect(decision.answers.map(({ environment }) => environment)).toEqual(['prod', 'staging']);
  expect(askedIn(decision)).toEqual({ prod: ['people'], staging: ['people'] });
});

test('an effect of one environment is judged there alone', () => {
  expect(askedIn(decide(aCatalog(everywhere), release(), factsOf()))).toEqual({ prod: ['release'] });
});

test('an environment that is new is judged by the gates of the platform, and so is what is everywhere', () => {
  const effect: Partial<Effect> = { kind: 'environment', service: undefined, environment: 'later', path: [] };

  expect(askedIn(decide(aCatalog(everywhere), release(effect), factsOf()))).toEqual({ later: ['environment'] });
  expect(askedIn(decide(aCatalog(everywhere), release(effect, platformWide), factsOf()))).toEqual({
    later: ['environment', 'people'],
    prod: ['people'],
    staging: ['people'],
  });
});

test.each(['setting', 'service'] as const)("a %s that is seen in no environment is in nobody's way", (kind) => {
  expect(decide(aCatalog(everywhere), release({ kind, environment: undefined }), factsOf()).answers).toEqual([]);
});

test('bytes that nothing explains are an effect', () => {
  const renderedPaths = new Map([
    ['prod', ['services/web/a.yaml', 'services/web/b.yaml']],
    ['staging', []],
  ]);
  const { answers } = decide(aCatalog(everywhere), { effects: [], renderedPaths }, factsOf());

  expect(answers).toMatchObject([
    { environment: 'prod', effects: [{ kind: 'rendering', environment: 'prod', path: [] }] },
  ]);
  expect(environmentsAsked(aCatalog(everywhere), { effects: [], renderedPaths })).toEqual(['prod']);
  expect(answers[0]?.effects[0]?.words).toBe('2 rendered files of prod differ, and no setting says why');
});

test('what deploys nothing explains no bytes but those of AppProjects; anything else does', () => {
  const renderedPaths = new Map([['prod', ['services/web/a.yaml']]]);
  const project = 'argocd/prod/bootstrap/app-project-microservices.yaml';
  const kindsWith = (effect: Partial<Effect>) =>
    askedIn(decide(aCatalog(everywhere), { ...release(effect), renderedPaths }, factsOf()))['prod'];

  expect(kindsWith({ kind: 'hold', path: ['hold'] })).toEqual(['hold', 'rendering']);
  expect(kindsWith({})).toEqual(['release']);
  expect(kindsWith({ environment: 'staging' })).toEqual(['rendering']);
  const held = { ...release({ kind: 'hold', path: ['hold'] }), renderedPaths: new Map([['prod', [project]]]) };
  expect(askedIn(decide(aCatalog(everywhere), held, factsOf()))['prod']).toEqual(['hold', 'rendering']);
  for (const kind of ['freeze', 'people', 'gates'] as const) {
    const effects = release({ kind, service: undefined, path: [kind] });
    const kindsOf = (paths: readonly string[]) =>
      askedIn(decide(aCatalog(everywhere), { ...effects, renderedPaths: new Map([['prod', paths]]) }, factsOf()))[
        'prod'
      ];

    expect(kindsOf([project])).toEqual([kind]);
    for (const path of [
      'argocd/prod/bootstrap/application-root-prod.yaml',
      'services/web/overlays/prod/deployment.yaml',
    ])
      expect(kindsOf([project, path])).toEqual([kind, 'rendering']);
  }
  const { answers } = decide(aCatalog(everywhere), { effects: [], renderedPaths }, factsOf());
  expect(answers[0]?.effects[0]?.words).toBe('1 rendered file of prod differs, and no setting says why');
});

test('an edit that weakens gates and what it makes possible are judged by the gates before', () => {
  const people = peopleOf({ alice: ['sre-team'], dev: ['web-team'] });
  const weaker: Partial<Effect> = {
    kind: 'gates',
    service: undefined,
    path: ['gates', 'approvals'],
    before: two,
    after: [],
  };
  const { verdict, answers } = decide(
    aCatalog({ people, prod: { gates: { approvals: two } } }),
    release(weaker, {}),
    factsOf({ approvals: [approvalOf('alice')] }),
  );

  expect(verdict).toBe('waiting');
  expect(answers).toMatchObject([{ gate: 'approvals', effects: [{ kind: 'gates' }, { kind: 'release' }] }]);
});

test('the worst answer counts', () => {
  const saying: CatalogSaying = {
    prod: {
      gates: { approvals: one, ticket: { prefix: 'CHG-' }, permissions: [{ verbs: ['bump', 'promote', 'rollback'] }] },
    },
  };
  const verdictWith = (facts: Parameters<typeof factsOf>[0], ...effects: Partial<Effect>[]) =>
    decide(aCatalog({ ...saying, people: peopleOf({ alice: ['sre-team'] }) }), release(...effects), factsOf(facts))
      .verdict;
  const ticket = { ticket: 'CHG-1', state: 'approved' } as const;

  expect(verdictWith({ ticket, approvals: [approvalOf('alice')] })).toBe('allowed');
  expect(verdictWith({ ticket })).toBe('waiting');
  expect(verdictWith({ ticket: { ...ticket, ticket: 'CHG' } })).toBe('refused');
  expect(verdictWith({}, { kind: 'setting', path: ['env'] })).toBe('refused');
});

test('the same is decided again, and nothing that was given is changed', () => {
  const saying: CatalogSaying = { prod: { gates: { after: ['staging'], approvals: two, ticket: { prefix: 'CHG-' } } } };
  const [catalog, effects, facts] = [aCatalog(saying), release(), factsOf({ approvals: [approvalOf('alice')] })];
  const before = JSON.stringify([catalog, effects, facts]);

  expect(decide(catalog, effects, facts)).toEqual(decide(catalog, effects, facts));
  expect(JSON.stringify([catalog, effects, facts])).toBe(before);
});
