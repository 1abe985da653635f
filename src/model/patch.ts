import * as z from 'zod';

/** A place in an object as JSON patches name it (RFC 6901). */
const Pointer = z
  .string()
  .regex(/^(\/([^~/]|~[01])*)+$/, 'must be a place such as "/spec/template/spec/containers/0/args/-" (RFC 6901)');

/** One step of a JSON patch (RFC 6902). */
const JsonOperation = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('add'), path: Pointer, value: z.unknown().nonoptional() }),
  z.strictObject({ op: z.literal('replace'), path: Pointer, value: z.unknown().nonoptional() }),
  z.strictObject({ op: z.literal('remove'), path: Pointer }),
  z.strictObject({ op: z.literal('test'), path: Pointer, value: z.unknown().nonoptional() }),
  z.strictObject({ op: z.literal('copy'), from: Pointer, path: Pointer }),
  z.strictObject({ op: z.literal('move'), from: Pointer, path: Pointer }),
]);
export type JsonOperation = z.infer<typeof JsonOperation>;

/** A change of a rendered object, for what no setting says. */
export const Patch = z
  .strictObject({
    kind: z
      .string()
      .regex(/^[A-Z][A-Za-z0-9]*$/, 'must be a kind such as "Deployment"')
      .describe('Kind of the object.'),
    name: z.string().min(1).optional().describe('Its name. Default: that of the only object of the kind.'),
    merge: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        'Fields that are laid over those of the object: mappings key by key, lists by the keys that Kubernetes merges them by (containers by name); null removes a field.',
      ),
    json: z
      .array(JsonOperation)
      .min(1, 'must have at least one operation')
      .optional()
      .describe('Operations of a JSON patch (RFC 6902), one after the other.'),
  })
  .refine(({ merge, json }) => (merge === undefined) !== (json === undefined), {
    message: 'must have either "merge" or "json"',
  });
export type Patch = z.infer<typeof Patch>;

/** Patches of a service or an overlay, one after the other. */
export const Patches = z.array(Patch);
