import type { ManifestObject, UnreadableManifest } from '../manifests/manifest';
import { readManifestText } from '../manifests/read-text';
import { mappingAt, textAt } from '../manifests/value-at';
import type { Problem } from '../model/problem';
import type { ServiceManifests, WrittenObject } from '../model/service-manifests';

/** Largest file of manifests, in bytes: four times what the largest CustomResourceDefinitions take. */
const maximumBytes = 8 * 1024 * 1024;

/** Objects of a file, or every problem that was found. */
type ParsedManifests =
  { readonly kind: 'manifests'; readonly value: ServiceManifests } | { readonly problems: readonly Problem[] };

/**
 * Reads a file of manifests as Kubernetes does: any number of objects of any kind, in as many documents.
 *
 * @param file its name for problems
 */
export function parseManifests(content: Buffer, file: string): ParsedManifests {
  if (content.length > maximumBytes) {
    const message = `the file has ${content.length} bytes, which exceeds the limit ${maximumBytes}`;
    return { problems: [{ file, path: [], message, hint: 'split it' }] };
  }
  const { objects, unreadable, kustomizations, skipped } = readManifestText(content, file);
  const problems = [
    ...unreadable.map(unread),
    ...kustomizations.map(({ locate }) => ({
      file,
      ...locate([]),
      path: [],
      message: 'a kustomization is no object of a cluster',
      hint: 'write the objects that it makes here: "kustomize build"',
    })),
    ...(skipped === undefined
      ? []
      : [{ file, path: [], message: skipped, hint: 'write the object as a cluster takes it' }]),
    ...objects.flatMap((object) => [...problemsOf(object)]),
  ];
  if (problems.length > 0) return { problems };
  const written = objects.flatMap(({ value }) => (isWritten(value) ? [value] : []));
  if (written.length > 0) return { kind: 'manifests', value: { objects: written } };
  return { problems: [{ file, path: [], message: 'the file has no object', hint: 'write one, or delete the file' }] };
}

/** That the reader of manifests has asked for these is not in its types. */
function isWritten(value: Readonly<Record<string, unknown>>): value is WrittenObject {
  return typeof value['apiVersion'] === 'string' && typeof textAt(value, ['metadata', 'name']) === 'string';
}

function unread({ file, line, column, message, hint }: UnreadableManifest): Problem {
  return { file, line, column, path: [], message, ...(hint === undefined ? {} : { hint }) };
}

function* problemsOf({ value, kind, file, locate }: ManifestObject): Iterable<Problem> {
  const say = (path: (string | number)[], message: string, hint: string): Problem => ({
    file,
    ...locate(path),
    path,
    message,
    hint,
  });
  if (textAt(value, ['metadata', 'name']) === undefined)
    yield say(['metadata'], `the ${kind} has no "metadata.name"`, 'give it one: it is applied again and again');
  for (const field of ['data', 'stringData'])
    if (kind === 'Secret' && Object.keys(mappingAt(value, [field])).length > 0)
      yield say(
        [field],
        'a Secret with values is written here, and Git forgets nothing',
        'name its keys in secrets.keys',
      );
  const metadata = mappingAt(value, ['metadata']);
  for (const field of ['uid', 'resourceVersion', 'managedFields', 'ownerReferences'])
    if (field in metadata)
      yield say(['metadata', field], `"${field}" is written by the API server`, 'remove it; write what you want');
  if (Object.keys(mappingAt(value, ['status'])).length > 0)
    yield say(['status'], '"status" is written by the cluster', 'remove it; write what you want');
}
