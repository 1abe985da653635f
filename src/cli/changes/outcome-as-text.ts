import type { Outcome } from '../../delivery/outcome';
import type { Effect } from '../../effects/effect';
import type { GateAnswer } from '../../gates/decision';
import { formatPath } from '../../model/problem';
import { printableLine } from '../../model/printable';
import type { Colours } from '../colours';
import { alignRows } from '../table';

/** Says for people what became of a request, and what to do next. */
export function outcomeAsText(outcome: Outcome, isDry: boolean, colours: Colours): string {
  return `${linesOf(outcome, isDry, colours).join('\n')}\n`;
}

function linesOf(outcome: Outcome, isDry: boolean, colours: Colours): readonly string[] {
  const { bold, green, yellow, red, dim } = colours;
  const { runId } = outcome;
  switch (outcome.state) {
    case 'committed': {
      const { commit, isEarlier = false } = outcome;
      const before = isEarlier ? 'was committed before' : 'committed';
      const done = isDry && !isEarlier ? 'would be committed' : `${before} as ${commit.slice(0, 10)}`;
      const where = outcome.branch === undefined ? '' : ` on the branch ${outcome.branch}`;
      return [
        `${bold(printableLine(outcome.subject))}: ${green(`${done}${where}`)}`,
        ...effectLines(outcome.effects, colours),
        ...answerLines(outcome.decision.answers, colours),
      ];
    }
    case 'waiting':
      return [
        `${bold(printableLine(outcome.subject))}: ${yellow(isDry ? 'would wait' : `waits as ${runId}`)}`,
        ...effectLines(outcome.effects, colours),
        ...answerLines(outcome.decision.answers, colours),
        ...(isDry ? [] : ['', `next: ${nextStep(outcome.decision.answers, runId)}`]),
      ];
    case 'refused':
      return [
        `${bold(printableLine(outcome.subject))}: ${red('refused')}`,
        ...effectLines(outcome.effects, colours),
        ...answerLines(outcome.decision.answers, colours),
      ];
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

function nextStep(answers: readonly GateAnswer[], runId: string): string {
  const missing = answers.filter(({ verdict }) => verdict !== 'allowed');
  if (missing.some(({ gate }) => gate === 'approvals')) return `slipway approve ${runId}`;
  const times = missing.flatMap(({ possibleFrom }) => possibleFrom ?? []);
  const latest = times.sort().at(-1);
  return latest === undefined || times.length < missing.length
    ? `slipway proposals ${runId} says what is missing`
    : `"slipway tick" commits it from ${latest} on`;
}
