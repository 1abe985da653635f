import type { Act } from '../delivery/act-statement';
import type { AskedRequest } from '../delivery/candidates';
import type { ProposalReply } from '../delivery/approval-statement';
import type { Delivery } from '../delivery/delivery';
import type { Asker } from '../delivery/plan-request';
import type { Outcome } from '../delivery/outcome';
import type { Actor } from '../gates/facts';
import { GitError } from '../gitops/run-git';
import type { Catalog } from '../model/catalog';
import { describeProblem, InputError } from '../model/problem';
import { Refusal } from '../model/refusal';
import type { PortalNames } from '../portal/change-request-of';
import type { PlacementStatus } from '../portal/status';
import { withoutSecrets } from '../secrets/hide';
import { deploymentIdentifier } from '../portal/port/entities';
import type { AnswerOutcome, AnswersOutcome, AskedChange, ChangeDoor, ChangeOutcome, ProposalAnswer } from './door';
import type { Observation } from './observation';
import { placementsChanged, placementsIn, servicesChanged } from './outcome-status';

/** What the door is told besides. */
export interface DeliveryDoorOptions {
  /** Where people look at a commit; `{commit}` stands for its id. @default - nowhere */
  readonly commitUrl?: string | undefined;
  /** Root of the tree in the repository; empty for that of the repository. */
  readonly root: string;
}

/** The door behind which changes are decided and committed. */
export class DeliveryDoor implements ChangeDoor {
  /** Names were asked for, and nothing since: the branch was looked at for the changes that come next. */
  private hasLooked = false;

  constructor(
    private readonly delivery: Delivery,
    private readonly options: DeliveryDoorOptions,
  ) {}

  async submitAll(changes: readonly AskedChange[]): Promise<readonly ChangeOutcome[]> {
    return await this.orLater(
      changes.map(({ request }) => request.runId),
      async () => {
        const [known, fresh] = [changes.filter(({ hasWaited }) => hasWaited), changes.filter((one) => !one.hasWaited)];
        const told = [...(await this.recalled(known)), ...(await this.submitted(fresh))];
        const byRun = new Map(told.map((one) => [one.runId, one]));
        return changes.flatMap(({ request }) => byRun.get(request.runId) ?? []);
      },
    );
  }

