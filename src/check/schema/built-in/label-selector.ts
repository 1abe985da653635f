import { isMapping } from '../../../manifests/value-at';
import type { Field } from '../field';
import { checkLabels } from '../metadata';
import { labelKey, labelValue } from '../names';

/** Says what a server has against a `LabelSelector`. */
export function checkSelector(selector: Field): void {
  checkLabels(selector.at('matchLabels'));
  for (const expression of selector.at('matchExpressions').items()) {
    const [key, operator, values] = [expression.at('key'), expression.at('operator'), expression.at('values')];
    if (key.text !== '') key.mustBe(labelKey);
    const count = values.items().length;
    if (/^(In|NotIn)$/.test(operator.text) && count === 0)
      values.miss(`"${operator.text}" compares with a list of values`);
    else if (/^(Exists|DoesNotExist)$/.test(operator.text) && count > 0) {
      values.refuse(`may not be there: "${operator.text}" has no values`);
    } else if (operator.text !== '' && !/^(In|NotIn|Exists|DoesNotExist)$/.test(operator.text)) {
      operator.refuse('is no operator', 'allowed are In, NotIn, Exists, DoesNotExist');
    }
    for (const value of values.items()) value.mustBe(labelValue);
  }
}

/** Says what a server has against the selector of what makes pods: it must select the pods of the template. */
export function checkOwnSelector(spec: Field, kind: string): void {
  const selector = spec.at('selector');
  if (!isMapping(selector.value)) return;
  checkSelector(selector);
  const isEmpty = selector.at('matchLabels').entries().length + selector.at('matchExpressions').items().length === 0;
  if (isEmpty) return selector.refuse(`is empty: a ${kind} needs a selector that selects something`);
  const labels = spec.at('template').at('metadata').at('labels');
  const unmatched = selector
    .at('matchLabels')
    .entries()
    .find(({ key, value }) => labels.at(String(key)).value !== value);
  const failed = selector
    .at('matchExpressions')
    .items()
    .find((expression) => !isSelected(expression, labels));
  const culprit = unmatched ?? failed;
  culprit?.say(
    'value-not-allowed',
    `the selector wants ${wish(culprit)}, which the labels of the pod template do not have`,
    'give spec.template.metadata.labels what spec.selector asks for',
  );
}

function wish(field: Field): string {
  return typeof field.key === 'string'
    ? `"${field.key}: ${field.text}"`
    : `"${field.at('key').text} ${field.at('operator').text}"`;
}

function isSelected(expression: Field, labels: Field): boolean {
  const label = labels.at(expression.at('key').text);
  const values = expression.at('values').items();
  const isListed = label.isThere && values.some(({ value }) => value === label.value);
  switch (expression.at('operator').text) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return label.isThere;
    case 'DoesNotExist':
      return !label.isThere;
    default:
      return true;
  }
}
