import { secretLike } from '../catalog/find-secrets';
import { nameProblem } from '../changes/name-problem';
import { nameOfEnvironment } from '../changes/fields';
import { requestProblem } from '../changes/request-problem';
import type { Catalog } from '../model/catalog';
import { InputError, type Problem } from '../model/problem';
import type { TestStatement } from './evidence-statement';

/**
 * Results of tests as gates find them: of services and environments that there are, by the names that they have. A service is the name
 * of a file that is kept, so anything else would lie where nobody looks, or in the way of another one.
 *
 * @throws InputError for those of nothing that is in the catalog, and for a text that looks like a secret: Git keeps it for ever
 */
export function knownTests(tests: readonly TestStatement[], catalog: Catalog): readonly TestStatement[] {
  const problems = tests.flatMap((one) => [...problemsOf(one, catalog)]);
  if (problems.length > 0) throw new InputError(problems);
  return tests.map(({ environment, ...one }) =>
    environment === undefined ? one : { ...one, environment: nameOfEnvironment(catalog, environment) },
  );
}

function* problemsOf(one: TestStatement, catalog: Catalog): Iterable<Problem> {
  const { service, environment, release, name, link } = one;
  const unknown = [
    nameProblem(catalog, 'service', service, ['service']),
    environment === undefined ? undefined : nameProblem(catalog, 'environment', environment, ['environment']),
  ];
  yield* unknown.flatMap((problem) => problem ?? []);
  for (const [said, text] of Object.entries({ ...release, name, link })) {
    const what = text === undefined ? undefined : secretLike(text);
    if (what === undefined) continue;
    const hint = 'leave it out, and replace it: it has been seen';
    yield requestProblem([said], `${what} is in it, and Git keeps it for ever`, hint);
  }
}
