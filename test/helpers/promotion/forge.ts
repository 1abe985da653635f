import type { SealNamespace } from '../../../src/delivery/sealed';
import { clock } from '../a-delivery';
import { commitByHand } from '../a-hand-commit';
import { headOf } from '../a-remote';
import { git } from '../a-repository';
import { waitingIn } from './history';
import type { Who } from './step';
import { versionOf, type Table } from './table';
import type { Told } from './told';

/** An answer that somebody gives, or somebody makes up. */
export interface ForgedAnswer {
  readonly who: Who | 'controller';
  /** @default approve */
  readonly answer?: string;
  /** @default the run id of the commit */
  readonly proposal?: string;
  /** @default what the record says */
  readonly of?: string;
  /** RFC 3339. @default now */
  readonly at?: string;
  /** @default what approvals are signed for */
  readonly namespace?: SealNamespace;
  /** Whether the text is another one than was signed. @default false */
  readonly isTampered?: boolean;
}

/** A commit that gates would not have made. */
export interface Forged {
  /** What becomes of files: of a path of the repository. @default a line elsewhere */
  readonly files?: Readonly<Record<string, string>>;
  /** Fields of the request besides its run id. */
  readonly asked?: Readonly<Record<string, unknown>>;
  /** @default dev */
  readonly by?: Who;
  readonly approvals?: readonly ForgedAnswer[];
  /** Health of releases that the record keeps, signed by the controller unless it is said otherwise. */
  readonly health?: readonly object[];
  readonly healthBy?: Who;
  /** @default forged */
  readonly runId?: string;
  /** As the name of the file says. @default the run id */
  readonly filedAs?: string;
  /** Year and month. @default of now */
  readonly folder?: string;
  /** When the commit says that it was made. @default now */
  readonly committedAt?: string;
  /** @default the head */
  readonly parents?: readonly string[];
  /** Whether nobody is told. @default false */
  readonly isSecret?: boolean;
}

const digest = `sha256:${'f'.repeat(64)}`;

/** Somebody who forges commits on a repository in which all was right so far; what he tells people is told. */
export class Forger implements Told {
  readonly committed: Set<string>;
  readonly byHand: Set<string>;
  readonly refused = new Set<string>();
  readonly takenBack = new Set<string>();
  readonly ticks: { readonly head: string; readonly at: number }[] = [];

  constructor(readonly table: Table) {
    this.committed = new Set(table.committed);
    this.byHand = new Set(table.byHand);
  }

  get remote(): string {
    return this.table.remote;
  }

  /** @returns the request, as it was signed */
  async commit(forged: Forged): Promise<string> {
    const { runId = 'forged', by = 'dev', asked = {}, approvals = [], health = [], healthBy = 'controller' } = forged;
    const now = clock.now;
    const { filedAs = runId, folder = now.slice(0, 7).replace('-', '/') } = forged;
    const request = await this.signed(by, 'slipway-request', { runId, verb: 'set', fields: {}, at: now, ...asked });
    const record = {
      predicate: {
        request,
        approvals: await Promise.all(approvals.map(async (one) => await this.answered(one, runId))),
        evidence: {
          health: await Promise.all(health.map(async (one) => await this.signed(healthBy, 'slipway-evidence', one))),
        },
        digest,
        now,
      },
    };
    this.push(
      { 'README.md': `${now}\n`, ...forged.files, [`changes/${folder}/${filedAs}.json`]: JSON.stringify(record) },
      forged,
    );
    if (forged.isSecret !== true) this.committed.add(filedAs);
    return request.statement;
  }

  /** A commit without a record. @param files undefined takes one away */
  push(files: Readonly<Record<string, string | undefined>>, { committedAt = clock.now, parents }: Forged = {}): string {
    return commitByHand(this.remote, { files, at: committedAt, ...(parents !== undefined && { parents }) });
  }

  /** A commit by hand of which everybody knows. */
  pushKnown(files: Readonly<Record<string, string | undefined>>): void {
    this.byHand.add(this.push(files));
  }

  /** Time passes, and somebody does what is due, but nothing is done. */
  tick(hours: number): void {
    this.table.pass(hours * 3_600);
    this.ticks.push({ head: headOf(this.remote), at: this.table.now });
  }

  private async answered(one: ForgedAnswer, runId: string): Promise<unknown> {
    const { who, answer = 'approve', proposal = runId, of = digest, at = clock.now, isTampered = false } = one;
    const signed = await this.signed(who, one.namespace ?? 'slipway-approval', { proposal, answer, of, at });
    return isTampered ? { ...signed, statement: `${signed.statement} ` } : signed;
  }

  private async signed(
    who: Who | 'controller',
    namespace: SealNamespace,
    said: object,
  ): Promise<{ readonly statement: string; readonly signature: string }> {
    const statement = JSON.stringify(said);
    return { statement, signature: await this.table.desk(who).sign(namespace, statement) };
  }
}

/** An overlay with a release of the model. @param rest lines after it */
export function overlayOf(number: number, rest = ''): string {
  const { version, digest: bytes } = versionOf(number);
  return `release: { version: ${version}, digest: "${bytes}" }\n${rest}`;
}

/** Paths of the catalog. */
export const paths = {
  overlay: (environment: string): string => `catalog/services/web/${environment}.yaml`,
  environment: (environment: string): string => `catalog/environments/${environment}.yaml`,
  platform: 'catalog/platform.yaml',
};

/** Does something on the branch, and takes it away again. */
export async function undone(table: Table, act: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const [head, now] = [headOf(table.remote), clock.now];
  try {
    return await act();
  } finally {
    git(table.remote, ['update-ref', 'refs/heads/main', head]);
    if (waitingIn(table.remote).has('forged')) git(table.remote, ['update-ref', '-d', 'refs/slipway/proposals/forged']);
    clock.now = now;
  }
}
