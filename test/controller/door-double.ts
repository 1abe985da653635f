import type { AnswersOutcome, AskedChange, ChangeDoor, ChangeOutcome, ProposalAnswer } from '../../src/controller/door';
import type { Act } from '../../src/delivery/act-statement';
import type { Observation } from '../../src/controller/observation';
import type { PortalNames } from '../../src/portal/change-request-of';

/** A door that keeps in memory what it was asked, and does what a test says. It knows no catalog, no gate and no Git. */
export class DoorDouble implements ChangeDoor {
  /** Calls of `submitAll`, with the run ids of each. */
  readonly batches: (readonly string[])[] = [];
  /** Changes that were carried out, by run id, in order: each once. */
  readonly done = new Map<string, AskedChange>();
  readonly answers: ProposalAnswer[] = [];
  readonly observations: Observation[] = [];
  readonly acts: Act[] = [];
  readonly waiting = new Set<string>();
  /** What becomes of a change. @default - it is committed */
  decide: (change: AskedChange) => Omit<ChangeOutcome, 'runId'> = ({ request }) => committed(request.runId);
  /** Thrown by every call, for as long as it is set. */
  fault: Error | undefined;
  ticked: readonly ChangeOutcome[] = [];

  async submitAll(changes: readonly AskedChange[]): Promise<readonly ChangeOutcome[]> {
    this.batches.push(changes.map(({ request }) => request.runId));
    await this.entered();
    return changes.map((change) => {
      const { runId } = change.request;
      if (this.done.has(runId)) return { runId, ...committed(runId) };
      const outcome = { runId, ...this.decide(change) };
      if (outcome.state === 'committed') this.done.set(runId, change);
      if (outcome.state === 'waiting') this.waiting.add(runId);
      return outcome;
    });
  }

  async answerAll(answers: readonly ProposalAnswer[]): Promise<AnswersOutcome> {
    await this.entered();
    this.answers.push(...answers);
    const known = answers.filter(({ proposal }) => this.waiting.has(proposal));
    return {
      answers: answers.map(({ runId, proposal, answer }) => ({
        runId,
        isTaken: this.waiting.has(proposal),
        words: this.waiting.has(proposal) ? `${answer} of ${proposal}` : `no proposal "${proposal}" waits`,
      })),
      proposals: known.map(({ proposal, answer }) =>
        answer === 'approve'
          ? { runId: proposal, ...committed(proposal) }
          : { runId: proposal, state: 'refused', words: 'somebody is against it', effects: [] },
      ),
    };
  }

  async observe(observations: readonly Observation[]): ReturnType<ChangeDoor['observe']> {
    await this.entered();
    this.observations.push(...observations);
    return [];
  }

  async keepActs(acts: readonly Act[]): Promise<void> {
    await this.entered();
    this.acts.push(...acts);
  }

  async tick(): Promise<readonly ChangeOutcome[]> {
    await this.entered();
    return this.ticked;
  }

  async names(): Promise<PortalNames> {
    await this.entered();
    return names;
  }

  private async entered(): Promise<void> {
    await Promise.resolve();
    if (this.fault !== undefined) throw this.fault;
  }
}

const environments = ['dev', 'staging', 'prod'];
const services = ['payment-service', 'web'];

/** What the catalog of the double has. */
export const names: PortalNames = {
  services: new Set(services),
  placements: new Map(
    services.flatMap((service) =>
      environments.map((environment) => [`${service}-${environment}`, { service, environment }] as const),
    ),
  ),
};

/** An outcome. */
export function committed(runId: string): Omit<ChangeOutcome, 'runId'> {
  return {
    state: 'committed',
    words: `${runId} is in Git`,
    effects: ['release of payment-service in prod: v1.2.0 -> v1.3.0'],
    commit: 'c'.repeat(40),
    link: `https://git.example.com/commit/${runId}`,
    placements: [
      {
        service: 'payment-service',
        environment: 'prod',
        version: 'v1.3.0',
        promotedFrom: 'staging',
        changeTicket: 'CHG-12345',
      },
    ],
  };
}
