import { parseDocument } from '../catalog/parse-document';
import type { PastRelease } from '../changes/verb';
import type { ChangingCommit } from '../gitops/changed-paths';
import { documents, placeOfOverlay } from '../model/catalog';
import type { Overlay } from '../model/overlay';
import type { Head } from './head';
import { recordsSay, type RecordSource } from './records-say';

/** A release that came to an environment, or left it. */
export interface Arrival {
  readonly service: string;
  readonly environment: string;
  /** Undefined: the service left. */
  readonly overlay: Overlay | undefined;
  readonly commit: string;
  readonly at: string;
  readonly subject: string;
  /** Who asked, and how that was proved; of a commit by hand, its author. */
  readonly by: string;
  readonly approvedBy: readonly string[];
  /** @default - none was named */
  readonly ticket: string | undefined;
  /** @default - it was made by hand */
  readonly runId: string | undefined;
}

/** Which arrivals are looked for. */
export interface ArrivalQuestion {
  /** @default - every service */
  readonly service?: string | undefined;
  /** Canonical name. @default - every environment */
  readonly environment?: string | undefined;
}

/**
 * Finds which releases came where, newest first, from the commits of the branch: whoever made them, and however.
 */
export async function findArrivals(
  writer: RecordSource,
  head: Head,
  { service, environment }: ArrivalQuestion = {},
): Promise<readonly Arrival[]> {
  const path =
    service !== undefined && environment !== undefined
      ? documents.overlay(service, environment)
      : documents.serviceFolder(service ?? '');
  const commits = await writer.changingCommits(head.commit, [head.catalogPath(path).replace(/\/$/, '')]);
  const overlays = await overlaysIn(writer, head, commits);
  const arrivals = commits.flatMap((commit) =>
    commit.changes.flatMap(({ path: changed, before, after }): readonly Arrival[] => {
      const place = overlayAt(head, changed);
      if (place === undefined || (environment !== undefined && place.environment !== environment)) return [];
      const [old, overlay] = [before, after].map((id) => (id === undefined ? undefined : overlays.get(id)));
      const isSame =
        old?.release.version === overlay?.release.version && old?.release.digest === overlay?.release.digest;
      return isSame ? [] : [{ ...place, overlay, ...sayOf(commit) }];
    }),
  );
  return await withRecords(arrivals, writer, head);
}

/** A forge that merges writes a message of its own: then the record says what the trailers of our commit said. */
async function withRecords(
  arrivals: readonly Arrival[],
  writer: RecordSource,
  head: Head,
): Promise<readonly Arrival[]> {
  const unsaid = arrivals.flatMap(({ runId, commit }) => (runId === undefined ? [commit] : []));
  const said = await recordsSay([...new Set(unsaid)], writer, head);
  return arrivals.map((arrival) =>
    arrival.runId === undefined ? { ...arrival, ...said.get(arrival.commit) } : arrival,
  );
}

/** Releases that ran before, as verbs want them: those of services and environments that a request names. */
export function pastReleases(arrivals: readonly Arrival[]): readonly PastRelease[] {
  return arrivals.flatMap(({ service, environment, overlay, at }) =>
    overlay === undefined ? [] : [{ service, environment, release: overlay.release, overlay, at }],
  );
}

function sayOf({
  id,
  at,
  subject,
  author,
  trailers,
}: ChangingCommit): Omit<Arrival, 'service' | 'environment' | 'overlay'> {
  const first = (name: string): string | undefined => trailers.get(name)?.[0];
  // Made on a branch of its own, before anybody had looked: the record is asked.
  const isMerged = trailers.has('Branch');
  return {
    commit: id,
    at,
    subject,
    by: first('Requested-By') ?? author.email,
    approvedBy: trailers.get('Approved-By') ?? [],
    ticket: first('Change-Ticket'),
    runId: isMerged ? undefined : first('Run-Id'),
  };
}

function overlayAt(head: Head, path: string): { readonly service: string; readonly environment: string } | undefined {
  const document = head.documentAt(path);
  return document === undefined ? undefined : placeOfOverlay(document);
}

/** Overlays by Git's name of their content. What is none by today's schema is left out. */
async function overlaysIn(
  writer: RecordSource,
  head: Head,
  commits: readonly ChangingCommit[],
): Promise<ReadonlyMap<string, Overlay>> {
  const ids = new Set<string>();
  for (const { changes } of commits) {
    for (const { path, before, after } of changes) {
      if (overlayAt(head, path) === undefined) continue;
      for (const id of [before, after]) if (id !== undefined) ids.add(id);
    }
  }
  const overlays = new Map<string, Overlay>();
  for (const [id, content] of await writer.contents([...ids])) {
    const parsed = parseDocument('overlay', content, 'overlay');
    if (!('problems' in parsed) && parsed.kind === 'overlay') overlays.set(id, parsed.value);
  }
  return overlays;
}
