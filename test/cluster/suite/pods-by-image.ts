import * as z from 'zod';

/** Seconds that a pod takes to become ready whose image is called `-slow`. */
export const slowSeconds = 30;

const Stage = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ selector: z.looseObject({ matchExpressions: z.array(z.unknown()) }).optional() }),
});

/**
 * Stages of kwok by which the tag of an image says how its pod gets on: `-slow` becomes ready half a minute after it was
 * scheduled, `-never` never does, and all others at once.
 */
export function podsByImage(shipped: readonly object[]): readonly object[] {
  return shipped.flatMap((object) => {
    const stage = Stage.safeParse(object).data;
    if (stage?.metadata.name !== 'pod-ready') return [object];
    const ready = (name: string, ...images: readonly object[]): z.output<typeof Stage> => ({
      ...stage,
      metadata: { ...stage.metadata, name },
      spec: {
        ...stage.spec,
        selector: { matchExpressions: [...(stage.spec.selector?.matchExpressions ?? []), ...images] },
      },
    });
    const slow = ready('pod-ready-slow', { key: imagesLike('-slow'), operator: 'Exists' });
    return [
      ready('pod-ready', { key: imagesLike('-slow|-never'), operator: 'DoesNotExist' }),
      { ...slow, spec: { ...slow.spec, delay: { durationMilliseconds: slowSeconds * 1000 } } },
    ];
  });
}

function imagesLike(expression: string): string {
  return `.spec.containers.[] | select( .image | test("${expression}") ) | .name`;
}
