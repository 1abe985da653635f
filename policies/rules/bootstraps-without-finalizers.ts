import type { Inputs, Rule } from '../rule';

/** The root of an environment that a person syncs cannot be deleted by a program, nor take its Applications along. */
export const protectedRoots: Rule = {
  name: 'protected-roots',
  description:
    'A root Application that never prunes is protected, and no root has a finalizer that deletes what it made.',
  *check({ type, name, inputs, isProtected }) {
    if (!/^kubernetes:argoproj\.io\/\w+:Application$/.test(type)) return;
    if (!isProtected && !prunes(inputs)) {
      yield `${name}: set "protect": it is the root of an environment in which a person decides what is deleted`;
    }
    const finalizers = at(inputs, 'metadata', 'finalizers');
    if (Array.isArray(finalizers) && finalizers.length > 0) {
      yield `${name}: remove its finalizers; deleting it would delete every Application of the environment`;
    }
  },
};

function prunes(inputs: Inputs): boolean {
  return at(inputs, 'spec', 'syncPolicy', 'automated', 'prune') === true;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((found, key) => {
    return typeof found === 'object' && found !== null ? new Map(Object.entries(found)).get(key) : undefined;
  }, value);
}
