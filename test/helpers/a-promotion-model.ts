import * as fc from 'fast-check';

import { sshPublicLine } from '../../src/signatures/ssh-key';
import { aDesk, aGitOpsRemote, digestOf, keys, type Desk } from './a-delivery';
import { commitByHand } from './a-hand-commit';
import { brokenPromises, knownKey } from './a-promotion-world';

const people = ['dev', 'sre-one', 'sre-two', 'stranger'] as const;
type Who = (typeof people)[number];

/** What somebody does. */
export type Step =
  | { readonly kind: 'bump'; readonly who: Who; readonly version: number }
  | {
      readonly kind: 'promote';
      readonly who: Who;
      readonly to: 'staging' | 'prod';
      readonly version: number;
      readonly hasTicket: boolean;
    }
  | { readonly kind: 'set'; readonly who: Who; readonly to: 'staging' | 'prod'; readonly seconds: number }
  | { readonly kind: 'answer'; readonly who: Who; readonly isYes: boolean; readonly which: number }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'tick'; readonly who: Who }
  | { readonly kind: 'again'; readonly who: Who }
  | { readonly kind: 'race'; readonly version: number };

const who = fc.constantFrom(...people);
const version = fc.integer({ min: 1, max: 3 });

/** Any order of what people do; what leads to prod comes often, for it takes many steps. */
export const steps = (length: {
  readonly minLength: number;
  readonly maxLength: number;
}): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('bump' as const), who, version }) },
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant('promote' as const),
          who,
          to: fc.constantFrom('staging' as const, 'prod' as const),
          version,
          hasTicket: fc.integer({ min: 0, max: 3 }).map((one) => one > 0),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('set' as const),
          who,
          to: fc.constantFrom('staging' as const, 'prod' as const),
          seconds: fc.integer({ min: 31, max: 60 }),
        }),
      },
      {
        weight: 8,
        arbitrary: fc.record({
          kind: fc.constant('answer' as const),
          who,
          isYes: fc.integer({ min: 0, max: 7 }).map((one) => one > 0),
          which: fc.nat(3),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('foreign' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('tick' as const), who }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), who }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('race' as const), version }) },
    ),
    { ...length, size: 'max' },
  );

/** What a run of steps led to. */
export interface Played {
  readonly broken: readonly string[];
  readonly committed: readonly string[];
  /** Steps that brought something to prod. */
  readonly inProd: number;
}

/** Does steps on a repository of its own, and looks at what became of it. */
export async function play(all: readonly Step[]): Promise<Played> {
  for (const name of people) knownKey(name, sshPublicLine(keys[name].publicKey));
  const remote = aGitOpsRemote();
  const desks = Object.fromEntries(
    await Promise.all(people.map(async (name) => [name, await aDesk(remote, name)] as const)),
  );
  const deskOf = (name: Who): Desk => desks[name] ?? raise(name);
  const committed = new Set<string>();
  const asked: Parameters<Desk['ask']>[0][] = [];
  let inProd = 0;
  let runs = 0;
  const note = (
    outcomes: readonly { readonly state: string; readonly runId: string; readonly isEarlier?: boolean | undefined }[],
  ): void => {
    for (const { state, runId } of outcomes) if (state === 'committed') committed.add(runId);
    // Who asks once more hears of the commit that there is.
    inProd += outcomes.filter(
      (one) => one.state === 'committed' && one.isEarlier !== true && one.runId.startsWith('prod'),
    ).length;
  };
  const ask = async (name: Who, request: Parameters<Desk['ask']>[0]): Promise<void> => {
    asked.push(request);
    note([await deskOf(name).ask(request)]);
  };
  const bump = (number: number): Parameters<Desk['ask']>[0] => ({
    verb: 'bump',
    fields: { service: 'web', environment: 'dev', version: `v2.${number}.0`, digest: digestOf(`v2.${number}.0`) },
    runId: `dev-${++runs}`,
  });
  for (const [index, step] of all.entries()) {
    switch (step.kind) {
      case 'bump':
        await ask(step.who, bump(step.version));
        break;
      case 'promote': {
        const fields = { service: 'web', to: step.to, release: `v2.${step.version}.0` };
        await ask(step.who, {
          verb: 'promote',
          fields,
          runId: `${step.to}-${++runs}`,
          ...(step.hasTicket && { ticket: 'CHG-1' }),
        });
        break;
      }
      case 'set': {
        const fields = {
          service: 'web',
          environment: step.to,
          values: { terminationGracePeriodSeconds: step.seconds },
        };
        await ask(step.who, { verb: 'set', fields, runId: `${step.to}-${++runs}` });
        break;
      }
      case 'answer': {
        const { delivery } = deskOf(step.who);
        const waiting = await delivery.waiting();
        const { proposal } = waiting[step.which % Math.max(waiting.length, 1)] ?? {};
        if (proposal === undefined) break;
        const answer = step.isYes ? 'approve' : 'reject';
        // A proposal that cannot be made any more refuses every answer.
        note(
          await delivery.answer(proposal.runId, { answer }).then(
            (one) => [one],
            () => [],
          ),
        );
        break;
      }
      case 'foreign':
        commitByHand(remote, { files: { 'README.md': `${index}\n` } });
        break;
      case 'tick':
        note(await deskOf(step.who).delivery.tick());
        break;
      case 'again': {
        const last = asked.at(-1);
        if (last !== undefined) note([await deskOf(step.who).ask(last)]);
        break;
      }
      case 'race': {
        const [first, second] = [bump(step.version), bump(step.version + 1)];
        note(
          await Promise.all([deskOf('dev').ask(first), deskOf('sre-one').ask(second), deskOf('sre-two').ask(first)]),
        );
        break;
      }
    }
  }
  return { broken: brokenPromises(remote, [...committed]), committed: [...committed], inProd };
}

function raise(name: string): never {
  throw new Error(`nobody is called ${name}`);
}
