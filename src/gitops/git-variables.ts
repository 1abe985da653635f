/** Environment variables of a process. */
export type GitVariables = Readonly<Record<string, string | undefined>>;

/** What is left of variables when none of them speaks to Git. Nothing is asked at a terminal. */
export function withoutGit(variables: GitVariables): GitVariables {
  return { ...chosen(variables, (name) => !/^GIT_/i.test(name)), GIT_TERMINAL_PROMPT: '0' };
}

/**
 * What Git is given that writes: of the caller's variables those in the lists below, and nothing of the configuration of
 * the machine or of a person. Credentials are variables, too:
 *
 * - SSH: `GIT_SSH_COMMAND`, or an agent by `SSH_AUTH_SOCK`; `HOME` for `known_hosts`.
 * - HTTP: `GIT_ASKPASS`, a program that prints user and password; or `GIT_CONFIG_COUNT` with a pair
 *   `GIT_CONFIG_KEY_0=http.https://host/.extraHeader`, `GIT_CONFIG_VALUE_0=Authorization: ...`; or a pair for
 *   `credential.helper`. Without a host, any server that Git asks would be given the header.
 */
export function writingVariables(variables: GitVariables): GitVariables {
  return {
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=10 -o ServerAliveCountMax=3',
    ...chosen(variables, (name) => passedOn.has(name)),
    ...allowedSettings(variables),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    // Stronger than any setting; "ext" would run a command that a URL names.
    GIT_ALLOW_PROTOCOL: 'file:http:https:ssh',
    // What Git says is shown to people, and never decides.
    LC_ALL: 'C',
  };
}

/**
 * The folders of objects that Git names in a pre-receive hook: what was pushed lies in a quarantine until the hook agrees,
 * and is found by these variables only (githooks(5), git-receive-pack(1)).
 *
 * @returns undefined outside of such a hook
 */
export function quarantineOf(variables: GitVariables): GitVariables | undefined {
  if (variables['GIT_QUARANTINE_PATH'] === undefined) return undefined;
  return chosen(variables, (name) => quarantine.has(name));
}

const quarantine = new Set(['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_QUARANTINE_PATH']);

const passedOn = new Set(
  [
    'PATH HOME USER LOGNAME TMPDIR GNUPGHOME',
    'SSH_AUTH_SOCK GIT_SSH_COMMAND GIT_ASKPASS',
    'http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY',
    'GIT_SSL_CAINFO GIT_SSL_CAPATH SSL_CERT_FILE SSL_CERT_DIR',
  ].flatMap((names) => names.split(' ')),
);

/** Settings that say who we are, whom we believe and how we get there. None of them runs anything but a helper of credentials. */
const allowedSetting =
  /^(http\.(.+\.)?(extraheader|proxy|sslcainfo|sslcapath|sslcert|sslkey)|credential\.(.+\.)?(helper|username|usehttppath)|safe\.directory)$/i;

function allowedSettings(variables: GitVariables): GitVariables {
  const count = Number(variables['GIT_CONFIG_COUNT'] ?? 0);
  const pairs = Array.from({ length: Number.isInteger(count) ? Math.min(Math.max(count, 0), 100) : 0 }, (_, index) => ({
    key: variables[`GIT_CONFIG_KEY_${index}`] ?? '',
    value: variables[`GIT_CONFIG_VALUE_${index}`] ?? '',
  })).filter(({ key }) => allowedSetting.test(key));
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(pairs.length)],
    ...pairs.flatMap(({ key, value }, index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]);
}

function chosen(variables: GitVariables, isWanted: (name: string) => boolean): GitVariables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => isWanted(name)));
}
