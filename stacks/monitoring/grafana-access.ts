import type { GrafanaSettings, GrafanaSignIn } from '../settings/grafana';
import { grafanaSignInSecret } from '../settings/grafana';

/** Values of the chart grafana 12 that say who reaches it, and as whom. */
export interface GrafanaAccessValues {
  readonly 'grafana.ini'?: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  readonly extraSecretMounts?: readonly {
    readonly name: string;
    readonly secretName: string;
    readonly mountPath: string;
    readonly readOnly: boolean;
  }[];
  readonly route?: {
    readonly main: {
      readonly enabled: boolean;
      readonly hostnames: readonly string[];
      readonly parentRefs: readonly object[];
    };
  };
  readonly ingress?: {
    readonly enabled: boolean;
    readonly ingressClassName: string;
    readonly annotations: Readonly<Record<string, string>>;
    readonly hosts: readonly string[];
    readonly tls: readonly { readonly secretName: string; readonly hosts: readonly string[] }[];
  };
}

const mountPath = `/etc/secrets/${grafanaSignInSecret}`;

/** How Grafana is reached and signed in to. @param settings nothing is set where they say nothing */
export function grafanaAccess({ exposure, signIn }: GrafanaSettings): GrafanaAccessValues {
  const ini = {
    // Providers send people back there, and links in messages lead there.
    ...(exposure === undefined ? {} : { server: { root_url: `https://${exposure.host}` } }),
    ...(signIn === undefined ? {} : { 'auth.generic_oauth': oauth(signIn) }),
  };
  return {
    ...(Object.keys(ini).length === 0 ? {} : { 'grafana.ini': ini }),
    ...(signIn === undefined
      ? {}
      : {
          extraSecretMounts: [{ name: 'sign-in', secretName: grafanaSignInSecret, mountPath, readOnly: true }],
        }),
    ...reached(exposure),
  };
}

function reached(exposure: GrafanaSettings['exposure']): Pick<GrafanaAccessValues, 'route' | 'ingress'> {
  if (exposure === undefined) return {};
  const { host } = exposure;
  if (exposure.kind === 'ingress') {
    const { className: ingressClassName, annotations, tlsSecret: secretName } = exposure;
    const tls = [{ secretName, hosts: [host] }];
    return { ingress: { enabled: true, ingressClassName, annotations, hosts: [host], tls } };
  }
  const { name, namespace, sectionName } = exposure;
  const parentRefs = [{ name, namespace, ...(sectionName === undefined ? {} : { sectionName }) }];
  return { route: { main: { enabled: true, hostnames: [host], parentRefs } } };
}

function oauth(signIn: GrafanaSignIn): Readonly<Record<string, string | boolean>> {
  return {
    enabled: true,
    name: signIn.name,
    client_id: signIn.clientId,
    // Grafana reads the file: the value is in no release.
    client_secret: `$__file{${mountPath}/clientSecret}`,
    scopes: signIn.scopes.join(' '),
    auth_url: signIn.authUrl,
    token_url: signIn.tokenUrl,
    api_url: signIn.apiUrl,
    use_pkce: true,
    role_attribute_path: rolesOf(signIn),
  };
}

/** In JMESPath, as Grafana asks for it: the first group that somebody is in decides. */
function rolesOf({ admins, editors }: GrafanaSignIn): string {
  const inGroup = (role: string) => (group: string) => `contains(groups[*], '${group}') && '${role}'`;
  return [...admins.map(inGroup('Admin')), ...editors.map(inGroup('Editor')), "'Viewer'"].join(' || ');
}
