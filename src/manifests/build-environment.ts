import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { ProgramVariables } from './find-program';

/** What Windows needs to start a program at all. */
const systemVariables = ['SystemRoot', 'SystemDrive'] as const;

/** What git and HTTP need to find servers, and to be known there. */
const networkVariables = [
  'PATH',
  'HOME',
  'USER',
  'USERPROFILE',
  'XDG_CONFIG_HOME',
  'SSH_AUTH_SOCK',
  'GIT_SSH_COMMAND',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_ASKPASS',
  'DOCKER_CONFIG',
  'HELM_REGISTRY_CONFIG',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
] as const;

/** Nobody listens there, and to ask takes no time. */
const closedPort = 'http://127.0.0.1:1';

/**
 * Environment variables of a build that reaches nothing: it finds no program that it could run, no settings of git and helm,
 * no plugins, no repositories, and none of the secrets that a job of CI has in its environment.
 *
 * @param folder an empty folder, of this build only
 */
export function closedEnvironment(folder: string, variables: ProgramVariables): Record<string, string> {
  const home = join(folder, 'home');
  const programs = join(folder, 'no-programs');
  for (const path of [home, programs]) mkdirSync(path);
  return {
    ...picked(systemVariables, variables),
    PATH: programs,
    HOME: home,
    USERPROFILE: home,
    TMPDIR: folder,
    TMP: folder,
    TEMP: folder,
    LANG: 'C.UTF-8',
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    HELM_PLUGINS: programs,
    KUBECONFIG: join(home, 'no-cluster'),
    KUSTOMIZE_PLUGIN_HOME: programs,
    HTTP_PROXY: closedPort,
    HTTPS_PROXY: closedPort,
    http_proxy: closedPort,
    https_proxy: closedPort,
    NO_PROXY: '',
    no_proxy: '',
    // No transport is in an empty list.
    GIT_ALLOW_PROTOCOL: '',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: join(home, 'no-settings'),
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** Environment variables of a build that may load from elsewhere: those that say how, and no others. */
export function openEnvironment(folder: string, variables: ProgramVariables): Record<string, string> {
  return {
    ...picked(systemVariables, variables),
    ...picked(networkVariables, variables),
    TMPDIR: folder,
    TMP: folder,
    TEMP: folder,
    LANG: 'C.UTF-8',
    GIT_TERMINAL_PROMPT: '0',
  };
}

function picked(names: readonly string[], variables: ProgramVariables): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = variables[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
