import type { Effect } from '../../effects/effect';
import type { Gates } from '../../model/gates';
import { replyOf } from '../gate';
import type { Gate, Look } from '../gate';
import { fieldIn } from '../owners';

/** A change does not ask for too much, or too little. */
export const limits: Gate = {
  name: 'limits',
  summary: `A service has at most so many pods: \`replicas\` where Git owns the number, \`maxReplicas\` where an autoscaler does. A
change that takes pods away is never refused for that, even if more are left. With \`fewestReplicas\` it has at least so many
(\`replicas\`, or \`minReplicas\`): with 1 nobody scales it to nothing, which is for \`retire\` to do; a change that adds pods is never
refused for that. What all services of a namespace use together is no gate but a law: a catalog in which they would be above
\`quota\` of the environment is not valid, and the change says by how much.`,
  example: `limits: { replicas: 20, fewestReplicas: 1 }
`,
  ask: ({ gates: { limits: wanted }, effects }) =>
    wanted === undefined ? undefined : replyOf(effects.flatMap((effect) => [...looksAt(effect, wanted)])),
};

function* looksAt(
  effect: Effect,
  { replicas: most, fewestReplicas: fewest }: NonNullable<Gates['limits']>,
): Iterable<Look> {
  if (effect.kind !== 'scale') return;
  const asks = (count: number): string => `${effect.service ?? 'a service'} asks for ${count} pods, and`;
  const [before, after] = [podsOf(effect.before, 'maxReplicas'), podsOf(effect.after, 'maxReplicas')];
  if (most !== undefined && after !== undefined) {
    const isAllowed = after <= most || (before !== undefined && after <= before);
    yield {
      verdict: isAllowed ? 'allowed' : 'refused',
      effects: [effect],
      words: `${asks(after)} ${most} are the most`,
    };
  }
  const [least, leastAfter] = [podsOf(effect.before, 'minReplicas'), podsOf(effect.after, 'minReplicas')];
  if (fewest !== undefined && leastAfter !== undefined) {
    const isAllowed = leastAfter >= fewest || (least !== undefined && leastAfter >= least);
    const words = `${asks(leastAfter)} at least ${fewest} have to run`;
    yield { verdict: isAllowed ? 'allowed' : 'refused', effects: [effect], words };
  }
}

/** Pods that a scale asks for, of an autoscaler by one of its bounds; undefined when it says none. */
function podsOf(scale: unknown, bound: 'minReplicas' | 'maxReplicas'): number | undefined {
  const counts = ['replicas', bound].map((field) => fieldIn(scale, field));
  return counts.find((count) => typeof count === 'number');
}
