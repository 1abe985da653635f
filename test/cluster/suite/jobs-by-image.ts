import * as z from 'zod';

const Stage = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    selector: z.looseObject({ matchExpressions: z.array(z.unknown()) }),
    next: z.looseObject({ statusTemplate: z.string() }),
  }),
});

/** Stages of kwok by which the tag of an image says how the pod of a job ends: `-fails` fails, and all others succeed. */
export function jobsByImage(shipped: readonly object[]): readonly object[] {
  return shipped.flatMap((object) => {
    const stage = Stage.safeParse(object).data;
    if (stage?.metadata.name !== 'pod-complete') return [object];
    const { selector, next } = stage.spec;
    const ends = (name: string, operator: string, statusTemplate: string): object => ({
      ...stage,
      metadata: { ...stage.metadata, name },
      spec: {
        ...stage.spec,
        selector: { matchExpressions: [...selector.matchExpressions, { key: failingImages, operator }] },
        next: { ...next, statusTemplate },
      },
    });
    const failed = next.statusTemplate
      .replace('exitCode: 0', 'exitCode: 1')
      .replace('reason: Completed', 'reason: Error')
      .replace('phase: Succeeded', 'phase: Failed');
    return [ends('pod-complete', 'DoesNotExist', next.statusTemplate), ends('pod-fail', 'Exists', failed)];
  });
}

const failingImages = '.spec.containers.[] | select( .image | test("-fails") ) | .name';
