import type { ChangeRequest } from '../changes/request';
import type { PastRelease, Verb } from '../changes/verb';
import { verbs } from '../changes/verbs';
import { branchRef } from '../gitops/ref-name';
import { didYouMean } from '../model/nearest';
import { InputError, type Problem } from '../model/problem';
import { evidenceAbout } from './evidence-about';
import { countedEvidence, type EvidenceFiles } from './evidence-statement';
import type { Head } from './head';
import { findArrivals, pastReleases } from './arrivals';
import type { RecordSource } from './records-say';
import { readRequest, RequestStatement, RunId, type AskedFor } from './request-statement';
import { refuseUnreadable } from './refuse-unreadable';
import { refuseSecret, refuseSecretNames, saidProblems } from './said-problems';
import { holderOf, sealed, type Seal, type Sealer } from './sealed';

/** Who asks, as far as the program that asks knows. */
export interface Asker {
  /** Whom a program passes on: it has to be an attester for this proof. @default - whoever the key is of */
  readonly by?: RequestStatement['by'];
  /** Public key that signs, as a `.pub` file has it. @default - nobody signs */
  readonly key?: string | undefined;
  /** E-mail address of whoever types. It proves nothing. @default - none is known */
  readonly email?: string | undefined;
  readonly alsoInvolved?: RequestStatement['alsoInvolved'];
}

/** What a plan is made on. */
export interface PlanningOn {
  readonly head: Head;
  readonly evidence: EvidenceFiles;
  readonly writer: RecordSource;
  /** RFC 3339. */
  readonly now: string;
  readonly seal: Seal | undefined;
  /** Branch of its own that it is delivered on. @default - it is pushed, or as its environments say */
  readonly branch?: string | undefined;
}

/**
 * Finds the edit that a request leads to on a head, and writes down what is asked, signed.
 *
 * @returns what would be changed, or that nothing would
 * @throws InputError for a request that is not valid, cannot be done, or is longer than a record may be
 * @throws Refusal for a branch that cannot be one
 */
export async function planRequest(
  request: ChangeRequest,
  asker: Asker,
  { head, evidence, writer, now, seal, branch }: PlanningOn,
): Promise<AskedFor | { readonly unchanged: string }> {
  const { catalog } = head.loaded;
  const verb = verbNamed(request);
  if (branch !== undefined) branchRef(branch);
  refuseSecret('branch', branch);
  const { runId, reason, ticket, runTests = false, hotfix, current } = request;
  const holder = asker.key === undefined ? undefined : holderOf(asker.key, catalog, 'changes');
  const by = asker.by ?? pipelineOf(holder);
  const { edit, subject, notes } = verb.plan(request.fields, {
    catalog,
    now,
    by: by?.name ?? holder?.name ?? asker.email ?? 'somebody unknown',
    reason,
    ticket,
    evidence: asksPast(request)
      ? countedEvidence(evidenceFor(request, evidence), { catalog, treeOf: head.treeOf })
      : [],
    history: await pastOf(request, head, writer),
  });
  if (edit.size === 0) return { unchanged: subject };
  const statement: RequestStatement = {
    runId,
    verb: verb.name,
    fields: { ...request.fields },
    ...(reason !== undefined && { reason }),
    ...(ticket !== undefined && { ticket }),
    runTests,
    ...(hotfix !== undefined && { hotfix }),
    ...(current !== undefined && { current }),
    ...(by !== undefined && { by }),
    ...(asker.email !== undefined && { email: asker.email }),
    alsoInvolved: asker.alsoInvolved ?? [],
    ...(branch !== undefined && { branch }),
    at: now,
    subject,
    edit: [...edit].map(([document, change]) => [document, JSON.parse(JSON.stringify(change))]),
  };
  refuseUnreadable(RequestStatement, statement);
  refuseSecretNames([statement.by, ...statement.alsoInvolved], statement.email);
  const asked = readRequest(await sealed(statement, 'slipway-request', seal), catalog);
  if (asked === undefined) throw new Error(`the request ${runId} cannot be read back`);
  return { ...asked, notes };
}

/** A pipeline asks by itself; whoever a person is, his signature says. */
function pipelineOf(holder: Sealer | undefined): RequestStatement['by'] {
  return holder?.kind === 'attester' ? { name: holder.name, proof: 'token', teams: [], isPipeline: true } : undefined;
}

/** Whether what was there before, and how it did, decides what is changed. */
function asksPast({ verb }: ChangeRequest): boolean {
  return verb === 'rollback' || verb === 'promote';
}

function evidenceFor({ fields: { service } }: ChangeRequest, evidence: EvidenceFiles): EvidenceFiles {
  return typeof service === 'string' ? evidenceAbout(evidence, [service]) : evidence;
}

async function pastOf(request: ChangeRequest, head: Head, writer: RecordSource): Promise<readonly PastRelease[]> {
  if (!asksPast(request)) return [];
  const { service } = request.fields;
  return pastReleases(await findArrivals(writer, head, typeof service === 'string' ? { service } : {}));
}

function verbNamed(request: ChangeRequest): Verb {
  const { verb: name, runId } = request;
  const problems: Problem[] = [];
  const verb = verbs.find((one) => one.name === name);
  if (verb === undefined) {
    const hint = didYouMean(
      name,
      verbs.map((one) => one.name),
    );
    problems.push({ file: 'request', path: ['verb'], message: `there is no verb ${JSON.stringify(name)}`, hint });
  }
  const id = RunId.safeParse(runId);
  for (const { message } of id.error?.issues ?? [])
    problems.push({ file: 'request', path: ['runId'], message: `${JSON.stringify(runId)} ${message}` });
  problems.push(...saidProblems(request));
  if (verb === undefined || problems.length > 0) throw new InputError(problems);
  return verb;
}
