import { Refusal } from '../model/refusal';

/**
 * Checks where a repository lies, before Git sees it. Git reads more into an address than people expect: options, commands
 * (`ext::`), other transports. So only three forms are taken, each by what it consists of:
 *
 * - `https://host/path`, `http://host/path`, `ssh://user@host/path`, each with a port
 * - `user@host:path`, as forges show it for SSH
 * - `file:///path`
 *
 * @returns the address, as it is
 * @throws Refusal that says what is wrong, without a password that is in it
 */
export function remoteAddress(text: string): string {
  const fault = faultOf(text);
  if (fault === undefined) return text;
  throw new Refusal(`${JSON.stringify(withoutPassword(text))} is no address of a repository: ${fault}`, 'usage');
}

/** Replaces what an address may have of a password: in `//user:secret@host`, and in parameters of a query. */
export function withoutPassword(text: string): string {
  return text.replaceAll(/(\/\/)[^\s/@]*@/g, '$1...@').replaceAll(/(token|secret|password|key)=[^&\s]+/gi, '$1=...');
}

const host = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])`;
const user = String.raw`[A-Za-z0-9_][A-Za-z0-9_.-]*`;
const port = String.raw`(?::[0-9]{1,5})?`;
const path = String.raw`/[A-Za-z0-9_.~%@+=,:/-]+`;

const overNetwork = new RegExp(`^(?:https?|ssh)://(?:${user}@)?${host}${port}${path}$`);
const shortSsh = new RegExp(`^${user}@${host}:(?!-)[A-Za-z0-9_.~/][A-Za-z0-9_.~@+=,/-]*$`);
const onDisk = new RegExp(`^file://${path}$`);

function faultOf(text: string): string | undefined {
  if (text.length > 2000) return 'it has more than 2,000 characters';
  if (/^(?:https?|ssh):\/\/[^/@:]*:[^/@]*@/.test(text))
    return 'it has a password, which would be seen in lists of processes; hand it over by GIT_ASKPASS';
  if (/(?:^|[/:])\.\.(?:\/|$)/.test(text.replaceAll(/%2e/gi, '.'))) return 'it has ".." as a part';
  if (overNetwork.test(text) || onDisk.test(text)) return undefined;
  if (shortSsh.test(text) && !text.includes('::')) return undefined;
  return 'write "https://host/path", "ssh://user@host/path", "user@host:path" or "file:///path"';
}
