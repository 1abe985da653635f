import { documents } from './catalog';
import type { DocumentName } from './catalog';
import { isSplitByRoutes } from './placed-rollout';
import type { Resolved } from './resolve';
import { isSoftware } from './software';

/** What divides requests, as `explain` says it of settings. */
interface ExplainedWeights {
  readonly path: readonly string[];
  readonly value: 'pods' | 'routes';
  readonly source: {
    readonly kind: 'default' | 'environment';
    readonly name: string;
    readonly document?: DocumentName;
    readonly path: readonly string[];
  };
  readonly overrides: readonly [];
}

/** What the weights of a canary are of where it does not say so itself: the environment does, or nobody. */
export function explainWeights(resolved: Resolved): readonly ExplainedWeights[] {
  const { settings, wants, environment } = resolved;
  const { rollout } = settings;
  if (rollout.strategy !== 'canary' || rollout.weights !== undefined || isSoftware(wants)) return [];
  const path = ['rollout', 'weights'];
  if (!isSplitByRoutes(resolved))
    return [{ path, value: 'pods', source: { kind: 'default', name: 'default', path }, overrides: [] }];
  const source = {
    kind: 'environment',
    name: `environment ${environment}`,
    document: documents.environment(environment),
    path: ['canaryWeights'],
  } as const;
  return [{ path, value: 'routes', source, overrides: [] }];
}
