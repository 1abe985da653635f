import { dirname, join, resolve } from 'node:path';

import { contentAt } from '../../tree/content-at';

/**
 * Addresses of the remotes of the repository that a folder is in, of its configuration: no program is asked.
 *
 * @returns undefined outside of a repository, and for one that has no remote
 */
export function remotesAt(folder: string): readonly string[] | undefined {
  for (let above = resolve(folder); ; above = dirname(above)) {
    const config = configIn(above);
    if (config !== undefined) return addressesIn(config);
    if (dirname(above) === above) return undefined;
  }
}

/** `.git` is a folder; of a work tree and of a submodule, it is a file that names one. */
function configIn(folder: string): string | undefined {
  const own = textAt(join(folder, '.git', 'config'));
  if (own !== undefined) return own;
  const [, linked] = /^gitdir: (.+)$/m.exec(textAt(join(folder, '.git')) ?? '') ?? [];
  if (linked === undefined) return undefined;
  const place = resolve(folder, linked.trim());
  const common = textAt(join(place, 'commondir'));
  return textAt(join(common === undefined ? place : resolve(place, common.trim()), 'config'));
}

function addressesIn(config: string): readonly string[] | undefined {
  let isRemote = false;
  const addresses = config.split('\n').flatMap((line) => {
    if (line.trimStart().startsWith('[')) isRemote = /^\s*\[remote\b/.test(line);
    const [, address] = /^\s*url\s*=\s*(\S.*)$/.exec(line) ?? [];
    return isRemote && address !== undefined ? [address.trim()] : [];
  });
  return addresses.length === 0 ? undefined : addresses;
}

function textAt(path: string): string | undefined {
  return contentAt(path)?.toString('utf8');
}
