import type { Problem } from '../model/problem';
import { beginsWithinBounds, type Scale } from '../model/scale';
import { requestProblem } from './request-problem';

/** How many pods somebody asks for. */
export interface WantedPods {
  /** Where an autoscaler owns the number, it is the fewest, and the most where that is less. */
  readonly replicas?: number | undefined;
  readonly minReplicas?: number | undefined;
  readonly maxReplicas?: number | undefined;
}

/** The scale with other numbers, as far as its owner lets anybody say them; or what is in the way. */
export function wantedScale(scale: Scale, wanted: WantedPods): Scale | readonly Problem[] {
  if (scale.owner === 'fixed') {
    const bounds = (['minReplicas', 'maxReplicas'] as const).filter((field) => wanted[field] !== undefined);
    if (bounds.length === 0) return { ...scale, replicas: wanted.replicas ?? scale.replicas };
    return bounds.map((field) =>
      requestProblem([field], 'no autoscaler owns the number of pods here, so that it has no bounds', 'say replicas'),
    );
  }
  const minReplicas = wanted.minReplicas ?? wanted.replicas ?? scale.minReplicas;
  const maxReplicas = wanted.maxReplicas ?? Math.max(wanted.replicas ?? 0, scale.maxReplicas);
  const problems = [
    ...(scale.owner === 'hpa' && minReplicas < 1 ? [noPods(wanted)] : []),
    ...(minReplicas > maxReplicas ? [crossed(wanted, minReplicas, maxReplicas)] : []),
  ];
  if (problems.length > 0) return problems;
  const bounded = { ...scale, minReplicas, maxReplicas };
  if (beginsWithinBounds(bounded)) return bounded;
  const { initialReplicas: _, ...begun } = bounded;
  return begun;
}

function noPods({ minReplicas }: WantedPods): Problem {
  return requestProblem(
    [minReplicas === undefined ? 'replicas' : 'minReplicas'],
    'a HorizontalPodAutoscaler keeps 1 pod at least',
    'say 1, or set the owner of scale to "fixed" or "keda"',
  );
}

function crossed(wanted: WantedPods, minReplicas: number, maxReplicas: number): Problem {
  const isMost = wanted.maxReplicas !== undefined;
  return requestProblem(
    [isMost ? 'maxReplicas' : 'minReplicas'],
    `at least ${minReplicas} pods are more than at most ${maxReplicas}`,
    isMost ? 'raise maxReplicas, or say minReplicas, too' : 'lower minReplicas, or say maxReplicas, too',
  );
}
