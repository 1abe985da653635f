import { accountOfToken } from '../../argocd/account-of-token';
import { ArgoCdApi } from '../../argocd/argocd-api';
import { argocdNamed } from '../read-secrets';
import type { ControllerSecrets } from '../read-secrets';

/** An Argo CD whose API is asked. */
export interface ArgoCdPlace {
  /** What tells it from others, and its token from theirs. @default - it has no name: it is the one, or the first one */
  readonly name?: string | undefined;
  /** `https://argocd.example.com`, without a path. */
  readonly url: string;
}

/** An Argo CD, and the environments that it is good for. */
export interface ScopedArgoCd {
  /** For people. */
  readonly name: string;
  readonly api: Pick<ArgoCdApi, 'application' | 'applications' | 'events' | 'sync'>;
  /** Name by which it tells of us; undefined where nothing says so. */
  readonly account: () => string | undefined;
  /** Environments of its cluster, as its token says them now; empty for all of them. */
  readonly environments: () => readonly string[];
}

/** Opens the API of an Argo CD. @param secrets as they are now: its token may change while it is asked */
export function scopedArgoCd({ name, url }: ArgoCdPlace, secrets: () => ControllerSecrets): ScopedArgoCd {
  const ofApi = () => argocdNamed(secrets().argocdApis, name);
  return {
    name: name ?? url,
    api: new ArgoCdApi({ url, token: () => ofApi()?.token }),
    account: () => accountOfToken(ofApi()?.token ?? ''),
    environments: () => ofApi()?.environments ?? [],
  };
}
