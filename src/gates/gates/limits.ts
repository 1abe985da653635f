import type { Effect } from '../../effects/effect';
import { replyOf } from '../gate';
import type { Gate, Look } from '../gate';
import { fieldIn } from '../owners';

/** A change does not ask for too much. */
export const limits: Gate = {
  name: 'limits',
  summary: `A service has at most so many pods: \`replicas\` where Git owns the number, \`maxReplicas\` where an autoscaler does. A
change that takes pods away is never refused, even if more than that are left. What all services of a namespace use together is no
gate but a law: a catalog in which they would be above \`quota\` of the environment is not valid, and the change says by how much.`,
  example: `limits: { replicas: 20 }
`,
  ask: ({ gates, effects }) => {
    const most = gates.limits?.replicas;
    return most === undefined ? undefined : replyOf(effects.flatMap((effect) => looksAt(effect, most)));
  },
};

function looksAt(effect: Effect, most: number): readonly Look[] {
  const [before, after] = [podsOf(effect.before), podsOf(effect.after)];
  if (effect.kind !== 'scale' || after === undefined) return [];
  const words = `${effect.service ?? 'a service'} asks for ${after} pods, and ${most} are the most`;
  const isAllowed = after <= most || (before !== undefined && after <= before);
  return [{ verdict: isAllowed ? 'allowed' : 'refused', effects: [effect], words }];
}

/** Most pods that a scale asks for; undefined when it says none. */
function podsOf(scale: unknown): number | undefined {
  const counts = ['replicas', 'maxReplicas'].map((field) => fieldIn(scale, field));
  return counts.find((count) => typeof count === 'number');
}
