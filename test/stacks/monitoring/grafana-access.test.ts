import { grafanaAccess } from '../../../stacks/monitoring/grafana-access';
import { GrafanaSettings } from '../../../stacks/settings/grafana';

const signIn = {
  name: 'Our company',
  clientId: 'grafana',
  authUrl: 'https://login.example.com/authorize',
  tokenUrl: 'https://login.example.com/token',
  apiUrl: 'https://login.example.com/userinfo',
};
const of = (settings: object) => grafanaAccess(GrafanaSettings.parse(settings));

test('people sign in with a secret that is a file, and are what their groups say', () => {
  const access = of({ signIn: { ...signIn, admins: ['platform', 'your-org:leads'], editors: ['shop'] } });

  expect(access).toEqual({
    'grafana.ini': {
      'auth.generic_oauth': {
        enabled: true,
        name: 'Our company',
        client_id: 'grafana',
        client_secret: '$__file{/etc/secrets/grafana-sign-in/clientSecret}',
        scopes: 'openid profile email groups',
        auth_url: 'https://login.example.com/authorize',
        token_url: 'https://login.example.com/token',
        api_url: 'https://login.example.com/userinfo',
        use_pkce: true,
        role_attribute_path:
          "contains(groups[*], 'platform') && 'Admin' || contains(groups[*], 'your-org:leads') && 'Admin' || contains(groups[*], 'shop') && 'Editor' || 'Viewer'",
      },
    },
    extraSecretMounts: [
      {
        name: 'sign-in',
        secretName: 'grafana-sign-in',
        mountPath: '/etc/secrets/grafana-sign-in',
        readOnly: true,
      },
    ],
  });
});

test('a route has the host that links and the identity provider lead back to', () => {
  const exposure = { kind: 'gateway', host: 'grafana.example.com', name: 'public', namespace: 'gateway-system' };

  expect(of({ exposure: { ...exposure, sectionName: 'https' } })).toEqual({
    'grafana.ini': { server: { root_url: 'https://grafana.example.com' } },
    route: {
      main: {
        enabled: true,
        hostnames: ['grafana.example.com'],
        parentRefs: [{ name: 'public', namespace: 'gateway-system', sectionName: 'https' }],
      },
    },
  });
});

test('an Ingress ends TLS with the certificate that the settings name', () => {
  const exposure = { kind: 'ingress', host: 'grafana.example.com', className: 'nginx', namespace: 'ingress' };

  expect(of({ exposure: { ...exposure, tlsSecret: 'grafana-tls' } }).ingress).toEqual({
    enabled: true,
    ingressClassName: 'nginx',
    annotations: {},
    hosts: ['grafana.example.com'],
    tls: [{ secretName: 'grafana-tls', hosts: ['grafana.example.com'] }],
  });
});

test('where nothing is said, nothing of the chart is changed', () => {
  expect(of({})).toEqual({});
});

test('a group that would end the text that it becomes is refused', () => {
  const parsed = GrafanaSettings.safeParse({ signIn: { ...signIn, admins: ["a') || 'Admin' || ('"] } });

  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['signIn.admins.0']);
});
