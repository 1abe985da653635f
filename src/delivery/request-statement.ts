import * as z from 'zod';

import type { CatalogEdit, DocumentEdit } from '../catalog/edit';
import type { Actor } from '../gates/facts';
import type { Catalog } from '../model/catalog';
import { Instant } from '../model/instant';
import { verbNames } from '../model/verb-name';
import { readUntrusted } from './read-untrusted';
import { sealerOf, type Sealed } from './sealed';
import { shortText } from './short-text';

const Path = z.array(z.union([z.string(), z.number()]));

const Operation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('set'), path: Path, value: z.unknown() }),
  z.strictObject({ kind: z.literal('insert'), path: Path, value: z.unknown() }),
  z.strictObject({ kind: z.literal('append'), path: Path, value: z.unknown() }),
  z.strictObject({ kind: z.literal('remove'), path: Path }),
]);

const Edit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('change'), operations: z.array(Operation) }),
  z.strictObject({
    kind: z.literal('create'),
    value: z.record(z.string(), z.unknown()),
    comments: z.array(z.string()).optional(),
  }),
  z.strictObject({ kind: z.literal('delete') }),
]);

/** Somebody, as the forge or the portal says; or a pipeline, which says so itself. */
const ToldIdentity = z.strictObject({
  name: shortText(320).min(1, 'must be said'),
  proof: z.enum(['portal', 'forge', 'token']),
  teams: z.array(z.string()).default([]),
  isPipeline: z.boolean().default(false),
});

/** Unique for ever: the same run id is one commit. It is the name of a file and of a ref. */
export const RunId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/,
    'must be letters, digits, "-" and "_", at most 100, with no "-" or "_" first',
  );

/** What somebody asks for, and the edit that it leads to: what is kept while it waits, and for ever in the record. */
export const RequestStatement = z.strictObject({
  runId: RunId,
  verb: z.enum(verbNames),
  fields: z.record(z.string(), z.unknown()),
  reason: shortText(2000).optional(),
  ticket: shortText(100).optional(),
  runTests: z.boolean().default(false),
  hotfix: shortText(2000).optional(),
  /** Version that has to run wherever it changes a release. @default - whatever runs */
  current: shortText(128).optional(),
  /** Who asks, where a program passes it on, or a pipeline asks by itself. @default - the person who signed */
  by: ToldIdentity.optional(),
  /** E-mail address that nobody has proved: for the author of the commit. */
  email: shortText(320).optional(),
  /** Whom the requester acts for. */
  alsoInvolved: z.array(ToldIdentity).default([]),
  /** Branch of its own that it is delivered on, for a pull request. @default - it is pushed */
  branch: shortText(200).min(1, 'must be said').optional(),
  at: Instant,
  /** Subject of the commit. */
  subject: z.string().min(1).max(72),
  edit: z.array(z.tuple([z.string(), Edit])),
});
export type RequestStatement = z.infer<typeof RequestStatement>;

/** A request as it was read: what is asked, and by whom, as far as that is proved. */
export interface AskedFor {
  readonly statement: RequestStatement;
  readonly edit: CatalogEdit;
  readonly requester: Actor;
  readonly sealed: Sealed;
  /** What the verb assumed, for whoever asks. @default - it is not known any more */
  readonly notes?: readonly string[];
}

/**
 * Reads a request. Who asks is a person whose key has signed it, a pipeline whose key has, or whom a program names that may pass
 * it on; else it is claimed.
 *
 * @returns undefined for what is no request
 */
export function readRequest(sealed: Sealed, catalog: Catalog): AskedFor | undefined {
  const statement = readUntrusted(RequestStatement, sealed.statement);
  if (statement === undefined) return undefined;
  return {
    statement,
    edit: new Map(statement.edit.map(([document, change]) => [document, editFrom(change)])),
    requester: requesterOf(statement, sealed, catalog),
    sealed,
  };
}

/** The types of zod say `undefined` where a key is absent. */
function editFrom(change: z.output<typeof Edit>): DocumentEdit {
  if (change.kind !== 'create') return change;
  const { comments, ...rest } = change;
  return comments === undefined ? rest : { ...rest, comments };
}

function requesterOf({ by, email }: RequestStatement, sealed: Sealed, catalog: Catalog): Actor {
  if (by === undefined) {
    const sealer = sealerOf(sealed, 'slipway-request', catalog);
    return sealer?.kind === 'person'
      ? { name: sealer.name, proof: 'signed' }
      : { name: email ?? 'somebody unknown', proof: 'claimed' };
  }
  const sealer = sealerOf(sealed, 'slipway-request', catalog, by.proof === 'token' ? 'changes' : by.proof);
  const { name, teams, isPipeline } = by;
  // A pipeline speaks for itself alone; who is told by a forge or a portal is passed on.
  const isItself = by.proof !== 'token' || (isPipeline && sealer?.name === name);
  return { name, teams, isPipeline, proof: sealer?.kind === 'attester' && isItself ? by.proof : 'claimed' };
}
