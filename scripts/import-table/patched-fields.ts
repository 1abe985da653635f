import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';
import * as z from 'zod';

const Patched = z.object({ patches: z.array(z.object({ kind: z.string(), merge: z.unknown() })).optional() });

/** Fields of patches by their paths, with how many times each is there; the most frequent ones first. */
export function patchedFields(catalog: string): readonly { readonly field: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const path of readdirSync(join(catalog, 'services'), { recursive: true, encoding: 'utf8' })) {
    if (!/^[^/]+\/[^/]+\.yaml$/.test(path)) continue;
    const { data } = Patched.safeParse(load(readFileSync(join(catalog, 'services', path), 'utf8')));
    for (const { kind, merge } of data?.patches ?? [])
      for (const field of fieldsOf(merge, kind)) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return [...counts].map(([field, count]) => ({ field, count })).sort((a, b) => b.count - a.count);
}

function fieldsOf(value: unknown, at: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [at];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, one]) => fieldsOf(one, isList ? `${at}[]` : `${at}.${key}`));
}
