import { sources } from '../../../scripts/imports/sources';
import { pinnedVersion } from './go-mod';
import { CustomResourceDefinition, KubernetesObject } from './kubernetes-object';
import type { PinnedModule, PinnedObjects } from './pinned-objects';

const kwok = 'sigs.k8s.io/kwok';

/** The CustomResourceDefinitions that Go modules have; Linkerd's are made by ourselves. */
export const pinnedCrds: PinnedObjects = {
  name: 'crds',
  purpose: 'CustomResourceDefinitions of what Slipway renders',
  modules: [
    pinned('github.com/argoproj/argo-cd/v3', [
      'manifests/crds/application-crd.yaml',
      'manifests/crds/applicationset-crd.yaml',
      'manifests/crds/appproject-crd.yaml',
    ]),
    // The controller watches all of them, also those that Slipway does not render.
    pinned('github.com/argoproj/argo-rollouts', ['manifests/crds/']),
    pinned('sigs.k8s.io/gateway-api', ['config/crd/standard/']),
    // Its operator watches all of them, too.
    pinned('github.com/kedacore/keda/v2', ['config/crd/bases/']),
    pinned('github.com/external-secrets/external-secrets', [
      'config/crds/bases/external-secrets.io_clustersecretstores.yaml',
      'config/crds/bases/external-secrets.io_externalsecrets.yaml',
      'config/crds/bases/external-secrets.io_secretstores.yaml',
    ]),
    pinned('github.com/prometheus-operator/prometheus-operator', [
      'example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml',
      'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
      'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
    ]),
  ],
  // Folders have kustomizations and admission policies, too.
  fileName: (object) => {
    const { success, data } = CustomResourceDefinition.safeParse(object);
    return success ? `${data.spec.group}_${data.spec.names.plural}` : undefined;
  },
};

/** The stages of kwok itself: without them it does nothing at all. */
export const pinnedStages: PinnedObjects = {
  name: 'kwok-stages',
  purpose: 'how kwok plays nodes, pods and volumes',
  modules: [
    {
      module: kwok,
      version: `v${pinnedVersion('kwok', kwok)}`,
      paths: [
        'kustomize/stage/node/fast/node-initialize.yaml',
        'kustomize/stage/node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
        'kustomize/stage/pod/fast/pod-complete.yaml',
        'kustomize/stage/pod/fast/pod-delete.yaml',
        'kustomize/stage/pod/fast/pod-ready.yaml',
        'kustomize/stage/volume/fast/',
      ],
    },
  ],
  fileName: (object) => {
    const { success, data } = KubernetesObject.safeParse(object);
    return success ? `${data.kind.toLowerCase()}_${data.metadata.name}` : undefined;
  },
};

function pinned(module: string, paths: readonly string[]): PinnedModule {
  const source = sources.find((candidate) => candidate.module === module);
  if (source === undefined) throw new Error(`scripts/imports/sources.ts has no version of "${module}"`);
  return { module, version: source.version, paths };
}
