import * as z from 'zod';

/** An image's repository: `web`, `team/web` below the platform's registry, or with a registry of its own. */
export const ImageRepository = z
  .string()
  .regex(/^[a-z0-9]+([._:/-]+[a-z0-9]+)*(@\S*)?$/, {
    error: 'must be a repository such as "web" or "ghcr.io/your-org/web"',
    abort: true,
  })
  .refine((text) => !/:[^/:]*$|@/.test(text), {
    message: 'must not have a tag or a digest: those are in the overlay, as release.version and release.digest',
  });

/** A whole image: repository, version and digest, of which one of the last two says which build it is. */
export const ImageReference = z
  .string()
  .regex(
    /^[a-z0-9]+([._:/-]+[a-z0-9]+)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$/,
    'must be an image such as "busybox:1.37" or "ghcr.io/your-org/proxy:v2@sha256:...", with 64 hexadecimal digits',
  );

/** Takes an image reference apart. */
export function partsOfImage(reference: string): {
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
} {
  const [name = '', digest] = reference.split('@');
  const tag = /:([^/:]*)$/.exec(name)?.[1];
  return { repository: tag === undefined ? name : name.slice(0, -tag.length - 1), tag, digest };
}

/** Where images are: a host, and perhaps a path below it. */
export const Registry = z
  .string()
  .regex(/^[a-z0-9.-]+(:[0-9]+)?(\/[a-z0-9._-]+)*$/, 'must be a registry and optional path such as "ghcr.io/your-org"');

/** Whether a repository names its registry itself: its first part looks like a host, as container tools read references. */
export function hasRegistry(repository: string): boolean {
  const [first = ''] = repository.split('/');
  return repository.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost');
}
