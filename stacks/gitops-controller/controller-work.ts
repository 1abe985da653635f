import { signatureKeysOf } from '../../src/model/environment';
import type { Catalog } from '../../src/model/catalog';
import type { StackSettings } from '../settings';
import type { ControllerWork } from './controller-pod';
import { syncUrlOf } from './sync-url';

/** What the controller works on, as the catalog and the stack say it. */
export function controllerWorkOf({ platform, environments }: Catalog, settings: StackSettings): ControllerWork {
  const { repository, portal } = platform;
  const { url, branch } = repository;
  const {
    argocds,
    exposure,
    notices: hasNotices,
    pushesPerMinute,
    proxies = exposure === undefined ? 0 : 1,
  } = settings.gitopsController ?? {};
  return {
    remote: url,
    branch,
    blueprint: portal?.blueprint ?? 'microservice',
    ...(url.startsWith('https:') && { commitUrl: `${url.replace(/\.git$/, '')}/commit/{commit}` }),
    argocdUrl: syncUrlOf(settings),
    proxies,
    ...(argocds !== undefined && { argocds }),
    ...(hasNotices !== undefined && { hasNotices }),
    ...(pushesPerMinute !== undefined && { pushesPerMinute }),
    hasGpgKey: [...environments.values()].some((one) => signatureKeysOf(one).length > 0),
  };
}
