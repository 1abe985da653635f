import type { GitWriter } from '../gitops/git-writer';
import type { Catalog } from '../model/catalog';
import { Refusal } from '../model/refusal';
import { blobId, type BlobHash } from '../tree/blob-id';
import { Act, type KeptAct } from './act-statement';
import type { RefWriting } from './proposals';
import { readUntrusted } from './read-untrusted';
import { Sealed, sealerOf } from './sealed';

const ref = 'refs/slipway/acts';

/** Whose acts are looked for. */
export interface ActQuestion {
  readonly service: string;
  /** Canonical name. @default - every environment */
  readonly environment?: string | undefined;
}

/**
 * Acts that were ever kept, newest first: a later commit that takes one away changes nothing.
 *
 * @param catalog says whose word counts
 */
export async function keptActs(
  source: Pick<GitWriter, 'refs' | 'contentsEver'>,
  { service, environment }: ActQuestion,
  catalog: Catalog,
): Promise<readonly KeptAct[]> {
  const commit = (await source.refs(ref)).get(ref);
  if (commit === undefined) return [];
  const folder = environment === undefined ? service : `${service}/${environment}`;
  const acts = new Map<string, KeptAct>();
  for (const content of await source.contentsEver(commit, folder)) {
    const one = readUntrusted(Sealed, content.toString('utf8'));
    const act = readUntrusted(Act, one?.statement);
    if (one === undefined || act === undefined || act.service !== service) continue;
    if (environment !== undefined && act.environment !== environment) continue;
    const isProved = sealerOf(one, 'slipway-act', catalog, 'health')?.kind === 'attester';
    const key = `${act.application}\n${act.id}`;
    // What somebody else says of the same act takes nothing away from who has seen it.
    if (acts.get(key)?.isProved !== true) acts.set(key, { ...act, isProved });
  }
  return [...acts.values()].toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

/** Acts, on a ref of its own: a file for each, which is never written again. */
export class ActStore {
  constructor(private readonly writer: GitWriter) {}

  /** Adds acts that were signed. What is there already is not added again. */
  async keep(acts: readonly Sealed[], { author, at }: RefWriting): Promise<void> {
    for (;;) {
      const base = (await this.writer.refs(ref)).get(ref);
      const known = base === undefined ? new Map<string, string>() : await this.writer.listing(base, '');
      const texts = new Map(acts.flatMap((one) => filesOf(one, this.writer.hash)));
      const files = [...texts].flatMap(([path, content]) => (known.has(path) ? [] : [{ path, content }]));
      if (files.length === 0) return;
      const [commit] = await this.writer.commit(base, [{ files, message: 'acts\n', author, at }]);
      const pushed = await this.writer.pushRef(ref, base, commit);
      if (pushed.kind === 'done') return;
      if (pushed.kind === 'refused') throw new Refusal(`the remote refuses ${ref}: ${pushed.message}`, 'answer');
    }
  }
}

/** Named as Git names all of it, signature included: nobody can put something else where it will be, and hide it so. */
function filesOf(one: Sealed, hash: BlobHash): readonly (readonly [path: string, content: string])[] {
  const act = readUntrusted(Act, one.statement);
  if (act === undefined) return [];
  const { service, environment, at } = act;
  const content = `${JSON.stringify(one, null, 1)}\n`;
  const month = new Date(at).toISOString().slice(0, 7);
  return [[`${service}/${environment}/${month}/${blobId(content, hash)}.json`, content]];
}
