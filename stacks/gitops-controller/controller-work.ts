import type { Platform } from '../../src/model/platform';
import type { StackSettings } from '../settings';
import type { ControllerWork } from './controller-pod';
import { syncUrlOf } from './sync-url';

/** What the controller works on, as the catalog and the stack say it. */
export function controllerWorkOf({ repository, portal }: Platform, settings: StackSettings): ControllerWork {
  const { url, branch } = repository;
  return {
    remote: url,
    branch,
    blueprint: portal?.blueprint ?? 'microservice',
    ...(url.startsWith('https:') && { commitUrl: `${url.replace(/\.git$/, '')}/commit/{commit}` }),
    argocdUrl: syncUrlOf(settings),
  };
}
