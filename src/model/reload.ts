import type { InitContainer } from './container';
import type { Strings } from './peer';
import { hasLastingPods } from './pods';
import type { Resolved } from './resolve';

/** What says who reads a Secret. */
export interface SecretReading {
  readonly settings: Pick<
    Resolved['settings'],
    'secrets' | 'env' | 'envFrom' | 'volumes' | 'initContainers' | 'sidecars'
  >;
  readonly wants: Pick<Resolved['wants'], 'runs'>;
}

/** The annotation by which Reloader replaces pods when a Secret that they read has other values. */
export const reloadOfSecrets = 'secret.reloader.stakater.com/auto';

/**
 * Annotations of a workload whose pods are replaced when a Secret that they read has other values: those of Stakater's Reloader
 * (its README, "Automatic reload"), which has to run in the cluster. Nobody else is asked: values of secrets are not in Git, so
 * nothing that is rendered changes with them.
 */
export function reloadAnnotations(resolved: SecretReading): Strings {
  const isWanted = resolved.settings.secrets.reload === 'reloader' && readsSecrets(resolved);
  return isWanted ? { [reloadOfSecrets]: 'true' } : {};
}

/** Whether pods that go on read a Secret. */
export function readsSecrets({ settings, wants }: SecretReading): boolean {
  if (!hasLastingPods(wants)) return false;
  const { secrets, volumes, initContainers, sidecars } = settings;
  return (
    Object.keys(secrets.keys).length + secrets.wholeKeys.length > 0 ||
    [settings, ...Object.values(initContainers), ...Object.values(sidecars)].some(hasSecretVariables) ||
    Object.values(volumes).some(
      ({ secret, projected }) =>
        secret !== undefined || projected?.sources.some((source) => 'secret' in source) === true,
    )
  );
}

function hasSecretVariables({ env = {}, envFrom = [] }: Pick<InitContainer, 'env' | 'envFrom'>): boolean {
  const values = Object.values(env);
  return (
    values.some((value) => typeof value === 'object' && value !== null && 'secret' in value) ||
    envFrom.some((source) => 'secret' in source)
  );
}
