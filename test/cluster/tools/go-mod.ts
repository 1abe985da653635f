import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of the Go module that builds the programs of `upstream`. */
export function upstreamFolder(upstream: string): string {
  return join(__dirname, upstream);
}

/**
 * Version, without "v", in which the go.mod of `upstream` has the module of `goPackage`.
 *
 * @throws when go.mod requires no such module
 */
export function pinnedVersion(upstream: string, goPackage: string): string {
  const required = [...readGoMod(upstream).matchAll(/^\t?(?:require )?(\S+) v(\S+)/gm)]
    .map(([, module = '', version = '']) => ({ module, version }))
    .filter(({ module }) => `${goPackage}/`.startsWith(`${module}/`));
  // A module may be inside the path of another one: the longest path has the package.
  const [longest] = required.sort((a, b) => b.module.length - a.module.length);
  if (longest === undefined) throw new Error(`${upstream}/go.mod requires no module that has "${goPackage}"`);
  return longest.version;
}

/** The oldest Go that can build every program: the highest `go` line of the go.mod files. */
export function oldestGo(): string {
  const upstreams = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const lines = upstreams.map(({ name }) => /^go (\S+)$/m.exec(readGoMod(name))?.[1] ?? '0');
  return lines.reduce((highest, line) => (isAtLeast(line, highest) ? line : highest), '0');
}

/** Whether a version such as "3.10.1" is `oldest` or comes after it. */
export function isAtLeast(version: string, oldest: string): boolean {
  return version.localeCompare(oldest, 'en', { numeric: true }) >= 0;
}

function readGoMod(upstream: string): string {
  return readFileSync(join(upstreamFolder(upstream), 'go.mod'), 'utf8');
}
