import type { Placement } from './placement';

/** Images that the catalog says for the pods of a placement, each once; none for what Helm or kustomize makes, or what is retired. */
export function imagesOf(placement: Placement): readonly string[] {
  const { image, initContainers, sidecars, jobs, runs, isRetired } = placement;
  if (runs === 'software' || isRetired) return [];
  const others = [...initContainers, ...sidecars, ...jobs.all.map(({ container }) => container)];
  return [...new Set([image, ...others.map((one) => one.image)])];
}
