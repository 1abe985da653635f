/**
 * What every command of Git is told, whatever the settings of a repository say: no other program is started for it. Git 2.38 and
 * newer do not take for a repository what lies in a work tree as files (`safe.bareRepository`); for older ones `workTreeAround`
 * finds the real one.
 */
export const safeSettings: readonly string[] = [
  '--no-replace-objects',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'safe.bareRepository=explicit',
  '-c',
  'log.showSignature=false',
];

/** The same, for commands that take names of files, and for which these are to be names. */
export const safeSettingsForPaths: readonly string[] = ['--literal-pathspecs', ...safeSettings];
