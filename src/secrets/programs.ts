/** How a program takes a password among its words. */
export interface PasswordWay {
  /** Flags whose value has it. */
  readonly flags: readonly string[];
  /** What the value is: the password, `name:password`, `name%password`, or `pass:password`. */
  readonly says: 'password' | 'account' | 'percent' | 'pass';
  /** Whether it follows at once: `-px`. The next word is something else. */
  readonly isGlued?: boolean;
  /** A word that has to come before: `docker run -p` is about ports. */
  readonly after?: string;
}

const password = (...flags: readonly string[]): PasswordWay => ({ flags, says: 'password' });
const account = (...flags: readonly string[]): PasswordWay => ({ flags, says: 'account' });
const glued = (flag: string): PasswordWay => ({ flags: [flag], says: 'password', isGlued: true });

/**
 * Programs whose words say a password by a flag that is no word for one. `--password` is known of all programs.
 *
 * @see their manuals: mysql(1), curl(1), sshpass(1), redis-cli, mongosh, ldapsearch(1), sqlcmd, docker-login(1), openssl(1)
 */
const programs: readonly (readonly [name: RegExp, ways: readonly PasswordWay[]])[] = [
  [/^(?:mysql|mariadb)(?:-?(?:admin|binlog|check|dump|import|pump|show|slap|upgrade))?$/, [glued('-p')]],
  [/^(?:mycli|7za?|7zz)$/, [glued('-p')]],
  [/^curl$/, [account('-u', '-U', '--user', '--proxy-user')]],
  [/^(?:http|https|xh)$/, [account('-a', '--auth')]],
  [/^sshpass$/, [password('-p')]],
  [/^(?:redis|valkey|keydb)-(?:cli|benchmark)$/, [password('-a', '--pass')]],
  [/^(?:redis|valkey|keydb)-server$/, [password('--requirepass', '--masterauth')]],
  [/^mongo(?:sh|dump|restore|import|export|stat|top|files)?$/, [password('-p')]],
  [/^ldap(?:add|compare|delete|exop|modify|modrdn|passwd|search|whoami)$/, [password('-w')]],
  [/^(?:sqlcmd|bcp|isql|mosquitto_(?:pub|sub|rr)|unzip|zip)$/, [password('-P')]],
  [/^(?:cqlsh|rabbitmqadmin|impala-shell)$/, [password('-p')]],
  [/^(?:docker|podman|nerdctl|buildah|helm|oras|crane|skopeo|regctl)$/, [{ ...password('-p'), after: 'login' }]],
  [/^skopeo$/, [account('--creds', '--src-creds', '--dest-creds')]],
  [/^etcdctl$/, [account('--user')]],
  [/^(?:smbclient|rpcclient|net)$/, [{ flags: ['-U', '--user'], says: 'percent' }]],
  [/^openssl$/, [{ flags: ['-pass', '-passin', '-passout'], says: 'pass' }]],
  [/^(?:kubectl|oc|argocd|helm|gh|glab|vault|consul)$/, [password('--token', '--auth-token', '--kube-token')]],
];

/** A part of each name: nearly all texts have none, and are looked at once. */
export const programHint =
  /m(?:ysql|ariadb|ycli|ongo|osquitto)|7z|curl|\bhttps? |\bxh\b|sshpass|redis|valkey|keydb|ldap|sqlcmd|bcp|isql|zip|cqlsh|rabbitmqadmin|impala|login|skopeo|etcdctl|smbclient|rpcclient|openssl|kubectl|\boc\b|argocd|helm|\bgh\b|glab|vault|consul/;

/** The ways of a program, by what it is called with: `/usr/bin/curl`. */
export function waysOf(word: string): readonly PasswordWay[] {
  const name = word.slice(word.lastIndexOf('/') + 1);
  return programs.flatMap(([known, ways]) => (known.test(name) ? ways : []));
}
