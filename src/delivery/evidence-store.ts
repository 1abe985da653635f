import * as z from 'zod';

import type { GitWriter } from '../gitops/git-writer';
import { Refusal } from '../model/refusal';
import { HealthStatement, TestStatement, type EvidenceFiles } from './evidence-statement';
import type { RefWriting } from './proposals';
import { readUntrusted } from './read-untrusted';
import { claimedKeyOf, Sealed } from './sealed';

const ref = 'refs/slipway/evidence';

/** Releases of a placement, and runs of tests of a service, that are kept. */
const kept = { releases: 20, tests: 200 } as const;

const SealedList = z.array(Sealed);

/** Where evidence is read from. */
export type EvidenceSource = Pick<GitWriter, 'refs' | 'listing' | 'contents'>;

/** All evidence that a repository has. Whether it counts is for the catalog to say. */
export async function readEvidence(source: EvidenceSource): Promise<EvidenceFiles> {
  return await new EvidenceReader(source).read();
}

/** Reads evidence again and again, and what is the same only once. */
class EvidenceReader {
  private commit: string | undefined;
  private files: EvidenceFiles = { health: [], tests: [] };
  /** By Git's names of their contents. */
  private lists = new Map<string, readonly Sealed[]>();

  constructor(private readonly source: EvidenceSource) {}

  /** As it was read last. */
  get known(): EvidenceFiles {
    return this.files;
  }

  /** @returns the very same value while nobody has added anything */
  async read(): Promise<EvidenceFiles> {
    return await this.readAt((await this.source.refs(ref)).get(ref));
  }

  /** The same. @param commit what the ref names; undefined when there is none */
  async readAt(commit: string | undefined): Promise<EvidenceFiles> {
    if (commit !== this.commit)
      this.files = commit === undefined ? { health: [], tests: [] } : statementsOf(await this.at(commit));
    this.commit = commit;
    return this.files;
  }

  /** Lists of statements by path. */
  async at(commit: string): Promise<ReadonlyMap<string, readonly Sealed[]>> {
    const ids = await this.source.listing(commit, '');
    const contents = await this.source.contents([...ids.values()].filter((id) => !this.lists.has(id)));
    // What is there no more is not kept.
    this.lists = new Map([...ids.values()].map((id) => [id, this.lists.get(id) ?? listOf(contents.get(id))]));
    return new Map([...ids].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, id]) => [path, this.lists.get(id) ?? []]));
  }
}

function statementsOf(files: ReadonlyMap<string, readonly Sealed[]>): EvidenceFiles {
  const below = (folder: string): readonly Sealed[] =>
    [...files].flatMap(([path, list]) => (path.startsWith(folder) ? list : []));
  return { health: below('health/'), tests: below('tests/') };
}

/** Evidence, on a ref of its own: a file for the health of each placement, and one for the tests of each service. */
export class EvidenceStore {
  private readonly reader: EvidenceReader;

  constructor(private readonly writer: GitWriter) {
    this.reader = new EvidenceReader(writer);
  }

  /** All that is stored. Whether it counts is for the catalog to say. */
  async read(): Promise<EvidenceFiles> {
    return await this.reader.read();
  }

  /** All that was stored when somebody last looked. */
  get known(): EvidenceFiles {
    return this.reader.known;
  }

  /** Fetches the branch, too: the remote is asked once. @returns its head, undefined when there is no such branch yet */
  async readWithBranch(): Promise<{ readonly head: string | undefined; readonly evidence: EvidenceFiles }> {
    const { head, refs } = await this.writer.fetchWith(ref);
    return { head, evidence: await this.reader.readAt(refs.get(ref)) };
  }

  /**
   * Adds statements. What is older than what is known of the same release changes nothing, so that late and doubled events never
   * take anything back.
   */
  async add(statements: EvidenceFiles, { author, at }: RefWriting): Promise<void> {
    for (;;) {
      const base = (await this.writer.refs(ref)).get(ref);
      const before = base === undefined ? new Map<string, readonly Sealed[]>() : await this.reader.at(base);
      const changed = merged(before, statements);
      if (changed.size === 0) return;
      const files = [...changed].map(([path, list]) => ({ path, content: `${JSON.stringify(list, null, 1)}\n` }));
      const [commit] = await this.writer.commit(base, [{ files, message: 'evidence\n', author, at }]);
      const pushed = await this.writer.pushRef(ref, base, commit);
      if (pushed.kind === 'done') return;
      if (pushed.kind === 'refused') throw new Refusal(`the remote refuses ${ref}: ${pushed.message}`, 'answer');
    }
  }
}

/** Files that become others. */
function merged(
  before: ReadonlyMap<string, readonly Sealed[]>,
  { health, tests }: EvidenceFiles,
): ReadonlyMap<string, readonly Sealed[]> {
  const changed = new Map<string, readonly Sealed[]>();
  const at = (path: string): readonly Sealed[] => changed.get(path) ?? before.get(path) ?? [];
  for (const one of health) {
    const seen = readUntrusted(HealthStatement, one.statement);
    if (seen === undefined) continue;
    const path = `health/${seen.service}/${seen.environment}.json`;
    const isSame = (other: HealthStatement | undefined): boolean =>
      other?.release.version === seen.release.version && other.release.digest === seen.release.digest;
    const others = at(path);
    // What somebody else says of the same release, however late he says that he has looked, stands beside it.
    const isBySame = (other: Sealed): boolean => keyOf(other) === keyOf(one);
    const known = others.find((other) => isBySame(other) && isSame(readUntrusted(HealthStatement, other.statement)));
    const knownAt = known === undefined ? undefined : readUntrusted(HealthStatement, known.statement)?.observedAt;
    if (knownAt !== undefined && Date.parse(knownAt) >= Date.parse(seen.observedAt)) continue;
    changed.set(path, [one, ...others.filter((other) => other !== known)].slice(0, kept.releases));
  }
  for (const one of tests) {
    const run = readUntrusted(TestStatement, one.statement);
    if (run === undefined) continue;
    const path = `tests/${run.service}.json`;
    const others = at(path);
    if (others.some(({ statement, signature }) => statement === one.statement && signature === one.signature)) continue;
    changed.set(path, [one, ...others].slice(0, kept.tests));
  }
  return changed;
}

function keyOf(one: Sealed): string | undefined {
  return claimedKeyOf(one, 'slipway-evidence');
}

function listOf(content: Buffer | undefined): readonly Sealed[] {
  return readUntrusted(SealedList, content?.toString('utf8')) ?? [];
}
