import type { Field } from '../field';
import { labelKey, labelValue } from '../names';

/** Says what a server has against the nodes that pods ask for. */
export function checkNodeAffinity(affinity: Field): void {
  const required = affinity.at('requiredDuringSchedulingIgnoredDuringExecution');
  const terms = required.at('nodeSelectorTerms');
  if (required.isThere && terms.items().length === 0) terms.miss('it needs one term or more');
  for (const term of terms.items()) checkTerm(term);
  for (const preferred of affinity.at('preferredDuringSchedulingIgnoredDuringExecution').items()) {
    preferred.at('weight').mustBeWithin(1, 100);
    checkTerm(preferred.at('preference'));
  }
}

function checkTerm(term: Field): void {
  for (const expression of term.at('matchExpressions').items()) {
    const [key, operator, values] = [expression.at('key'), expression.at('operator').text, expression.at('values')];
    if (key.text !== '') key.mustBe(labelKey);
    const count = values.items().length;
    if (/^(In|NotIn)$/.test(operator) && count === 0) values.miss(`"${operator}" compares with a list of values`);
    if (/^(Exists|DoesNotExist)$/.test(operator) && count > 0) {
      values.refuse(`may not be there: "${operator}" has no values`);
    }
    if (/^(Gt|Lt)$/.test(operator) && count !== 1) values.refuse(`has ${count} elements: "${operator}" has one value`);
    for (const value of values.items()) value.mustBe(labelValue);
  }
}
