import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Files that an extension may be in, beside the catalog. */
const names = ['slipway.extensions.js', 'slipway.extensions.cjs', 'slipway.extensions.ts'] as const;

/** Files that say which packages are installed. */
const locks = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'package.json'] as const;

/** Texts in `require("./x")`, `from "./x"`, `import "./x"`. */
const loads =
  /(?:\brequire\s{0,9}\(\s{0,9}|\bfrom\s{0,9}|\bimport\s{0,9}\(?\s{0,9})(["'])(\.{1,2}(?:\/[^"'\n]{0,200})?)\1/g;

/** The code of the extensions of a repository, found without running any of it. */
export interface ExtensionFiles {
  readonly file: string;
  /** The file, and those of the repository that it loads, in the order in which they are found. */
  readonly ownFiles: readonly string[];
  /** The same, with what says which packages are installed. */
  readonly codeFiles: readonly string[];
  /** Hash of all of them, and of what says which packages are installed. */
  readonly hash: string;
}

/** The extensions beside a catalog; undefined when there are none. */
export function extensionFiles(catalog: string): ExtensionFiles | undefined {
  const root = dirname(catalog);
  const file = names.map((name) => join(root, name)).find((path) => isFile(path));
  if (file === undefined) return undefined;
  const ownFiles = [file];
  const hash = createHash('sha256');
  // A list may grow while it is walked through.
  for (const path of ownFiles) {
    const text = readFileSync(path, 'utf8');
    hash.update(`${relative(root, path).split(sep).join('/')}\0${text}\0`);
    for (const [, , name = ''] of text.matchAll(loads)) {
      const found = fileOf(resolve(dirname(path), name));
      if (found !== undefined && !ownFiles.includes(found)) ownFiles.push(found);
    }
  }
  const installed = locks.filter((name) => existsSync(join(root, name)));
  for (const name of installed) hash.update(`${name}\0`).update(readFileSync(join(root, name)));
  const codeFiles = [...ownFiles, ...installed.map((name) => join(root, name))];
  return { file, ownFiles, codeFiles, hash: hash.digest('hex') };
}

/** Every file that what an extension makes may depend on, whether it is there yet or not: absolute paths. */
export function possibleCode(catalog: string): ReadonlySet<string> {
  const root = dirname(catalog);
  const beside = [...names, ...locks].map((name) => join(root, name));
  return new Set([...beside, ...(extensionFiles(catalog)?.ownFiles ?? [])]);
}

/** As Node finds it. */
function fileOf(path: string): string | undefined {
  return ['', '.js', '.cjs', '.ts', '.json', `${sep}index.js`].map((end) => `${path}${end}`).find((one) => isFile(one));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
