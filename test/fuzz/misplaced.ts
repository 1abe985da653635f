import type { ManifestText } from '../../src/manifests/read-text';

/** The first place that is not in the text, for people; undefined when all of them are. The end of the text is in it. */
export function misplaced(text: string, { objects, unreadable }: ManifestText): string | undefined {
  const lines = text.split('\n');
  const places = [...unreadable, ...objects.flatMap(({ locate }) => locate(['metadata']) ?? [])];
  const wrong = places.find(({ line, column }) => !(column >= 1 && column <= (lines[line - 1]?.length ?? -1) + 1));
  return wrong === undefined ? undefined : JSON.stringify(wrong);
}
