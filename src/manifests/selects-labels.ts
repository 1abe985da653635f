import { isMapping, listAt, mappingAt, textAt } from './value-at';
import type { Mapping } from './value-at';

/**
 * Whether a `LabelSelector` selects what has these labels (Kubernetes, "Labels and Selectors"); one that says nothing selects all.
 *
 * @param mayHave whether it may have a label, with any value, that is not among them @default it has no other labels
 */
export function selectsLabels(
  selector: Mapping,
  labels: Mapping,
  mayHave: (label: string) => boolean = () => false,
): boolean {
  for (const [label, value] of Object.entries(mappingAt(selector, ['matchLabels'])))
    if (labels[label] === undefined ? !mayHave(label) : textOfLabel(labels[label]) !== textOfLabel(value)) return false;
  return listAt(selector, ['matchExpressions']).every((one) => !isMapping(one) || holds(one, labels, mayHave));
}

function holds(expression: Mapping, labels: Mapping, mayHave: (label: string) => boolean): boolean {
  const key = textAt(expression, ['key']) ?? '';
  const label = labels[key];
  const isListed =
    label !== undefined && listAt(expression, ['values']).some((value) => textOfLabel(value) === textOfLabel(label));
  switch (textAt(expression, ['operator'])) {
    case 'In':
      return isListed || (label === undefined && mayHave(key));
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return label !== undefined || mayHave(key);
    case 'DoesNotExist':
      return label === undefined;
    default:
      // The API server takes no other one.
      return true;
  }
}

/** The value of a label as a text: whoever writes a number means its digits. */
export function textOfLabel(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
