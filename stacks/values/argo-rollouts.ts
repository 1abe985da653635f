import { weightsPlugin } from '../../src/model/weights-plugin';
import { images } from '../versions';

/** Values of the chart argo-rollouts 2 that Slipway sets (argo-helm, `charts/argo-rollouts/values.yaml`). */
export interface ArgoRolloutsValues {
  readonly installCRDs?: boolean;
  readonly keepCRDs?: boolean;
  readonly controller?: {
    readonly replicas?: number;
    readonly metrics?: { readonly enabled?: boolean };
    readonly pdb?: { readonly enabled?: boolean; readonly maxUnavailable?: number };
    readonly resources?: Resources;
    readonly initContainers?: readonly InitContainer[];
    readonly trafficRouterPlugins?: readonly { readonly name: string; readonly location: string }[];
    readonly volumes?: readonly { readonly name: string; readonly emptyDir: { readonly sizeLimit: string } }[];
    readonly volumeMounts?: readonly VolumeMount[];
  };
  readonly providerRBAC?: { readonly providers?: { readonly gatewayAPI?: boolean } };
}

interface Resources {
  readonly requests?: { readonly cpu?: string; readonly memory?: string };
  readonly limits?: { readonly cpu?: string; readonly memory?: string };
}

interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

interface InitContainer {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly resources: Resources;
  readonly securityContext: object;
  readonly volumeMounts: readonly VolumeMount[];
}

/**
 * Values of the controller of canaries and of blue-green.
 *
 * @param hasRouteWeights whether it writes weights of canaries into routes, by its plugin for the Gateway API
 */
export function argoRolloutsValues(hasRouteWeights: boolean): ArgoRolloutsValues {
  return {
    installCRDs: true,
    // Removing the release would otherwise delete every Rollout, and with it what runs.
    keepCRDs: true,
    controller: {
      // One works, the other waits: a leader is elected.
      replicas: 2,
      metrics: { enabled: true },
      pdb: { enabled: true, maxUnavailable: 1 },
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
      ...(hasRouteWeights ? pluginOfController : {}),
    },
    // It is so by default; without it the plugin could write no route.
    ...(hasRouteWeights ? { providerRBAC: { providers: { gatewayAPI: true } } } : {}),
  };
}

const file = 'rollouts-plugin-trafficrouter-gatewayapi';
const volume = 'gateway-api-plugin';

/**
 * The plugin comes as an image, and from it into the controller's file system: a download at each start would need a way out to
 * GitHub, and a controller that does not get it does not start.
 */
const pluginOfController = {
  initContainers: [
    {
      name: volume,
      image: images.gatewayApiPlugin,
      command: ['cp', `/bin/${file}`, `/plugins/${file}`],
      resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
      // What the Pod Security Standard "restricted" wants of every container; the chart says it of its own alone.
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      volumeMounts: [{ name: volume, mountPath: '/plugins' }],
    },
  ],
  trafficRouterPlugins: [{ name: weightsPlugin, location: `file:///plugins/${file}` }],
  volumes: [{ name: volume, emptyDir: { sizeLimit: '200Mi' } }],
  volumeMounts: [{ name: volume, mountPath: '/plugins', readOnly: true }],
} satisfies ArgoRolloutsValues['controller'];
