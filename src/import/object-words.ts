import { mappingAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { isFilledAsItIs, ownerOfAnnotation } from '../model/object-metadata';
import type { ObjectWords } from '../model/place-metadata';

/** Labels and annotations of a mapping that has both, or one of them. */
export function wordsIn(words: Mapping): ObjectWords {
  return { labels: texts(mappingAt(words, ['labels'])), annotations: texts(mappingAt(words, ['annotations'])) };
}

/**
 * Labels and annotations of an object that the catalog can say.
 *
 * @param without labels that are there anyway
 */
export function wordsOf(metadata: Mapping, without: Mapping): ObjectWords {
  const labels = Object.entries(texts(mappingAt(metadata, ['labels'])));
  const annotations = Object.entries(texts(mappingAt(metadata, ['annotations'])));
  return {
    labels: Object.fromEntries(labels.filter(([name]) => !(name in without))),
    annotations: Object.fromEntries(
      annotations.filter(([name, text]) => ownerOfAnnotation(name) === undefined && isFilledAsItIs(text)),
    ),
  };
}

function texts(mapping: Mapping): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}