  async answerAll(answers: readonly ProposalAnswer[]): Promise<AnswersOutcome> {
    const told: AnswerOutcome[] = [];
    const outcomes: Outcome[] = [];
    for (const { runId, proposal, answer, by, alsoInvolved, of, comment } of answers) {
      const answerer = alsoInvolved.length > 0 ? undefined : answererOf(by);
      if (answerer === undefined) {
        const words = `nobody has proved that "${by.name}" answers: the portal must know the run, and that nobody else started it`;
        told.push({ runId, isTaken: false, words });
        continue;
      }
      try {
        const outcome = await this.delivery.answer(proposal, { answer, comment, of, by: answerer, id: runId });
        told.push({ runId, isTaken: true, words: `${proposal}: ${wordsOf(outcome)}` });
        outcomes.push(outcome);
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof InputError)) throw error;
        told.push({ runId, isTaken: false, words: error.message });
      }
    }
    return { answers: told, proposals: await this.allTold(outcomes) };
  }

  async observe(observations: readonly Observation[]): Promise<readonly PlacementStatus[]> {
    await this.delivery.observe(
      observations.flatMap(({ service, environment, verdict, healthySince, head, observedAt }) =>
        head === undefined ? [] : [{ service, environment, verdict, healthySince, head, observedAt }],
      ),
    );
    const seen = new Set(observations.map(({ service, environment }) => `${service} ${environment}`));
    return placementsIn(await this.delivery.catalog(), ({ service, environment }) =>
      seen.has(`${service} ${environment}`),
    );
  }

  async keepActs(acts: readonly Act[]): Promise<void> {
    await this.delivery.keepActs(acts);
  }

  async tick(): Promise<readonly ChangeOutcome[]> {
    return await this.orLater([], async () => await this.allTold(await this.delivery.tick()));
  }

  async names(): Promise<PortalNames> {
    const { services } = await this.delivery.catalog();
    this.hasLooked = true;
    const placements = [...services].flatMap(([service, { overlays }]) =>
      [...overlays.keys()].map((environment) => ({ service, environment })),
    );
    return {
      placements: new Map(placements.map((one) => [deploymentIdentifier(one.service, one.environment), one])),
      services: new Set(services.keys()),
    };
  }

  private async submitted(changes: readonly AskedChange[]): Promise<readonly ChangeOutcome[]> {
    const isLookedAt = this.hasLooked;
    this.hasLooked = false;
    const outcomes = [...(await this.delivery.submit(changes.map(askingOf), isLookedAt))];
    const uncounted = outcomes.map((): string[] => []);
    for (const [index, { portalApprovers }] of changes.entries()) {
      for (const by of portalApprovers) {
        const outcome = outcomes[index];
        if (outcome === undefined || !isWaiting(outcome)) continue;
        const answered = await this.approvedBy(outcome, by);
        if (typeof answered === 'string') uncounted[index]?.push(answered);
        else outcomes[index] = answered;
      }
    }
    const told = await this.allTold(outcomes);
    // Somebody has pressed a button that says "approve": without a word he would look for his approval where it is not.
    return told.map((one, index) => ({ ...one, words: [one.words, ...(uncounted[index] ?? [])].join('; ') }));
  }

  private async recalled(changes: readonly AskedChange[]): Promise<readonly ChangeOutcome[]> {
    const runIds = changes.map(({ request }) => request.runId);
    const outcomes = await this.delivery.recall(runIds);
    const gone = runIds.filter((_, index) => outcomes[index] === undefined);
    return [
      ...(await this.allTold(outcomes.filter((one) => one !== undefined))),
      ...gone.map((runId): ChangeOutcome => ({ runId, state: 'refused', words: endedWords, effects: [] })),
    ];
  }

  /**
   * What somebody has agreed to may have become another thing since: then it waits on, as for one whose name cannot be kept.
   *
   * @returns why the approval does not count, where it does not
   */
  private async approvedBy(waiting: WaitingOutcome, by: Actor): Promise<Outcome | string> {
    const answerer = answererOf(by);
    if (answerer === undefined) return `an approval does not count: nobody has proved who "${by.name}" is`;
    const id = `${waiting.runId} by ${by.name}`;
    try {
      return await this.delivery.answer(waiting.runId, { answer: 'approve', of: waiting.digest, by: answerer, id });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      // A name that looks like a secret is not repeated, and one that is too long is not, either.
      const why = error.problems.map(({ message, hint }) =>
        [message, hint].filter((text) => text !== undefined).join(', '),
      );
      return withoutSecrets(
        `an approval does not count, since the name of who gave it cannot be kept: ${why.join('; ')}`,
      );
    }
  }

  /** A remote that cannot be reached is no answer to anybody's request; nor is a key that Argo CD would not take. */
  private async orLater(
    runIds: readonly string[],
    work: () => Promise<readonly ChangeOutcome[]>,
  ): Promise<readonly ChangeOutcome[]> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof GitError || error instanceof Refusal)) throw error;
      return runIds.map((runId) => ({ runId, state: 'later', words: error.message, effects: [] }));
    }
  }

  private async allTold(outcomes: readonly Outcome[]): Promise<readonly ChangeOutcome[]> {
    const hasChanged = outcomes.some(({ state }) => state === 'committed');
    const catalog = hasChanged ? this.delivery.lastCatalog : undefined;
    return outcomes.map((outcome) => this.toldOf(outcome, catalog));
  }

  private toldOf(outcome: Outcome, catalog: Catalog | undefined): ChangeOutcome {
    const { commitUrl, root } = this.options;
    const { runId, state } = outcome;
    const told = { runId, state: toldState(state), words: wordsOf(outcome), effects: effectsIn(outcome) };
    if (isWaiting(outcome)) {
      const commit = outcome.state === 'branched' && outcome.commit !== '' ? outcome.commit : undefined;
      const link = commit === undefined ? undefined : commitUrl?.replaceAll('{commit}', commit);
      return { ...told, digest: outcome.digest, ...(link !== undefined && { link }) };
    }
    if (outcome.state !== 'committed' || catalog === undefined) return told;
    const { commit, at } = outcome;
    return {
      ...told,
      commit,
      link: commitUrl?.replaceAll('{commit}', commit),
      placements: placementsChanged(outcome, catalog),
      services: servicesChanged(outcome, catalog, at),
      syncs: outcome.touched.flatMap(({ name, environment, folder, sync }) =>
        sync === 'automatic'
          ? []
          : [{ application: name, environment, path: inRepository(root, folder), commit, committedAt: Date.parse(at) }],
      ),
    };
  }
}

