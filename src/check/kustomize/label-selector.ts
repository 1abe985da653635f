/** Whether labels are such as a selector wants. */
export type LabelSelector = (labels: ReadonlyMap<string, string>) => boolean;

/**
 * A selector as `kubectl -l` and kustomize write it: `app=web, tier in (a, b), !legacy`.
 *
 * @returns undefined when it is none
 */
export function labelSelector(text: string): LabelSelector | undefined {
  const requirements: LabelSelector[] = [];
  // A comma in brackets is between values.
  for (const part of text.match(/[^,()]+(?:\([^()]*\))?/g) ?? []) {
    const requirement = requirementOf(part.trim().replaceAll(/\s+/g, ' '));
    if (requirement === undefined) return undefined;
    requirements.push(requirement);
  }
  return (labels) => requirements.every((holds) => holds(labels));
}

function requirementOf(text: string): LabelSelector | undefined {
  const [, not, label] = /^(! ?)?([\w./-]+)$/.exec(text) ?? [];
  if (label !== undefined) return (labels) => labels.has(label) === (not === undefined);

  const [, equalKey, sign, value = ''] = /^([\w./-]+) ?(==?|!=) ?([\w./-]*)$/.exec(text) ?? [];
  if (equalKey !== undefined) return (labels) => (labels.get(equalKey) === value) === (sign !== '!=');

  const [, key, word, list = ''] = /^([\w./-]+) (in|notin) ?\(([^()]*)\)$/.exec(text) ?? [];
  if (key === undefined) return undefined;
  const values = new Set<string | undefined>(list.split(',').map((one) => one.trim()));
  return (labels) => values.has(labels.get(key)) === (word === 'in');
}
