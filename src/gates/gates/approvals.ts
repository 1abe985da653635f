import type { Effect } from '../../effects/effect';
import type { ApprovalRule } from '../../model/gates';
import { approversOf, involvedIds, isWordOfAPerson, approversIn } from '../approvers';
import type { Approver, Approvers } from '../approvers';
import { replyOf } from '../gate';
import type { Gate, Look, Question } from '../gate';
import { isGuarded } from '../guarded';
import { teamsMeant } from '../owners';
import { peopleIn, personId } from '../somebody';
import { counted, listed, once } from '../words';

/** Different people of some teams have to agree. */
export const approvals: Gate = {
  name: 'approvals',
  summary: `People of the teams that a rule names have to agree, as many as it says; each rule is about some kinds of effects, or
about all. Whoever asked, acted for somebody, or wrote the change does not count, nor does a pipeline, nor a name that nobody has
proved: a person has signed with a key of \`people.yaml\`, or the forge or the portal says who it was. All names of one person in
\`people.yaml\` are one person. Where it says of anybody that he is in one of the teams of a rule, nobody else counts for that
rule. Where it does not, people count with the teams that the forge or the portal tells, and of these two only the one that tells
of more people. An approval counts for \`approvalLife\`. One rejection refuses.

\`{team}\` is the team that owns the service, as the catalog before the change says; of a service that is new, and of what is no
service's, the owners of the environment, or else those of the platform.

Where anything needs an approval, a change of gates, people, freezes, of the team of a service, and an environment that comes or
goes, need one, too: if no rule names that kind, the rules that ask for most people are asked.`,
  example: `approvals:
  - { count: 2, teams: ["{team}", sre-team], kinds: [release, setting] }
  - { count: 1, teams: [sre-team] }
approvalLife: 8h
`,
  ask: (question) => replyOf([...rejections(question), ...missingApprovals(question)]),
};

/** So many people of these teams have to agree to these effects. */
interface Demand {
  readonly count: number;
  readonly teams: readonly string[];
  readonly effects: readonly Effect[];
}

function rejections({ facts, effects }: Question): readonly Look[] {
  return facts.approvals
    .filter(({ answer, by }) => answer === 'reject' && isWordOfAPerson(by))
    .map(({ by, comment }) => ({
      verdict: 'refused',
      effects,
      words: `${by.name} has rejected it${comment === undefined ? '' : `: ${comment}`}`,
    }));
}

function missingApprovals(question: Question): readonly Look[] {
  const approvers = approversOf(question);
  return demandsOf(question).map((demand) => lookAt(demand, question, approvers));
}

function lookAt(demand: Demand, question: Question, { counted: all, notCounted }: Approvers): Look {
  const { count, teams, effects } = demand;
  const { counted: members, unlisted } = approversIn(teams, all, question.catalog);
  const names = members.map(({ name }) => name);
  const has = members.length === 0 ? 'has none' : `has ${members.length} (${listed(names)})`;
  const needs = `needs ${counted(count, 'approval')} of ${teams.length === 0 ? 'a team that nobody has named' : listed(teams)}, ${has}`;
  if (members.length >= count) return { verdict: 'allowed', effects, words: needs };
  return {
    verdict: 'waiting',
    effects,
    words: [needs, ...once([...notCounted, ...unlisted.map(({ name }) => unlistedWords(name, teams))])].join('; '),
    whoCanGive: [...teams, ...whoIsLeft(teams, question, members)],
  };
}

function unlistedWords(name: string, teams: readonly string[]): string {
  return `${name} is not in people.yaml, which says who is of ${listed(teams)}`;
}

function whoIsLeft(teams: readonly string[], question: Question, members: readonly Approver[]): readonly string[] {
  const involved = involvedIds(question);
  const agreed = new Set(members.map(({ person }) => person));
  return peopleIn(question.catalog, teams).filter((key) => !involved.has(personId(key)) && !agreed.has(key));
}

/** What has to be agreed to, each rule once for each set of teams that it means. */
function demandsOf(question: Question): readonly Demand[] {
  const demands = new Map<string, Demand>();
  for (const effect of question.effects) {
    for (const rule of rulesFor(effect, question)) {
      const teams = once(teamsMeant(rule.teams, effect, question));
      const key = JSON.stringify([rule.count, teams]);
      demands.set(key, { count: rule.count, teams, effects: [...(demands.get(key)?.effects ?? []), effect] });
    }
  }
  return [...demands.values()];
}

/** Rules that are about an effect. An urgent fix has its own, where they are about this kind; what is guarded never is urgent. */
function rulesFor(effect: Effect, { gates, facts }: Question): readonly ApprovalRule[] {
  const usual = gates.approvals ?? [];
  const about = ({ kinds }: ApprovalRule): boolean => kinds === undefined || kinds.includes(effect.kind);
  const urgent = facts.hotfix === undefined ? [] : (gates.hotfix?.approvals ?? []).filter(about);
  if (isGuarded(effect)) {
    const named = usual.filter(about);
    return named.length > 0 ? named : strictest(usual);
  }
  return urgent.length > 0 ? urgent : usual.filter(about);
}

function strictest(rules: readonly ApprovalRule[]): readonly ApprovalRule[] {
  const most = Math.max(...rules.map(({ count }) => count));
  return rules.filter(({ count }) => count === most);
}