const endedWords = 'it waits no more, and is in no commit: somebody has rejected it, or taken it back';

function askingOf({ request, asker, alsoInvolved, claimedEmail }: AskedChange): AskedRequest {
  const said: Asker = {
    ...toldIdentity(asker),
    email: asker.proof === 'claimed' ? asker.name : claimedEmail,
    alsoInvolved: alsoInvolved.flatMap((one) => toldIdentity(one).by ?? []),
  };
  return { request, asker: said };
}

/** What a program may pass on: what it was told, and not what somebody claims. */
function toldIdentity({ name, proof, teams = [], isPipeline = false }: Actor): Pick<Asker, 'by'> {
  if (proof !== 'portal' && proof !== 'forge' && proof !== 'token') return {};
  return { by: { name, proof, teams: [...teams], isPipeline } };
}

/** @returns undefined for a name that nobody has proved */
function answererOf({ name, proof, teams = [] }: Actor): ProposalReply['by'] {
  return proof === 'portal' || proof === 'forge' ? { name, proof, teams: [...teams] } : undefined;
}

function effectsIn(outcome: Outcome): readonly string[] {
  return 'effects' in outcome ? outcome.effects.map(({ words }) => words) : [];
}

type WaitingOutcome = Extract<Outcome, { state: 'waiting' | 'branched' }>;

/** Whether people can answer it. */
function isWaiting(outcome: Outcome): outcome is WaitingOutcome {
  return outcome.state === 'waiting' || outcome.state === 'branched';
}

/** What people do at the forge or in a work tree is waiting, or no, for a portal. */
function toldState(state: Outcome['state']): ChangeOutcome['state'] {
  switch (state) {
    case 'branched':
      return 'waiting';
    case 'by hand':
      return 'refused';
    default:
      return state;
  }
}

function wordsOf(outcome: Outcome): string {
  switch (outcome.state) {
    case 'committed':
      return `${outcome.subject}: committed as ${outcome.commit.slice(0, 10)}`;
    case 'branched':
      return `${outcome.subject}: waits on the branch ${outcome.branch}: open a pull request; what is merged goes ahead`;
    case 'by hand':
      return `${outcome.subject}: people commit this themselves here: the option --edit of slipway writes it into a work tree`;
    case 'waiting':
    case 'refused': {
      const missing = outcome.decision.answers.filter(({ verdict }) => verdict !== 'allowed');
      const why = missing.map(({ environment, gate, words }) => `${environment}: ${gate}: ${words}`).join('; ');
      return `${outcome.subject}: ${outcome.state === 'waiting' ? 'waits' : 'refused'}: ${why}`;
    }
    case 'unchanged':
      return outcome.subject;
    case 'invalid':
      // A request that is refused for its form repeats what was sent, and the portal shows it to everybody.
      return withoutSecrets(outcome.problems.map(describeProblem).join('; '));
    case 'rejected':
      return outcome.words;
  }
}

function inRepository(root: string, folder: string): string {
  return root === '' ? folder : `${root}/${folder}`;
}
