import type { Decision, GateAnswer } from '../gates/decision';
import type { PathChange } from '../gitops/changed-paths';
import type { CommitReader } from '../gitops/commit-reader';
import type { LoggedCommit } from '../gitops/history';
import type { Catalog } from '../model/catalog';
import { InputError, describeProblem } from '../model/problem';
import { Refusal } from '../model/refusal';
import type { AnswersTo } from './answers-to';
import type { EvidenceFiles } from './evidence-statement';
import type { AskTicket } from './facts-for';
import { groundsByHand } from './grounds-by-hand';
import { Head, type RepositoryPlaces } from './head';
import { commitEffects, judgeEffects, type CommitEffects } from './judge-commit';
import { isOfOtherRenderer, notRendered } from './not-rendered';
import { rangeSteps, type RangeStep } from './range-line';
import { explanationOf, runsEver, type Proving } from './record-facts';
import type { Review } from './review';
import { ticketsBefore } from './ticket-asking';
import { withGatesOf } from './with-gates-of';

/** What a commit is. */
export type CommitKind = 'change' | 'by hand' | 'nothing' | 'unexplained' | 'invalid';

/** A commit of a range, judged. */
export interface JudgedCommit {
  readonly commit: string;
  readonly subject: string;
  readonly author: string;
  readonly kind: CommitKind;
  readonly isAllowed: boolean;
  /** Rendered files of it that another version of Slipway, or somebody, has made: nobody can tell from here. */
  readonly unverified: readonly string[];
  /** Why, where it is not allowed, or what it does: whole sentences without a full stop. */
  readonly words: readonly string[];
  readonly answers: readonly GateAnswer[];
  /** Reviews that are of exactly this change. @default - it explains nothing that could be reviewed */
  readonly reviewed?: KeptReviews;
}

/** Reviews of a change, as they can be kept. */
export interface KeptReviews {
  /** What they answer: the run id of a request, or the name of a change by hand. */
  readonly proposal: string;
  /** Of what the change does. */
  readonly digest: string;
  readonly reviews: readonly Review[];
}

/** What judging works with. */
export interface Judging {
  readonly writer: CommitReader;
  readonly places: RepositoryPlaces;
  /** When it is judged; undefined: when each commit was made. */
  readonly now: string | undefined;
  /** What time it is (RFC 3339): nothing was committed later. */
  readonly clock: string;
  readonly evidence: EvidenceFiles;
  readonly reviews: readonly Review[];
  /** What was answered to requests. */
  readonly answersTo: AnswersTo;
  readonly askTicket: AskTicket | undefined;
  /** Whether it is the branch itself that is judged: what its commits name was reviewed. */
  readonly isBranch: boolean;
  /** Version of this program. */
  readonly version: string;
  /**
   * Whether rendered files have to be what this program renders. Else they need not where another version made them: where the
   * record of the commit names one, or where what was there before is not what this program renders, either.
   */
  readonly isRendering: boolean;
}

/** Clocks of two machines differ a little. */
const skewMilliseconds = 5 * 60_000;

/**
 * Judges the commits of a range, each by the gates of its parent and by those before the range: who weakens a gate in one
 * commit cannot use it in the next one. What a commit does is found from its bytes, whoever made it and however.
 *
 * @param base undefined for all commits from the first one on
 */
export async function judgeRange(
  base: string | undefined,
  head: string,
  judging: Judging,
): Promise<readonly JudgedCommit[]> {
  const steps = await rangeSteps(judging.writer, base, head);
  const judged: JudgedCommit[] = [];
  let known = base === undefined ? undefined : await lastHead(base, judging);
  let at = base === undefined ? undefined : await timeOf(base, judging.writer);
  const start = known;
  const first = start?.loaded.catalog;
  let ever: Promise<ReadonlySet<string>> | undefined;
  const runsBefore = (): Promise<ReadonlySet<string>> =>
    (ever ??= start === undefined ? Promise.resolve(new Set<string>()) : runsEver(judging.writer, start));
  for (const step of steps) {
    const { result, child } = await judgeStep(step, known, first ?? known?.loaded.catalog, {
      ...judging,
      tip: head,
      runsBefore,
      askTicketOf: judging.isBranch ? () => judging.askTicket : ticketsBefore(judging.askTicket, first),
    });
    const late = timeProblem(step.commit, at, judging);
    judged.push(late === undefined ? result : { ...result, isAllowed: false, words: [...result.words, late] });
    known = child ?? known;
    at = step.commit.at;
  }
  return await withoutRewinding(judged, base, head, judging.writer);
}

