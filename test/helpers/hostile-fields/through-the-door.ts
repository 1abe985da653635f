import { DeliveryDoor } from '../../../src/controller/delivery-door';
import type { AskedChange, ChangeOutcome, ProposalAnswer } from '../../../src/controller/door';
import { aDesk, clock } from '../a-delivery';
import { aReleasedStory } from '../a-released-story';
import { headOf } from '../a-remote';
import { temporaryFolder } from '../temporary-folder';
import { commitsOf, wrongIn, type Asked } from './history';
import { fieldPositions, settingPositions, type Position } from './positions';
import { coreOf, plantedSecrets, type Canary } from './texts';

/** What came of texts. */
export interface Played {
  /** What is wrong, each with the text that it is about. */
  readonly wrong: readonly string[];
  /** States of what was asked for with a text, and how often each was. */
  readonly states: ReadonlyMap<string, number>;
  readonly commits: number;
}

/** A text, and where it was put. */
interface Try {
  readonly text: string;
  readonly changes: readonly AskedChange[];
  readonly answers: readonly ProposalAnswer[];
}

const developer = { name: 'dev@example.com', proof: 'portal' } as const;

/**
 * Puts each text into a field of a verb, or of what goes with one, and brings that to the door that the controller has, before a
 * repository of its own; then Git says what has come of it.
 */
export async function throughTheDoor(texts: readonly string[], first: number, canary: Canary): Promise<Played> {
  const { remote } = await aReleasedStory();
  const folder = temporaryFolder();
  const { delivery } = await aDesk(remote, 'controller', { folder });
  const base = headOf(remote);
  const seen = { verdict: 'healthy' as const, healthySince: clock.now, observedAt: clock.now, head: base };
  await delivery.observe(['dev', 'staging', 'prod'].map((environment) => ({ ...seen, service: 'web', environment })));
  const door = new DeliveryDoor(delivery, { commitUrl: 'https://git.example.com/commit/{commit}', root: '' });

  const tries = texts.map((text, index) => tryOf(text, first + index));
  const outcomes = [...(await door.submitAll(tries.flatMap(({ changes }) => changes)))];
  for (const { answers } of tries.filter((one) => one.answers.length > 0))
    outcomes.push(...(await door.answerAll(answers)).proposals);

  // Whoever asked finds an outcome by the id that he gave.
  const said = JSON.stringify(outcomes.map((outcome) => ({ ...outcome, runId: '' })));
  const asked = tries.flatMap(({ changes }) => changes.map(askedOf));
  return {
    wrong: [
      ...wrongIn(remote, base, asked).map((words) => withText(words, tries)),
      ...(canary.wasTouched(remote, folder) ? ['a part of a text was executed'] : []),
      ...plantedSecrets.filter((secret) => said.includes(coreOf(secret))).map((secret) => `it is told: ${secret}`),
      ...outcomes.filter(({ state }) => state === 'later' || state === 'rejected').map((one) => JSON.stringify(one)),
    ],
    states: countStates(outcomes, tries),
    commits: commitsOf(remote, base).length,
  };
}

function askedOf({ request: { fields, ...rest }, asker }: AskedChange): Asked {
  const told = asker.proof === 'portal' ? { by: asker.name } : {};
  return { ...rest, ...told, fields: { ...Object(JSON.parse(JSON.stringify(fields))) } };
}

/** Whoever reads what is wrong has to know which text it is about. */
function withText(words: string, tries: readonly Try[]): string {
  const one = tries.find(({ changes }) => changes.some(({ request }) => words.startsWith(`${request.runId}:`)));
  return one === undefined
    ? words
    : `${words} <- ${JSON.stringify(one.text).slice(0, 500)} in ${JSON.stringify(one.changes.at(-1)).slice(0, 300)}`;
}

function countStates(outcomes: readonly ChangeOutcome[], tries: readonly Try[]): ReadonlyMap<string, number> {
  const wanted = new Set(tries.map(({ changes }) => changes.at(-1)?.request.runId));
  const states = new Map<string, number>();
  for (const { runId, state } of outcomes) if (wanted.has(runId)) states.set(state, (states.get(state) ?? 0) + 1);
  return states;
}

/** One of three is a setting, of which there are most; one of ten is said by who asks or answers. */
function tryOf(text: string, number: number): Try {
  if (number % 10 === 9) return aroundOf(text, number);
  const from = number % 3 === 0 ? settingPositions : fieldPositions;
  // A step that has no factor with their number comes to each of them.
  const position = from[(number * 7919) % from.length];
  if (position === undefined) throw new Error('there are fields');
  return { text, changes: changesOf(position, text, number), answers: [] };
}

function changesOf({ before, request }: Position, text: string, number: number): readonly AskedChange[] {
  const first = before === undefined ? [] : [aChange(`before-${number}`, before(number))];
  return [...first, aChange(`run-${number}`, request(text, number))];
}

function aChange(runId: string, words: Omit<AskedChange['request'], 'runId'>): AskedChange {
  return { request: { runId, ...words }, asker: developer, alsoInvolved: [], portalApprovers: [], hasWaited: false };
}

/** Who asks, who is behind it, who agrees, and what is said of an answer. */
function aroundOf(text: string, number: number): Try {
  const scaled = { verb: 'scale', fields: { service: 'web', environment: 'dev', replicas: 2 + (number % 7) } } as const;
  const change = aChange(`run-${number}`, scaled);
  const stranger = { name: text, proof: 'portal' } as const;
  const waits = aChange(`run-${number}`, {
    verb: 'set',
    fields: { service: 'web', environment: 'prod', values: { terminationGracePeriodSeconds: 30 + (number % 60) } },
    ticket: 'CHG-1',
  });
  const answers = [
    { answer: 'approve', by: { name: 'sre-one', proof: 'portal' }, comment: text },
    { answer: 'approve', by: stranger },
    { answer: 'approve', by: { name: 'sre-two', proof: 'portal', teams: [text] } },
    { answer: 'reject', by: { name: 'sre-two', proof: 'portal' }, of: text },
    { answer: 'reject', by: { name: 'sre-two', proof: 'portal' }, comment: text },
  ] as const;
  const ways: readonly Try[] = [
    { text, changes: [{ ...change, asker: stranger }], answers: [] },
    { text, changes: [{ ...change, claimedEmail: text }], answers: [] },
    { text, changes: [{ ...change, asker: { name: text, proof: 'claimed' } }], answers: [] },
    { text, changes: [{ ...change, alsoInvolved: [stranger] }], answers: [] },
    { text, changes: [{ ...change, asker: { ...developer, teams: [text] } }], answers: [] },
    { text, changes: [{ ...change, request: { ...change.request, runId: text } }], answers: [] },
    { text, changes: [{ ...waits, portalApprovers: [stranger] }], answers: [] },
    {
      text,
      changes: [waits],
      answers: answers.map((one, index) => ({
        alsoInvolved: [],
        runId: `answer-${number}-${index}`,
        proposal: waits.request.runId,
        ...one,
      })),
    },
    {
      text,
      changes: [waits],
      answers: [
        { alsoInvolved: [], runId: `answer-${number}`, proposal: text, answer: 'approve', by: stranger },
        {
          alsoInvolved: [stranger],
          runId: `answer-${number}`,
          proposal: waits.request.runId,
          answer: 'reject',
          by: stranger,
        },
      ],
    },
  ];
  const way = ways[Math.floor(number / 10) % ways.length];
  if (way === undefined) throw new Error('there are ways');
  return way;
}
