import type { Path } from '../../manifests/manifest';
import { isMapping, listAt, textAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';
import type { Application } from './applications';
import { fitsGlob } from './glob';

/** A field that an Application ignores. */
export interface IgnoredField {
  /** The entry of `ignoreDifferences`. */
  readonly entry: Mapping;
  readonly type: 'pointer' | 'jq';
  readonly text: string;
  readonly path: Path;
}

/** Every pointer and every jq expression of `ignoreDifferences`. */
export function ignoredFieldsOf({ spec, specPath }: Application): readonly IgnoredField[] {
  return listAt(spec, ['ignoreDifferences']).flatMap((entry, index) => {
    if (!isMapping(entry)) return [];
    const fields = (key: string, type: IgnoredField['type']): readonly IgnoredField[] =>
      listAt(entry, [key]).flatMap((text, position) =>
        typeof text === 'string'
          ? [{ entry, type, text, path: [...specPath, 'ignoreDifferences', index, key, position] }]
          : [],
      );
    return [...fields('jsonPointers', 'pointer'), ...fields('jqPathExpressions', 'jq')];
  });
}

/** Whether a field is this one, written as a pointer or in jq: `/spec/replicas`, `.spec.replicas`. */
export function isField(field: IgnoredField, pointer: string): boolean {
  if (field.type === 'pointer') return field.text.trim() === pointer;
  const plain = field.text.replace(/\s|"|\?/g, '').replace(/\[([\w-]+)\]/g, '.$1');
  return plain === pointer.replaceAll('/', '.') || plain === `.${pointer.slice(1).replaceAll('/', '.')}`;
}

/** Whether an entry is about an object. Kind, group, name and namespace may be patterns; what is absent fits all. */
export function isEntryAbout(
  entry: Mapping,
  object: {
    readonly kind: string;
    readonly group: string;
    readonly name: string;
    readonly namespace?: string | undefined;
  },
): boolean {
  const kind = textAt(entry, ['kind']) ?? '';
  const group = textAt(entry, ['group']) ?? '';
  const name = textAt(entry, ['name']);
  const namespace = textAt(entry, ['namespace']);
  return (
    fitsGlob(kind, object.kind) &&
    fitsGlob(group, object.group) &&
    (name === undefined || name === '' || name === object.name) &&
    (namespace === undefined || namespace === '' || object.namespace === undefined || namespace === object.namespace)
  );
}
