import type { LoggedCommit } from '../gitops/history';

/**
 * Whoever had a hand in commits: who wrote them, who committed them, and whom their messages name beside (`Co-authored-by`, as
 * forges write it, and `Co-developed-by`). Nobody has proved these names; they are good for doubt alone.
 *
 * @returns e-mail addresses, or names where a message has no address; each once
 */
export function handsIn(commits: readonly LoggedCommit[]): readonly string[] {
  return [...new Set(commits.flatMap((commit) => [commit.author.email, commit.committer.email, ...namedIn(commit)]))];
}

function namedIn({ message }: LoggedCommit): readonly string[] {
  return [...message.matchAll(/^[ \t]*co-(?:authored|developed)-by[ \t]*:(.*)$/gim)].flatMap(([, text = '']) => {
    const addresses = text.split(/[\s<>,;"]/).filter((word) => /^[^@]+@./.test(word));
    return addresses.length > 0 ? addresses : [text.replaceAll(/[<>]/g, '').trim()].filter((one) => one !== '');
  });
}
