import type { Effects } from '../effects/effect';
import { environmentsAsked } from '../gates/questions';
import type { Catalog } from '../model/catalog';
import { fill } from '../model/names';
import type { RequestStatement } from './request-statement';

/**
 * Subject of the commit of a change: in the form that an environment asks for. Of several environments, the first in the order
 * of names that asks for one.
 *
 * @param before the catalog before the change
 */
export function commitSubject({ verb, subject }: RequestStatement, before: Catalog, effects: Effects): string {
  const forms = environmentsAsked(before, effects).map((name) => before.environments.get(name)?.subjects[verb]);
  const form = forms.find((one) => one !== undefined);
  return form === undefined ? subject : fill(form, { subject });
}
