/** A mistake is said in a line or two; a program that says more repeats what it was given. */
const longestSaid = 600;

/** How kubectl begins: `E1128 17:34:58.363088   28056 run.go:72] "command failed" err=`. */
const logPrefix = /^[EFW]\d{4} [\d:.]{1,20} {1,20}\d{1,20} [\w.-]{1,80}:\d{1,9}\] (?:"[^"\n]{0,200}" err=)?/;

/** Advice of helm that says nothing about the manifests. */
const advice = /^Use --debug flag/;

/**
 * What `kustomize`, `kubectl` and `helm` say is wrong, without what they write around it: the prefix of a log, the brackets
 * of a text of several lines, warnings before it, advice behind it.
 *
 * @param stderr all that the program wrote there
 * @returns one line; undefined when there is nothing in it
 */
export function whatProgramSaid(stderr: string): string | undefined {
  const lines = stderr
    .slice(-100_000)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '' && !advice.test(line) && !/^(?:#|W\d{4}|Warning:|WARNING:)/.test(line));
  // A warning may stand before; what ended the program is the last thing that begins.
  const start = lines.findLastIndex((line) => /^E\d{4} |^Error: /.test(line));
  const said = lines
    .slice(Math.max(0, start))
    .map((line) => line.trim())
    .join(' ')
    .replace(/^Error: /, '')
    .replace(logPrefix, '');
  const text = unwrapped(said).trim();
  if (text === '') return undefined;
  // The reason stands at the end: what it is about comes before it.
  return text.length <= longestSaid ? text : `...${text.slice(-longestSaid)}`;
}

/** Kubectl puts a text of several lines between `<` and ` >`, and one of one line in quotes. */
function unwrapped(said: string): string {
  if (said.startsWith('<') && said.endsWith('>')) return said.slice(1, -1);
  if (!said.startsWith('"') || !said.endsWith('"')) return said;
  try {
    return String(JSON.parse(said));
  } catch {
    return said;
  }
}
