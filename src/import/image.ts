import { hasRegistry } from '../model/image-reference';
import { latestVersion, placeholderVersion, Release } from '../model/overlay';
import type { ManifestObject } from '../manifests/manifest';
import { textAt } from '../manifests/value-at';
import type { Note } from './note';
import { mainContainerOf } from './pod';

/** An image, taken apart. */
export interface Image {
  /** With the registry: `docker.io/library/nginx`. */
  readonly repository: string;
  readonly release: { readonly version: string; readonly digest?: string };
  readonly notes: readonly Note[];
}

/** Reads which image a workload runs. */
export function imageOfWorkload(workload: ManifestObject): Image {
  const { container, index } = mainContainerOf(workload);
  const text = textAt(container, ['image']) ?? '';
  const path = ['spec', 'template', 'spec', 'containers', index, 'image'];
  const { repository, tag, digest } = partsOf(text);
  const pinned = Release.shape.digest.safeParse(digest).success && digest !== undefined ? { digest } : {};
  const version = Release.shape.version.safeParse(tag);
  if (version.success && tag !== latestVersion)
    return { repository, release: { version: version.data, ...pinned }, notes: [] };
  const why =
    tag === undefined
      ? `the image "${text}" has no tag, which means whatever is the latest`
      : `the tag "${tag}" names no build for good`;
  const note: Note = {
    kind: 'fill',
    key: 'release',
    text: `${why}; write the version that runs`,
    object: workload,
    path,
  };
  return { repository, release: { version: placeholderVersion, ...pinned }, notes: [note] };
}

/** An image as the container runtime reads it: without a registry it is of Docker Hub. */
export function fullImage(text: string): string {
  const { repository, tag, digest } = partsOf(text);
  return `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** The parts of an image as it is written. */
export function writtenImage(text: string): {
  repository: string;
  tag: string | undefined;
  digest: string | undefined;
} {
  const [named = '', digest] = text.split('@');
  const tag = /:([^/:]+)$/.exec(named)?.[1];
  return { repository: tag === undefined ? named : named.slice(0, -tag.length - 1), tag, digest };
}

function partsOf(text: string): { repository: string; tag: string | undefined; digest: string | undefined } {
  const { repository, tag, digest } = writtenImage(text);
  const full = hasRegistry(repository)
    ? repository
    : `docker.io/${repository.includes('/') ? '' : 'library/'}${repository}`;
  return { repository: full, tag, digest };
}
