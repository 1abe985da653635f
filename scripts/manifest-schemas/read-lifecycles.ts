import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Lifecycle, Lifecycles } from '../../src/manifest-schemas/lifecycle';
import { kindName } from '../../src/manifest-schemas/stored-schemas';

const method =
  /^func \(in \*(\w+)\) APILifecycle(Deprecated|Removed|Replacement)\(.*\n\treturn (?:(\d+), (\d+)|.*Group: "(.*)", Version: "(.*)", Kind: "(.*)"\})$/gm;

/**
 * Reads when kinds end, from the Go module k8s.io/api: its files zz_generated.prerelease-lifecycle.go, and lifecycle.go for
 * versions that are no preview, have a function for each fact. No document of an API server says it.
 *
 * @param folder the module
 */
export function readLifecycles(folder: string): Lifecycles {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const ends = files
    .filter((file) => /\/(zz_generated\.prerelease-)?lifecycle\.go$/.test(file))
    .sort()
    .flatMap((file) => [...endsIn(join(folder, file))]);
  return Object.fromEntries(ends);
}

function endsIn(file: string): ReadonlyMap<string, Lifecycle> {
  const folder = dirname(file);
  const group = /const GroupName = "(.*)"/.exec(readFileSync(join(folder, 'register.go'), 'utf8'))?.[1];
  if (group === undefined) throw new Error(`${folder}/register.go has no GroupName`);
  const version = folder.slice(folder.lastIndexOf('/') + 1);
  const ends = new Map<string, Lifecycle>();
  for (const [, kind = '', fact, major, minor, ...replacement] of readFileSync(file, 'utf8').matchAll(method)) {
    if (kind.endsWith('List')) continue;
    const name = kindName(apiVersionOf(group, version), kind);
    ends.set(name, { ...ends.get(name), ...lifecycleOf(fact, `${major}.${minor}`, replacement) });
  }
  return ends;
}

function lifecycleOf(fact = '', minor: string, [group = '', version = '', kind = '']: readonly string[]): Lifecycle {
  if (fact === 'Deprecated') return { deprecatedIn: minor };
  if (fact === 'Removed') return { removedIn: minor };
  return { replacement: kindName(apiVersionOf(group, version), kind) };
}

function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}
