import type { Kustomization } from '../../manifests/manifest';
import { isMapping, listAt, mappingAt, textAt, valueAt } from '../../manifests/value-at';

/** Labels, or annotations. */
export type Labels = ReadonlyMap<string, string>;

/** Where an object has them. */
export type LabelField = 'labels' | 'annotations';

/** The labels or annotations that an object, or the options of a generator, has in a field. */
export function labelsAt(value: unknown, field: LabelField): Labels {
  return new Map(Object.entries(mappingAt(value, [field])).map(([key, text]) => [key, String(text)]));
}

/** What a kustomization adds to everything that it makes, after its patches. */
export function addedLabels({ value }: Kustomization): Readonly<Record<LabelField, Labels>> {
  const pairs = listAt(value, ['labels']).flatMap((entry) => Object.entries(mappingAt(entry, ['pairs'])));
  const labels = [...Object.entries(mappingAt(value, ['commonLabels'])), ...pairs];
  return {
    labels: new Map(labels.map(([key, text]) => [key, String(text)])),
    annotations: new Map(
      Object.entries(mappingAt(value, ['commonAnnotations'])).map(([key, text]) => [key, String(text)]),
    ),
  };
}

/** Whether a kustomization may give objects labels or annotations in a way that only the program knows. */
export function mayRelabel(kustomization: Kustomization): boolean {
  const { value } = kustomization;
  if (['components', 'replacements', 'vars', 'configurations', 'openapi'].some((field) => value[field] !== undefined))
    return true;
  return ['patches', 'patchesStrategicMerge', 'patchesJson6902'].some((field) =>
    listAt(value, [field]).some((patch) => patchMayRelabel(patch, kustomization)),
  );
}

function patchMayRelabel(patch: unknown, { partAt }: Kustomization): boolean {
  const text = typeof patch === 'string' ? patch : (textAt(patch, ['patch']) ?? textAt(patch, ['path']) ?? '');
  if (/labels|annotations/.test(text)) return true;
  const isInline = text.includes('\n') || (isMapping(patch) && textAt(patch, ['path']) === undefined);
  if (isInline) return false;
  const part = partAt?.(text);
  // A JSON patch is no object, so nothing is known of it.
  if (part?.type !== 'file' || part.objects.length === 0) return true;
  return part.objects.some(({ value }) =>
    ['labels', 'annotations'].some((field) => valueAt(value, ['metadata', field]) !== undefined),
  );
}
