import { valueAt } from '../../../manifests/value-at';
import { applicationsApplying } from '../../argocd/applied-by';
import { hasSyncOption } from '../../argocd/applications';
import { ignoredFieldsOf, isEntryAbout, isField } from '../../argocd/ignored-fields';
import type { ManifestObject } from '../../../manifests/manifest';
import type { Inventory } from '../../inventory';
import { podCountOf } from '../../count-pods';
import type { Rule } from '../../rule';

export const replicasUnderAutoscaler: Rule = {
  id: 'replicas-under-autoscaler',
  title: 'a manifest fixes a number of pods that an autoscaler decides',
  why: 'Each sync sets the number back, in the middle of the load that the autoscaler had answered. With Argo CD the two fight for ever.',
  source:
    'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  severity: 'warning',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  check(inventory, report) {
    for (const workload of inventory.workloads) {
      const { object } = workload;
      const replicas = valueAt(object.value, ['spec', 'replicas']);
      const autoscaler = podCountOf(inventory, workload)?.autoscaler;
      if (autoscaler === undefined || typeof replicas !== 'number' || isLeftAlone(inventory, object)) continue;
      report({
        object,
        path: ['spec', 'replicas'],
        message: `the ${object.kind} "${object.name}" has ${replicas} replicas, and the ${autoscaler.kind} "${autoscaler.name}" decides that number`,
        // No fix: an apply that drops the field may scale down to 1 for a moment.
        hint: 'remove spec.replicas; the page that the rule names says how to do it without an outage',
      });
    }
  },
};

/** Whether each sync of Argo CD keeps the number that is there: then the one in Git is where the autoscaler began. */
function isLeftAlone(inventory: Inventory, object: ManifestObject): boolean {
  const applications = applicationsApplying(inventory, object);
  return (
    applications.length > 0 &&
    applications.every(
      (application) =>
        hasSyncOption(application, 'RespectIgnoreDifferences=true') &&
        ignoredFieldsOf(application).some(
          (field) => isField(field, '/spec/replicas') && isEntryAbout(field.entry, object),
        ),
    )
  );
}
