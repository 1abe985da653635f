import type { Catalog } from '../model/catalog';
import { spanMilliseconds } from '../model/instant';
import type { Approval, Actor } from './facts';
import type { Question } from './gate';
import { idsOf, peopleIn, somebodyOf } from './somebody';
import type { Somebody } from './somebody';
import { spanWords } from './words';

/** Clocks of two machines differ a little: an approval may be this much younger than now. */
const skewMilliseconds = 5 * 60_000;

const defaultLife = '24h';

/** Somebody whose approval counts, for the teams that he is in. */
export interface Approver extends Somebody {
  /** As it was told. */
  readonly name: string;
  readonly proof: Actor['proof'];
}

/** Who has agreed, and whose word does not count, and why. */
export interface Approvers {
  /** Each person once. */
  readonly counted: readonly Approver[];
  /** For people: `alice asked for it`. */
  readonly notCounted: readonly string[];
}

/** Approvals that count here, one for each person. */
export function approversOf(question: Question): Approvers {
  const counted = new Map<string, Approver>();
  const notCounted: string[] = [];
  for (const approval of question.facts.approvals) {
    if (approval.answer !== 'approve') continue;
    const { name, proof } = approval.by;
    const somebody = somebodyOf(question.catalog, approval.by);
    const why = whyNot(question, approval, somebody);
    if (why === undefined) counted.set(somebody.id, { ...somebody, name, proof });
    else notCounted.push(`${name} ${why}`);
  }
  return { counted: [...counted.values()], notCounted };
}

/** Whether a word counts at all: somebody has proved whose it is, and it is no pipeline's. */
export function isWordOfAPerson({ proof, isPipeline = false }: Actor): boolean {
  return !isPipeline && (proof === 'signed' || proof === 'forge' || proof === 'portal');
}

/** Approvers who are in some teams. */
export interface Members {
  /** Different people beyond doubt. */
  readonly counted: readonly Approver[];
  /** Those whom people.yaml does not know, though it says who is in these teams. */
  readonly unlisted: readonly Approver[];
}

/**
 * Those of them who are in one of these teams, each beyond doubt another person. Where people.yaml says of anybody that he is
 * in one of them, nobody else is: a login that it does not know may be that of somebody whom it knows by another. Where it
 * does not, those of one source count, the one that tells of more: a login of the forge and a name of the portal may be one
 * person's.
 */
export function approversIn(teams: readonly string[], approvers: readonly Approver[], catalog: Catalog): Members {
  const members = approvers.filter((one) => one.teams.some((team) => teams.includes(team)));
  const [listed, strangers] = parted(members, ({ person }) => person !== undefined);
  if (peopleIn(catalog, teams).length > 0) return { counted: listed, unlisted: strangers };
  const [forge, portal] = parted(strangers, ({ proof }) => proof === 'forge');
  return { counted: forge.length < portal.length ? portal : forge, unlisted: [] };
}

function parted(
  approvers: readonly Approver[],
  isFirst: (one: Approver) => boolean,
): readonly [readonly Approver[], readonly Approver[]] {
  return [approvers.filter(isFirst), approvers.filter((one) => !isFirst(one))];
}

/** Ids of everybody who has a hand in it, by any of their names. */
export function involvedIds({ catalog, facts }: Question): ReadonlySet<string> {
  return new Set([facts.requester, ...facts.alsoInvolved].flatMap((identity) => idsOf(catalog, identity)));
}

function whyNot(question: Question, { by, at }: Approval, somebody: Somebody): string | undefined {
  const { catalog, gates, facts } = question;
  const life = gates.approvalLife ?? defaultLife;
  const age = Date.parse(facts.now) - Date.parse(at);
  const involved = involvedIds(question);
  if (by.isPipeline === true) return 'is a pipeline';
  if (!isWordOfAPerson(by)) return 'is a name that nobody has proved';
  if (idsOf(catalog, by).some((id) => involved.has(id))) return 'asked for it or had a hand in it';
  if (age > spanMilliseconds(life)) return `agreed ${spanWords(age)} ago, and an approval counts for ${life}`;
  // Written so that an instant that nobody can read does not count.
  if (!(age >= -skewMilliseconds)) return `agreed at ${at}, which is still to come`;
  return somebody.person === undefined && isFromElsewhere(question, by)
    ? `is not in people.yaml, and may be ${facts.requester.name}, who asked elsewhere`
    : undefined;
}

// Without an entry in people.yaml, a name of the forge and one of the portal may be one person's.
function isFromElsewhere({ catalog, facts: { requester } }: Question, by: Actor): boolean {
  const isTold = requester.proof === 'forge' || requester.proof === 'portal';
  return isTold && requester.proof !== by.proof && somebodyOf(catalog, requester).person === undefined;
}
