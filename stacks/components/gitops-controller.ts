import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import type { Environment } from '../../src/model/environment';
import { controllerRoute } from '../gitops-controller/controller-route';
import { controllerLabels, controllerPod, controllerPort } from '../gitops-controller/controller-pod';
import type { ControllerWork } from '../gitops-controller/controller-pod';
import { SecretFromStore } from '../secret-from-store';
import type { GitOpsControllerSettings } from '../settings/gitops-controller';

/** How Slipway's controller runs. */
export interface GitOpsControllerArgs {
  readonly settings: GitOpsControllerSettings;
  readonly namespace: pulumi.Input<string>;
  /** What it works on. */
  readonly work: ControllerWork;
  /** Where its secrets are; undefined when somebody else keeps the Secret. */
  readonly secret: { readonly store: Environment['secretStore']; readonly remoteKey: string } | undefined;
}

/** Keys of its Secret: files below /secrets. */
function secretKeysFor({
  argocdUrl,
  argocds = {},
  hasNotices = false,
  hasGpgKey = false,
}: ControllerWork): readonly string[] {
  return [
    ...secretKeys,
    ...(argocdUrl === undefined ? [] : ['argocd-api-token']),
    ...Object.entries(argocds).flatMap(([name, { url }]) => [
      `argocd-webhook-token-${name}`,
      ...(url === undefined ? [] : [`argocd-api-token-${name}`]),
    ]),
    ...(hasNotices ? ['notice-url'] : []),
    ...(hasGpgKey ? ['gpg-signing-key'] : []),
  ];
}

const secretKeys = [
  'git-token',
  'signing-key',
  'portal-client-id',
  'portal-client-secret',
  'portal-webhook-secret',
  'argocd-webhook-token',
];

/** Name of everything of the controller. */
const controller = 'port-gitops-controller';

/** Secret with its keys. */
export const controllerSecret = controller;

/**
 * Slipway's own controller: requests of the portal become commits, and events of Argo CD become status.
 *
 * There is one pod, and never two: its journal is a file. An upgrade ends the old one first; portals repeat what is
 * not answered.
 */
export class GitOpsController extends pulumi.ComponentResource {
  constructor(
    name: string,
    { settings, namespace, work, secret }: GitOpsControllerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:delivery:GitOpsController', name, {}, opts);
    const own = { parent: this };
    const labels = { 'app.kubernetes.io/managed-by': 'pulumi', 'app.kubernetes.io/name': controller };
    const metadata = { name: controller, namespace, labels };
    // It asks nothing of Kubernetes: what it wants of a cluster, it commits, and syncs are started by Argo CD's own API, with a token
    // that can do nothing else.
    new k8s.core.v1.ServiceAccount(`${name}-account`, { metadata, automountServiceAccountToken: false }, own);
    const before = [
      new k8s.core.v1.PersistentVolumeClaim(
        `${name}-journal`,
        {
          // Pulumi would wait until it is bound, and most classes bind a volume when its first pod is there.
          metadata: { ...metadata, annotations: { 'pulumi.com/skipAwait': 'true' } },
          spec: { accessModes: ['ReadWriteOncePod'], resources: { requests: { storage: settings.storage } } },
        },
        own,
      ),
      ...(secret === undefined
        ? []
        : [
            new SecretFromStore(
              `${name}-secret`,
              { secret: controller, namespace, ...secret, keys: secretKeysFor(work) },
              own,
            ),
          ]),
    ];
    new k8s.apps.v1.Deployment(
      `${name}-deployment`,
      {
        metadata,
        spec: {
          replicas: 1,
          strategy: { type: 'Recreate' },
          selector: { matchLabels: controllerLabels(controller) },
          template: controllerPod({ name: controller, image: settings.image, work }),
        },
      },
      { ...own, dependsOn: before },
    );
    const service = new k8s.core.v1.Service(
      `${name}-service`,
      {
        metadata,
        spec: {
          selector: controllerLabels(controller),
          ports: [{ name: 'http', port: controllerPort, targetPort: 'http' }],
        },
      },
      own,
    );
    const { exposure } = settings;
    if (exposure !== undefined) {
      const { apiVersion, kind, annotations, spec } = controllerRoute(exposure, {
        name: controller,
        port: controllerPort,
      });
      new k8s.apiextensions.CustomResource(
        `${name}-route`,
        { apiVersion, kind, metadata: { ...metadata, ...(annotations !== undefined && { annotations }) }, spec },
        { ...own, dependsOn: service },
      );
    }
    this.registerOutputs();
  }
}
