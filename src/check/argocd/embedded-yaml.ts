import { readManifestText } from '../../manifests/read-text';
import { valueAt } from '../../manifests/value-at';

/** What a text that is YAML itself says; undefined when it is none. */
export interface EmbeddedYaml {
  readonly value: unknown;
}

/**
 * Reads YAML that stands as text in a value, the way of ConfigMaps. It is read as a field of an object, so that a list
 * and a single word are read as well as a mapping.
 */
export function readEmbeddedYaml(text: string): EmbeddedYaml | undefined {
  const indented = text
    .replace(/^---[ \t]*\n/, '')
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  try {
    const { objects, unreadable } = readManifestText(
      `apiVersion: v1\nkind: Embedded\nmetadata: { name: embedded }\nvalue:\n${indented}\n`,
      'embedded',
    );
    const [object] = objects;
    return object === undefined || unreadable.length > 0 ? undefined : { value: valueAt(object.value, ['value']) };
  } catch {
    return undefined;
  }
}
