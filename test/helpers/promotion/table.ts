import type { ChangeRequest } from '../../../src/changes/request';
import { Refusal } from '../../../src/model/refusal';
import { aDesk, clock, digestOf, type Desk } from '../a-delivery';
import { commitByHand } from '../a-hand-commit';
import { headOf } from '../a-remote';
import { waitingIn } from './history';
import { people, type Who } from './step';
import type { Told } from './told';

/** A request without a run id. */
export type Wish = Pick<ChangeRequest, 'verb' | 'fields'> & Partial<ChangeRequest>;

/** What came of something that was asked, as far as the model looks at it. */
interface Heard {
  readonly state: string;
  readonly runId: string;
  readonly subject?: string;
  readonly isEarlier?: boolean | undefined;
  readonly effects?: readonly { readonly environment?: string | undefined; readonly kind: string }[];
}

/** Where people sit who work on one branch, and what they were told. */
export class Table implements Told {
  readonly committed = new Set<string>();
  readonly byHand = new Set<string>();
  readonly refused = new Set<string>();
  readonly takenBack = new Set<string>();
  readonly ticks: { readonly head: string; readonly at: number }[] = [];
  /** What the model saw by itself that breaks a promise. */
  readonly broken: string[] = [];
  /** How often each verb was committed, and how often a release came to prod. */
  readonly done = new Map<string, number>();
  private readonly asked: (Wish & { readonly runId: string })[] = [];
  private runs = 0;

  private constructor(
    readonly remote: string,
    private readonly desks: ReadonlyMap<string, Desk>,
  ) {}

  /** Everybody sits down, on a Wednesday at ten. */
  static async laid(remote: string): Promise<Table> {
    clock.now = '2026-11-25T10:00:00.000Z';
    const all = [...people, 'controller'] as const;
    const desks = await Promise.all(all.map(async (name) => [name, await aDesk(remote, name)] as const));
    return new Table(remote, new Map(desks));
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return Date.parse(clock.now);
  }

  /** An instant so many hours from now. */
  hoursOn(hours: number): string {
    return new Date(this.now + hours * 3_600_000).toISOString();
  }

  /** Time passes. */
  pass(seconds: number): void {
    clock.now = new Date(this.now + seconds * 1_000).toISOString();
  }

  desk(who: Who | 'controller'): Desk {
    const desk = this.desks.get(who);
    if (desk === undefined) throw new Error(`nobody is called ${who}`);
    return desk;
  }

  /** A run id that nobody has used. */
  named(wish: Wish): Wish & { readonly runId: string } {
    return { runId: `${wish.verb}-${++this.runs}`, ...wish };
  }

  async ask(who: Who, wish: Wish): Promise<void> {
    const request = this.named(wish);
    this.asked.push(request);
    this.hear([await this.desk(who).ask(request)]);
  }

  /** Somebody asks for what was asked for last, with the same run id. */
  async askAgain(who: Who): Promise<void> {
    const last = this.asked.at(-1);
    if (last !== undefined) this.hear([await this.desk(who).ask(last)]);
  }

  hear(outcomes: readonly Heard[]): void {
    for (const { state, runId, subject = '', isEarlier = false, effects = [] } of outcomes) {
      if (state !== 'committed') continue;
      this.committed.add(runId);
      // Who asks once more hears of the commit that there is.
      if (isEarlier) continue;
      const words = [
        subject.split(' ')[0] ?? '',
        ...(effects.some(({ environment, kind }) => environment === 'prod' && kind === 'release')
          ? ['release in prod']
          : []),
      ];
      for (const word of words) this.done.set(word, (this.done.get(word) ?? 0) + 1);
    }
  }

  /** What happened beside what is asked for: people commit by hand, somebody takes something back. */
  count(word: string): void {
    this.done.set(word, (this.done.get(word) ?? 0) + 1);
  }

  /** Somebody looks at what waits, and does something about one of it; whatever is refused by that is over. */
  async about(which: number, act: (runId: string) => Promise<readonly Heard[]>): Promise<void> {
    const waiting = waitingIn(this.remote);
    const runId = [...waiting.keys()][which % Math.max(waiting.size, 1)];
    if (runId === undefined) return;
    try {
      this.hearOf(waiting, await act(runId));
    } catch (error) {
      // A proposal that cannot be made any more refuses every answer.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** The same of many outcomes at once. @param waiting what waited before, by run id */
  hearOf(waiting: ReadonlyMap<string, string>, outcomes: readonly Heard[]): void {
    this.hear(outcomes);
    for (const { state, runId } of outcomes) {
      const asked = waiting.get(runId);
      if (state === 'refused' && asked !== undefined) this.refused.add(asked);
    }
  }

  /** Somebody does what is due. */
  async tick(who: Who): Promise<void> {
    const waiting = waitingIn(this.remote);
    this.hearOf(waiting, await this.desk(who).delivery.tick());
    this.ticks.push({ head: headOf(this.remote), at: this.now });
  }

  /** Somebody who may push commits files. */
  pushByHand(files: Readonly<Record<string, string>>): void {
    this.byHand.add(commitByHand(this.remote, { files, at: clock.now }));
    this.count('by hand');
  }
}

/** The version of a release of the model. */
export function versionOf(number: number): { readonly version: string; readonly digest: string } {
  return { version: `v2.${number}.0`, digest: digestOf(`v2.${number}.0`) };
}