/** A branch goes forward: what it had is in what it becomes, or somebody takes commits away with all that they say. */
async function withoutRewinding(
  judged: readonly JudgedCommit[],
  base: string | undefined,
  head: string,
  writer: CommitReader,
): Promise<readonly JudgedCommit[]> {
  if (base === undefined || base === head || (await writer.mergeBase(base, head)) === base) return judged;
  const words = `it does not stand on ${base.slice(0, 10)}, whose history it would take away; merge that, or rebase onto it`;
  return judged.map((one) => ({ ...one, isAllowed: false, words: [...one.words, words] }));
}

/** The last commit with a valid catalog, up to one: a catalog that is broken, or gone, has the gates that it had. */
async function lastHead(commit: string, { writer, places }: Judging): Promise<Head | undefined> {
  const there = await headAt(commit, writer, places, undefined);
  if (there instanceof Head) return there;
  const line = new Map((await writer.log(commit)).map(({ id, parents }) => [id, parents[0]]));
  for (let id = line.get(commit); id !== undefined; id = line.get(id)) {
    const before = await headAt(id, writer, places, undefined);
    if (before instanceof Head) return before;
  }
  return undefined;
}

/** A commit with its catalog; what is wrong with it; or undefined when it has none. */
async function headAt(
  commit: string,
  writer: CommitReader,
  places: RepositoryPlaces,
  known: Head | undefined,
): Promise<Head | readonly string[] | undefined> {
  try {
    return await Head.open(writer, commit, places, known);
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(describeProblem);
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

async function timeOf(commit: string, writer: CommitReader): Promise<string | undefined> {
  return (await writer.log(commit)).find(({ id }) => id === commit)?.at;
}

/** Whoever commits says when: not before what he stands on, and not later than now. */
function timeProblem({ at }: LoggedCommit, before: string | undefined, { clock }: Judging): string | undefined {
  if (before !== undefined && Date.parse(at) < Date.parse(before) - skewMilliseconds)
    return `it says that it was committed at ${at}, which is earlier than its parent (${before})`;
  return Date.parse(at) > Date.parse(clock) + skewMilliseconds
    ? `it says that it was committed at ${at}, which is still to come`
    : undefined;
}

async function judgeStep(
  step: RangeStep,
  before: Head | undefined,
  gatesBefore: Catalog | undefined,
  judging: JudgingTo,
): Promise<{ readonly result: JudgedCommit; readonly child: Head | undefined }> {
  const { writer, places } = judging;
  const { id, message, author } = step.commit;
  const said = { commit: id, subject: message.split('\n')[0] ?? '', author: author.email };
  const child = await headAt(id, writer, places, before);
  if (!(child instanceof Head)) {
    if (child === undefined && before === undefined)
      return { result: { ...said, kind: 'nothing', isAllowed: true, unverified: [], words: [], answers: [] }, child };
    const words = child ?? [`it has no catalog: the folder "${places.catalog}" is gone`];
    return {
      result: { ...said, kind: 'invalid', isAllowed: false, unverified: [], words, answers: [] },
      child: undefined,
    };
  }
  if (before === undefined) {
    const words = ['the first commit with a catalog: there are no gates before it'];
    return { result: { ...said, kind: 'by hand', isAllowed: true, unverified: [], words, answers: [] }, child };
  }
  const effects = await commitEffects(writer, before, child);
  if (effects.files.length + effects.records.length === 0)
    return { result: { ...said, kind: 'nothing', isAllowed: true, unverified: [], words: [], answers: [] }, child };
  const result = await judgeEffectsOf(step, before, child, effects, gatesBefore ?? before.loaded.catalog, judging);
  return { result: { ...said, ...result }, child };
}

/** With the end of the range, which reviews are of. */
type JudgingTo = Judging & Proving;

async function judgeEffectsOf(
  step: RangeStep,
  before: Head,
  child: Head,
  effects: CommitEffects,
  gatesBefore: Catalog,
  judging: JudgingTo,
): Promise<Omit<JudgedCommit, 'commit' | 'subject' | 'author'>> {
  const isByHand = effects.records.length === 0;
  const explained = isByHand
    ? await groundsByHand(step.commit, before, effects, judging)
    : await explanationOf(step.commit, before, child, effects, judging);
  const version = typeof explained === 'string' ? undefined : explained.version;
  const { wrong: otherBytes, unverified } = bytesOf(before, child, effects, version, judging);
  const wrong = [
    ...(typeof explained === 'string' ? [explained] : []),
    ...oddFiles(effects.files),
    ...otherBytes.map((path) => `"${path}" is not what the catalog renders; run "slipway synth"`),
  ];
  const explanation =
    typeof explained === 'string' ? await groundsByHand(step.commit, before, effects, judging) : explained;
  const { catalog } = before.loaded;
  const decisions = await Promise.all(
    [...new Set([catalog, withGatesOf(catalog, gatesBefore)])].map(async (gates) => {
      const { facts, approvals } = await explanation.factsBy(gates);
      return judgeEffects(effects.effects, explanation.digest, gates, facts, approvals);
    }),
  );
  const answers = worstOf(decisions);
  const isAllowed = decisions.every(({ verdict }) => verdict === 'allowed') && wrong.length === 0;
  const refusals = answers.flatMap((one) =>
    one.verdict === 'allowed' ? [] : [`${one.environment}: ${one.gate}: ${one.words}`],
  );
  return {
    kind: isByHand ? 'by hand' : typeof explained === 'string' ? 'unexplained' : 'change',
    isAllowed,
    unverified,
    words: isAllowed ? effects.effects.effects.map((effect) => effect.words) : [...wrong, ...refusals],
    answers,
    ...(typeof explained !== 'string' && { reviewed: { ...explanation.reviewed, digest: explanation.digest } }),
  };
}

/**
 * Rendered files of a commit that this program renders otherwise: those that are wrong, and those of which it cannot be told.
 *
 * @param version of Slipway, as the record of the commit says. @default - there is none
 */
function bytesOf(
  before: Head,
  child: Head,
  effects: CommitEffects,
  version: string | undefined,
  judging: Judging,
): { readonly wrong: readonly string[]; readonly unverified: readonly string[] } {
  try {
    // What a commit by hand has not rendered yet runs as it did; an audit is about what became of files.
    const touched = new Set(effects.files.map(({ path }) => child.inTree(path)));
    const paths = notRendered(before, child, effects).filter((path) => judging.isRendering || touched.has(path));
    const named = paths.map((path) => child.treePath(path));
    if (judging.isRendering || paths.length === 0) return { wrong: named, unverified: [] };
    const isOther = version === undefined ? isOfOtherRenderer(before, paths) : version !== judging.version;
    return isOther ? { wrong: [], unverified: named } : { wrong: named, unverified: [] };
  } catch (error) {
    // A chart, or code of a team, may not be had any more where somebody looks back.
    if (judging.isRendering || !(error instanceof InputError || error instanceof Refusal)) throw error;
    const paths = effects.files.map(({ path }) => path);
    return { wrong: [], unverified: paths.filter((path) => child.documentAt(path) === undefined) };
  }
}

/** Answers of both catalogs' gates: of two for one gate and environment, the worse. */
function worstOf(decisions: readonly Decision[]): readonly GateAnswer[] {
  const ranks = { allowed: 0, waiting: 1, refused: 2 } as const;
  const worst = new Map<string, GateAnswer>();
  for (const answer of decisions.flatMap(({ answers }) => answers)) {
    const key = `${answer.environment} ${answer.gate}`;
    const other = worst.get(key);
    if (other === undefined || ranks[answer.verdict] > ranks[other.verdict]) worst.set(key, answer);
  }
  return [...worst.values()];
}

/** Links and submodules, whose content is somewhere else. */
function oddFiles(files: readonly PathChange[]): readonly string[] {
  return files.flatMap(({ path, mode }) => {
    if (mode === '120000') return [`"${path}" is a symbolic link; put the file itself there`];
    return mode === '160000' ? [`"${path}" is a submodule; put the files themselves there`] : [];
  });
}
