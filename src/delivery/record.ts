import * as z from 'zod';

import type { Effects } from '../effects/effect';
import type { Decision } from '../gates/decision';
import type { TicketFact } from '../gates/facts';
import { readUntrusted } from './read-untrusted';
import { Sealed } from './sealed';

/** Folder of records, from the root of the tree. */
export const recordFolder = 'changes';

/** Where the record of a request is: `changes/<year>/<month>/<run id>.json`. @param at RFC 3339 */
export function recordPath(runId: string, at: string): string {
  const date = new Date(at).toISOString();
  return `${recordFolder}/${date.slice(0, 4)}/${date.slice(5, 7)}/${runId}.json`;
}

/** The run id that a path is the record of; undefined for another file. */
export function runIdOf(path: string): string | undefined {
  return /^changes\/[0-9]{4}\/[0-9]{2}\/([A-Za-z0-9][A-Za-z0-9_-]{0,99})\.json$/.exec(path)?.[1];
}

const Ticket = z.strictObject({
  ticket: z.string(),
  state: z.enum(['approved', 'refused', 'unknown']),
  detail: z.string().optional(),
});

/**
 * The record of a change: an in-toto Statement (in-toto attestation framework, "Statement" v1) about the files that its commit
 * writes. An auditor decides again from it and from the commit before.
 */
export const ChangeRecord = z.strictObject({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(z.strictObject({ name: z.string(), digest: z.strictObject({ gitBlob: z.string() }) })),
  predicateType: z.literal('urn:slipway:change:v1'),
  predicate: z.strictObject({
    request: Sealed,
    approvals: z.array(Sealed),
    evidence: z.strictObject({ health: z.array(Sealed), tests: z.array(Sealed) }),
    ticket: Ticket.optional(),
    /** When it was decided, or, on a branch of its own, looked at: the decision is whoever's who merges it. */
    now: z.string(),
    /** What approvals are about. */
    digest: z.string(),
    effects: z.array(
      z.strictObject({
        kind: z.string(),
        service: z.string().optional(),
        environment: z.string().optional(),
        words: z.string(),
      }),
    ),
    answers: z.array(
      z.strictObject({ gate: z.string(), environment: z.string(), verdict: z.string(), words: z.string() }),
    ),
    /** Version of Slipway that rendered it. */
    version: z.string(),
    /** Branch of its own that it was made on, where the forge merges it. @default - it was decided when it was committed */
    branch: z.string().optional(),
  }),
});
export type ChangeRecord = z.infer<typeof ChangeRecord>;

/** What a record is made of. */
export interface RecordParts {
  readonly request: Sealed;
  readonly approvals: readonly Sealed[];
  readonly evidence: { readonly health: readonly Sealed[]; readonly tests: readonly Sealed[] };
  readonly ticket: TicketFact | undefined;
  readonly now: string;
  readonly digest: string;
  readonly effects: Effects;
  readonly decision: Decision;
  readonly version: string;
  readonly branch: string | undefined;
  /** Path in the repository and Git's name of the content, of files that are written. */
  readonly written: readonly (readonly [path: string, id: string])[];
}

/** Writes a record, for people and programs alike: keys in a fixed order, two spaces. */
export function recordText(parts: RecordParts): string {
  const record: ChangeRecord = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: parts.written.map(([name, id]) => ({ name, digest: { gitBlob: id } })),
    predicateType: 'urn:slipway:change:v1',
    predicate: {
      request: parts.request,
      approvals: [...parts.approvals],
      evidence: { health: [...parts.evidence.health], tests: [...parts.evidence.tests] },
      ...(parts.ticket !== undefined && { ticket: { ...parts.ticket } }),
      now: parts.now,
      digest: parts.digest,
      effects: parts.effects.effects.map(({ kind, service, environment, words }) => ({
        kind,
        ...(service !== undefined && { service }),
        ...(environment !== undefined && { environment }),
        words,
      })),
      answers: parts.decision.answers.map(({ gate, environment, verdict, words }) => ({
        gate,
        environment,
        verdict,
        words,
      })),
      version: parts.version,
      ...(parts.branch !== undefined && { branch: parts.branch }),
    },
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** Reads a record; undefined for what is none. */
export function readRecord(text: string): ChangeRecord | undefined {
  return readUntrusted(ChangeRecord, text);
}
