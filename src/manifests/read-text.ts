import { charactersOf } from './characters';
import type { Kustomization, ManifestObject, RepeatedKey, UnreadableManifest } from './manifest';
import {
  isKustomizationFile,
  looksLikeManifest,
  recognize,
  recognizeKustomization,
  type Recognized,
} from './object-of';
import { readDocument, type DocumentFault } from './read-document';
import { splitDocuments } from './split-documents';

/** What a text holds. */
export interface ManifestText {
  readonly objects: readonly ManifestObject[];
  readonly unreadable: readonly UnreadableManifest[];
  readonly kustomizations: readonly Kustomization[];
  /** Why it was not read, or not all of it: it is the template of a manifest, is encrypted, or is for another program. */
  readonly skipped?: string;
}

/** How a file begins that git-crypt has encrypted, and that nobody has unlocked. */
const gitCrypt = '\0GITCRYPT\0';

/** Actions of a Go template where YAML has something else: they alone on a line, as a value, or with a trimming dash. */
const templateAction = /\{\{-|(?:^|\n|[:-] )[ \t]*\{\{/;

/**
 * Reads the objects of a text as Kubernetes does (sigs.k8s.io/yaml): YAML 1.1 or JSON, any number of documents. What is
 * wrong with one document does not hide the others. A text without `apiVersion` and `kind` in any document is no
 * manifest, and has no objects. It never throws because of the text.
 *
 * @param content the file; bytes must be UTF-8
 * @param file name for people
 */
export function readManifestText(content: string | Buffer, file: string): ManifestText {
  if (content.indexOf(gitCrypt) === 0) {
    return { objects: [], unreadable: [], kustomizations: [], skipped: 'git-crypt has encrypted it' };
  }
  const text = charactersOf(content, file);
  if (typeof text !== 'string') return { objects: [], unreadable: [text], kustomizations: [] };

  const documents = splitDocuments(text).map((piece) => readDocument(piece));
  const isTemplate = documents.some(({ problems }) => problems.length > 0) && templateAction.test(text);
  if (isTemplate) {
    const skipped = 'it is a template: "{{ ... }}" stands where YAML has something else';
    return { objects: [], unreadable: [], kustomizations: [], skipped };
  }
  const recognized: Recognized = {
    objects: new Array<ManifestObject>(),
    kustomizations: new Array<Kustomization>(),
    unreadable: new Array<UnreadableManifest>(),
  };
  for (const { value, problems, locate, writtenAt } of documents) {
    const repeated = repeatedKeysIn(problems);
    if (repeated !== undefined && recognizeKustomization(value, file, locate, repeated, recognized)) continue;
    if (value === undefined || looksLikeManifest(value) || isKustomizationFile(file)) {
      for (const { line, column, message, hint } of problems)
        recognized.unreadable.push({ file, line, column, message, hint });
    }
    // Half an object would make rules complain of what is there.
    if (problems.length === 0) recognize(value, file, locate, recognized, writtenAt);
  }
  return recognized;
}

/** Undefined when something else is wrong, or nothing. */
function repeatedKeysIn(problems: readonly DocumentFault[]): readonly RepeatedKey[] | undefined {
  const repeated = problems.flatMap(({ line, column, repeatedKey: key }) =>
    key === undefined ? [] : [{ line, column, key }],
  );
  return repeated.length === 0 || repeated.length < problems.length ? undefined : repeated;
}
