import type { PolicyRule } from '../rule';

/** Deleting what begins an environment takes nothing along: neither its projects nor the root, nor what these made. */
export const bootstrapsWithoutFinalizers: PolicyRule = {
  name: 'bootstraps-without-finalizers',
  description: 'An Application that the program makes has no finalizer that deletes what it made.',
  *check({ type, name, inputs }) {
    if (!/^kubernetes:argoproj\.io\/\w+:Application$/.test(type)) return;
    const finalizers = at(inputs, 'metadata', 'finalizers');
    if (Array.isArray(finalizers) && finalizers.length > 0) {
      yield `${name}: remove its finalizers; deleting it would delete every Application of the environment`;
    }
  },
};

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((found, key) => {
    return typeof found === 'object' && found !== null ? new Map(Object.entries(found)).get(key) : undefined;
  }, value);
}
