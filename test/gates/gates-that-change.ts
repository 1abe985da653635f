import * as fc from 'fast-check';

import { effectsOf } from '../../src/effects/effects-of';
import type { GateVerdict } from '../../src/gates/decision';
import type { Catalog } from '../../src/model/catalog';
import { Gates } from '../../src/model/gates';
import { People } from '../../src/model/people';
import { digestB } from './a-question';
import { identities, listedPeople } from './identities';
import { aWorld, gates, judge, setEnvironment, setOverlay, someone } from './model';
import type { World } from './model';

const badness: readonly GateVerdict[] = ['allowed', 'waiting', 'refused'];
const paths = new Map([['prod', ['services/web/overlays/prod/rollout.yaml']]]);

/** Somebody whom only the change itself lists. */
const mallory = identities.findIndex(({ identity }) => identity.name === 'mallory');

const changes = fc.record({
  platform: gates,
  before: gates,
  after: fc.oneof(gates, fc.constant(Gates.parse({}))),
  requester: fc.nat(identities.length - 1),
  approvers: fc.array(fc.nat(identities.length - 1), { maxLength: 3 }),
  isUrgent: fc.boolean(),
  ticket: fc.option(fc.constantFrom('CHG-1', 'INC-7'), { nil: undefined }),
});

/**
 * Changes that bring a release, and change gates and people on the way: in one edit, or in a range of commits, which is judged
 * as one edit. Each is judged as the oracle judges it by the catalog before, and not better than the release alone.
 *
 * @returns how often the catalog after would have allowed what the one before did not
 */
export function playChangesOfGates(runs: number): number {
  let temptations = 0;
  fc.assert(
    fc.property(changes, ({ platform, before, after, requester, approvers, isUrgent, ticket }) => {
      const world = aWorld([platform, Gates.parse({}), before], false, new Map());
      const was = world.catalog;
      setOverlay(world, 'web', 'prod', { release: { version: 'v2', digest: digestB } });
      const released = world.catalog;
      setEnvironment(world, 'prod', { gates: after });
      const changed: Catalog = { ...world.catalog, people: withMallory };
      world.isUrgent = isUrgent;
      world.ticket = ticket === undefined ? undefined : { ticket, state: 'approved' };
      world.answers = [mallory, ...approvers].map((index) => ({
        known: someone(index),
        answer: 'approve',
        at: world.now,
      }));
      const judged = (base: Catalog, from: Catalog, to: Catalog) => {
        const effects = effectsOf(from, to, paths);
        const proposal: World['proposal'] = {
          effects,
          requester: someone(requester),
          alsoInvolved: [],
          verb: undefined,
        };
        const { given, expected } = judge({ ...world, proposal }, base);
        return { verdict: given.verdict, expected };
      };

      const all = judged(was, was, changed);
      const alone = judged(was, was, released);

      expect(all.verdict).toBe(all.expected);
      expect(badness.indexOf(all.verdict)).toBeGreaterThanOrEqual(badness.indexOf(alone.verdict));
      if (all.verdict !== 'allowed' && judged(changed, was, released).verdict === 'allowed') temptations += 1;
    }),
    { numRuns: runs },
  );
  return temptations;
}

const withMallory = People.parse({
  people: { ...listedPeople, mallory: { emails: ['mallory@example.com'], teams: ['sre-team', 'web-team'] } },
});
