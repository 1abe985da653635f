import { isDeepStrictEqual } from 'node:util';

import type { Resolved } from '../model/resolve';
import type { ServiceFile } from '../model/service-file';
import type { Effect } from './effect';

/** What differs in the files beside a service, file by file: its processes read them, as they read their settings. */
export function fileEffects(before: Pick<Resolved, 'files'> | undefined, after: Resolved): readonly Effect[] {
  const { service, environment } = after;
  const was = before?.files ?? new Map<string, never>();
  if (was === after.files) return [];
  return [...new Set([...was.keys(), ...after.files.keys()])].sort().flatMap((name): readonly Effect[] => {
    const [from, to] = [was.get(name), after.files.get(name)];
    if (isDeepStrictEqual(from?.file, to?.file)) return [];
    const become = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
    return [
      {
        kind: 'setting',
        service,
        environment,
        document: to?.document ?? from?.document ?? '',
        path: [],
        before: contentOf(from?.file),
        after: contentOf(to?.file),
        words: `the file ${name} of ${service} in ${environment}: ${become}`,
      },
    ];
  });
}

function contentOf(file: ServiceFile | undefined): string | undefined {
  if (file === undefined) return undefined;
  return 'text' in file ? file.text : file.base64;
}
