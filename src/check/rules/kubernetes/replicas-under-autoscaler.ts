import { valueAt } from '../../../manifests/value-at';
import { applicationsApplying } from '../../argocd/applied-by';
import { hasSyncOption } from '../../argocd/applications';
import type { Application } from '../../argocd/applications';
import { ignoredFieldsOf, isEntryAbout, isField } from '../../argocd/ignored-fields';
import type { ManifestObject } from '../../../manifests/manifest';
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
      if (autoscaler === undefined || typeof replicas !== 'number') continue;
      const applications = applicationsApplying(inventory, object);
      const ignoring = applications.filter((application) => ignoresReplicas(application, object));
      const blind = ignoring.find((application) => !hasSyncOption(application, keepsIgnored));
      // Each sync keeps the number that is there: the one in Git is where the autoscaler began.
      if (applications.length > 0 && ignoring.length === applications.length && blind === undefined) continue;
      const decided = `the ${object.kind} "${object.name}" has ${replicas} replicas, and the ${autoscaler.kind} "${autoscaler.name}" decides that number`;
      // No fix: an apply that drops the field may scale down to 1 for a moment.
      const remove = 'remove spec.replicas; the page that the rule names says how to do it without an outage';
      report({
        object,
        path: ['spec', 'replicas'],
        message:
          blind === undefined
            ? decided
            : `${decided}: Application "${blind.name}" ignores it when it compares, and each sync sets ${replicas} again`,
        hint:
          blind === undefined
            ? remove
            : `${remove}; or add ${keepsIgnored} to the syncOptions of Application "${blind.name}"`,
      });
    }
  },
};

/** What is ignored is ignored in the comparison; a sync writes it all the same, unless it is told otherwise (Argo CD, "Sync Options"). */
const keepsIgnored = 'RespectIgnoreDifferences=true';

function ignoresReplicas(application: Application, object: ManifestObject): boolean {
  return ignoredFieldsOf(application).some(
    (field) => isField(field, '/spec/replicas') && isEntryAbout(field.entry, object),
  );
}
