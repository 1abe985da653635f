import * as fc from 'fast-check';

import { aGitOpsRemote } from './a-delivery';
import { brokenPromises } from './a-promotion-world';
import type { Step, StepKind } from './promotion/step';
import * as answers from './promotion/steps/answers';
import * as freezes from './promotion/steps/freezes';
import * as holds from './promotion/steps/holds';
import * as releases from './promotion/steps/releases';
import * as scales from './promotion/steps/scales';
import * as services from './promotion/steps/services';
import * as settings from './promotion/steps/settings';
import * as time from './promotion/steps/time';
import { Table } from './promotion/table';
import { worldCatalog } from './promotion/world-catalog';

/** All that people do. */
export const stepKinds = [releases, answers, freezes, holds, scales, services, settings, time].flatMap((kinds) =>
  Object.values(kinds).map((kind): Pick<StepKind<unknown>, 'kind' | 'any'> => kind),
);

/** Any order of what people do; what leads to prod comes often, for it takes many steps. */
export const steps = (length: {
  readonly minLength: number;
  readonly maxLength: number;
}): fc.Arbitrary<readonly Step[]> => fc.array(fc.oneof(...stepKinds.map(({ any }) => any)), { ...length, size: 'max' });

/** What a run of steps led to. */
export interface Played {
  readonly broken: readonly string[];
  /** How often each verb was committed, a release came to prod, somebody took something back, or committed by hand. */
  readonly done: ReadonlyMap<string, number>;
  readonly table: Table;
}

/** Does steps on a repository of its own, and looks at what became of it. */
export async function play(all: readonly Step[]): Promise<Played> {
  const table = await Table.laid(aGitOpsRemote(worldCatalog));
  for (const one of all) {
    // No two steps are in the same second: what was before an approval can be told from what came after it.
    table.pass(1);
    await one.play(table);
  }
  return { broken: [...table.broken, ...brokenPromises(table.remote, table)], done: table.done, table };
}
