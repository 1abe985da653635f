const dockerHub = 'index.docker.io';

/**
 * Whether a glob of a ClusterImagePolicy is about an image, as Sigstore's policy controller has it (`pkg/apis/glob/glob.go`): `*` ends
 * at a slash, `**` does not, and the whole reference has to fit, complete with its registry, or else as it is written.
 */
export function isGlobAbout(glob: string, image: string): boolean {
  const pattern = patternOf(glob);
  return pattern !== undefined && (pattern.test(completeReference(image)) || pattern.test(image));
}

/** @returns undefined for what the controller takes for no glob */
function patternOf(glob: string): RegExp | undefined {
  const meant = shortGlobs[glob] ?? glob;
  if (!/^[\w:/*.@-]+$/.test(meant)) return undefined;
  const text = meant.replaceAll(/\*\*|[*.]/g, (sign) => (sign === '.' ? '\\.' : sign === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^${text}$`);
}

/** These two are about Docker Hub. */
const shortGlobs: Readonly<Record<string, string>> = {
  '*': `${dockerHub}/library/*`,
  '*/*': `${dockerHub}/*/*`,
};

/** `postgres:16@sha256:...` is `index.docker.io/library/postgres@sha256:...`: beside a digest a tag says nothing. */
function completeReference(image: string): string {
  const [name = '', digest] = image.split('@', 2);
  const [, untagged = name, tag = 'latest'] = /^(.+):([^:/]+)$/.exec(name) ?? [];
  const [first = '', ...rest] = untagged.split('/');
  const hasHost = rest.length > 0 && /[.:]/.test(first);
  const host = !hasHost || first === 'docker.io' ? dockerHub : first;
  const path = hasHost ? rest.join('/') : untagged;
  const whole = host === dockerHub && !path.includes('/') ? `library/${path}` : path;
  return `${host}/${whole}${digest === undefined ? `:${tag}` : `@${digest}`}`;
}
