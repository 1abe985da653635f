import type { Outcome } from '../../delivery/outcome';
import type { Effect } from '../../effects/effect';
import type { GateAnswer } from '../../gates/decision';
import { formatPath } from '../../model/problem';
import { printableLine } from '../../model/printable';
import type { Colours } from '../colours';
import { alignRows } from '../table';
import { outcomeWithoutSecrets } from './outcome-without-secrets';

/**
 * Says for people what became of a request, and what to do next.
 *
 * @param files paths that were written into a work tree
 * @param isAnswer whether somebody has just answered it: another answer is another person's
 */
export function outcomeAsText(
  outcome: Outcome,
  isDry: boolean,
  colours: Colours,
  files: readonly string[] = [],
  isAnswer = false,
): string {
  return `${linesOf(outcomeWithoutSecrets(outcome), isDry, colours, files, isAnswer).join('\n')}\n`;
}

function linesOf(
  outcome: Outcome,
  isDry: boolean,
  colours: Colours,
  files: readonly string[],
  isAnswer: boolean,
): readonly string[] {
  const { bold, green, yellow, red, dim } = colours;
  const { runId } = outcome;
  switch (outcome.state) {
    case 'committed': {
      const { commit, isEarlier = false } = outcome;
      const before = isEarlier ? 'was committed before' : 'committed';
      const done = isDry && !isEarlier ? 'would be committed' : `${before} as ${commit.slice(0, 10)}`;
      return [`${bold(printableLine(outcome.subject))}: ${green(done)}`, ...saidLines(outcome, colours)];
    }
    case 'branched': {
      const { branch, decision } = outcome;
      const does = isDry ? 'would wait on the branch' : 'waits on the branch';
      const next = decision.verdict === 'allowed' ? 'nothing is missing: merge' : 'open';
      return [
        `${bold(printableLine(outcome.subject))}: ${yellow(`${does} ${printableLine(branch)} as ${runId}`)}`,
        ...saidLines(outcome, colours),
        ...(isDry
          ? []
          : ['', `next: ${next} a pull request of this branch; "slipway gate" judges it with its reviews`]),
      ];
    }
    case 'by hand': {
      const does = isDry ? 'would be written into the work tree' : 'is in the work tree';
      const { answers } = outcome.decision;
      const line = answers.some(({ gate }) => gate === 'ticket') ? ' with a line "Change-Ticket: ..."' : '';
      return [
        `${bold(printableLine(outcome.subject))}: ${yellow(does)}`,
        ...effectLines(outcome.effects, colours),
        ...answerLines(answers, colours),
        ...(files.length === 0
          ? []
          : ['', ...files.map((path) => `  ${dim(isDry ? 'would write' : 'wrote')} ${printableLine(path)}`)]),
        ...(isDry ? [] : ['', `next: commit it${line}; "slipway gate" judges the commit`]),
      ];
    }
    case 'waiting':
      return [
        `${bold(printableLine(outcome.subject))}: ${yellow(isDry ? 'would wait' : `waits as ${runId}`)}`,
        ...saidLines(outcome, colours),
        ...(isDry ? [] : ['', `next: ${nextStep(outcome.decision.answers, runId, isAnswer)}`]),
      ];
    case 'refused':
      return [`${bold(printableLine(outcome.subject))}: ${red('refused')}`, ...saidLines(outcome, colours)];
    case 'unchanged':
      return [`${bold(printableLine(outcome.subject))}: ${dim('nothing changes; there is no commit')}`];
    case 'rejected':
      return [`${red('the remote refuses the commit:')} ${printableLine(outcome.words)}`];
    case 'invalid':
      return outcome.problems.flatMap(({ file, line, path, message, hint }) => [
        `${bold([file, ...(line === undefined ? [] : [line])].join(':'))}: ${printableLine([formatPath(path), message].filter((part) => part !== '').join(': '))}`,
        ...(hint === undefined ? [] : [`  hint: ${printableLine(hint)}`]),
      ]);
  }
}

type Decided = Extract<Outcome, { readonly decision: unknown }>;

/** What it does, who asks when nobody has proved that, and what gates say. */
function saidLines({ effects, requester, decision }: Decided, colours: Colours): readonly string[] {
  const { yellow } = colours;
  const { name, proof } = requester;
  const claim = `  ${yellow('!')} asked for by ${printableLine(name)} (claimed): no key that people.yaml lists has signed it`;
  return [
    ...effectLines(effects, colours),
    ...(proof === 'claimed' ? [claim] : []),
    ...answerLines(decision.answers, colours),
  ];
}

function effectLines(effects: readonly Effect[], { cyan }: Colours): readonly string[] {
  return effects.map(({ words }) => `  ${cyan('*')} ${printableLine(words)}`);
}

/** What gates say: what is in the way first, and what allows it in fewer words. */
function answerLines(answers: readonly GateAnswer[], { dim, green, yellow, red }: Colours): readonly string[] {
  const paint = { allowed: green, waiting: yellow, refused: red } as const;
  const order = ['refused', 'waiting', 'allowed'];
  const sorted = [...answers].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  return alignRows(
    sorted.map((answer) => [
      { text: `  ${answer.environment}` },
      { text: answer.gate },
      { text: answer.verdict, paint: paint[answer.verdict] },
      {
        text: `${printableLine(answer.words)}${from(answer)}${givers(answer)}`,
        paint: answer.verdict === 'allowed' ? dim : (text) => text,
      },
    ]),
  );
}

function from({ possibleFrom }: GateAnswer): string {
  return possibleFrom === undefined ? '' : `; possible from ${possibleFrom}`;
}

function givers({ whoCanGive }: GateAnswer): string {
  return whoCanGive.length === 0 ? '' : `; ask ${printableLine(whoCanGive.join(', '))}`;
}

function nextStep(answers: readonly GateAnswer[], runId: string, isAnswer: boolean): string {
  const missing = answers.filter(({ verdict }) => verdict !== 'allowed');
  if (missing.some(({ gate }) => gate === 'approvals'))
    return `slipway approve ${runId}${isAnswer ? ', by somebody else, with his own key' : ''}`;
  const times = missing.flatMap(({ possibleFrom }) => possibleFrom ?? []);
  const latest = times.sort().at(-1);
  return latest === undefined || times.length < missing.length
    ? `slipway proposals ${runId} says what is missing`
    : `"slipway tick" commits it from ${latest} on`;
}
