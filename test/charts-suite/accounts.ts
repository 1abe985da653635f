import * as z from 'zod';

import type { Rendered } from './real-chart';

const Binding = z.looseObject({
  roleRef: z.looseObject({ kind: z.string(), name: z.string() }),
  subjects: z
    .array(z.looseObject({ kind: z.string(), name: z.string(), namespace: z.string().optional() }))
    .default([]),
});
const Role = z.looseObject({ rules: z.array(z.unknown()).nullish() });

/** Service accounts that may do something on the cluster, as `namespace/name`. A role of the cluster's own has rights. */
export function accountsWithRights(objects: readonly Rendered[]): ReadonlySet<string> {
  const empty = new Set(
    objects
      .filter(({ kind, ...role }) => /^(Cluster)?Role$/.test(kind) && (Role.parse(role).rules ?? []).length === 0)
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  );
  return new Set(
    objects
      .filter(({ kind }) => /^(Cluster)?RoleBinding$/.test(kind))
      .flatMap((binding) => {
        const { roleRef, subjects } = Binding.parse(binding);
        if (empty.has(`${roleRef.kind} ${roleRef.name}`)) return [];
        return subjects.map(({ name, namespace = binding.metadata.namespace ?? '' }) => `${namespace}/${name}`);
      }),
  );
}
