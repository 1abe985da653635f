import { formatBytes } from '../model/quantity';
import type { Problem } from '../model/problem';
import { mostBytes } from '../model/service-file';
import type { ServiceFile } from '../model/service-file';
import { formatOfSecret } from '../secrets/formats';
import { hasSecret, isCertain, secretsIn } from '../secrets/find';
import { isReadable } from './refused-texts';

/** A file that processes of a service read, or why it cannot be one. */
type ParsedFile = { readonly kind: 'file'; readonly value: ServiceFile } | { readonly problems: readonly Problem[] };

/**
 * Reads a file that processes of a service read: as a text where it is one that an API server reads, else as bytes.
 *
 * @param file its name for problems
 */
export function parseFile(content: Buffer, file: string): ParsedFile {
  const bytes = content.length;
  if (bytes > mostBytes) {
    const message = `the file has ${bytes} bytes, above the ${formatBytes(mostBytes)} that a ConfigMap holds in all`;
    return { problems: [{ file, path: [], message, hint: 'put it into the image, or into a volume' }] };
  }
  const text = textOf(content);
  const secrets = problemsOfSecrets(text ?? content.toString('latin1'), file);
  if (secrets.length > 0) return { problems: secrets };
  return { kind: 'file', value: text === undefined ? { bytes, base64: content.toString('base64') } : { bytes, text } };
}

/** @returns undefined for bytes that are no text, or none that reaches a process as it is */
function textOf(content: Buffer): string | undefined {
  const text = content.toString('utf8');
  const isSame = Buffer.from(text).equals(content);
  return isSame && isReadable(text) && !/[\0\ufeff]/.test(text) ? text : undefined;
}

function problemsOfSecrets(text: string, file: string): readonly Problem[] {
  const hint = 'put it into the secret store, name its key in secrets.keys, and replace it: it has been seen';
  const said = (what: string, line: number): Problem => ({
    file,
    line,
    column: 1,
    path: [],
    message: `${what} is written here, and a file beside a service is no place for one`,
    hint,
  });
  const name = file.slice(file.lastIndexOf('/') + 1);
  const lines = linesOf(
    text,
    secretsIn(text)
      .filter(isCertain)
      .map(({ start }) => start),
  );
  const found = lines.map(({ line, number }) =>
    said(formatOfSecret(line) ?? 'a value that looks like a secret', number),
  );
  if (found.length === 0 && hasSecret(name, text))
    return [said('what looks like a secret, by the name of the file,', 1)];
  return found;
}

/** The lines of a text in which there are places, each once. */
function linesOf(
  text: string,
  places: readonly number[],
): readonly { readonly line: string; readonly number: number }[] {
  if (places.length === 0) return [];
  const sorted = places.toSorted((a, b) => a - b);
  let [next, end] = [0, 0];
  return text.split('\n').flatMap((line, index) => {
    end += line.length + 1;
    const first = next;
    while ((sorted[next] ?? Infinity) < end) next += 1;
    return next > first ? [{ line, number: index + 1 }] : [];
  });
}
