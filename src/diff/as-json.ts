import type { RiskGroup } from './group';
import type { DiffReport } from './report';
import { shownFieldPath } from './shown';

/** Makes a report for programs: one object, with the values as they are. */
export function diffAsJson({ against, counts, stale, groups }: DiffReport): object {
  return { against, counts, stale, groups: groups.map(groupAsJson) };
}

function groupAsJson({ category, change, objects, consequences, fields }: RiskGroup): object {
  return {
    category,
    change,
    count: objects.length,
    objects: objects.map(({ environment, ...id }) => (environment === '' ? id : { ...id, environment })),
    consequences: consequences.map(({ severity, text, source }) => ({ severity, text, source })),
    fields: fields.map(({ path, before, after, isOrder }) => ({
      path: shownFieldPath(path),
      before: before ?? null,
      after: after ?? null,
      ...(isOrder === true && { isOrder }),
    })),
  };
}
