/** What an event of Argo CD is about. */
export interface ArgoCdEvent {
  readonly name: string;
  readonly reason: string;
  readonly message: string;
  /** @default - nobody: the controller of Argo CD wrote it */
  readonly user?: string;
  readonly at: string;
}

/**
 * An event as Argo CD's API answers it: its server writes who did it as an annotation and into the message
 * (`util/argo/audit_logger.go`, `logEvent`; `server/application/application.go`, `logAppEvent`).
 */
export function anArgoCdEvent({ name, reason, message, user, at }: ArgoCdEvent): object {
  return {
    metadata: {
      name,
      namespace: 'argocd',
      uid: `uid-of-${name}`,
      creationTimestamp: at,
      annotations: {
        'dest-namespace': 'prod',
        'dest-server': 'https://kubernetes.default.svc',
        ...(user !== undefined && { user }),
      },
    },
    involvedObject: { kind: 'Application', namespace: 'argocd', name: 'web-prod', apiVersion: 'argoproj.io/v1alpha1' },
    reason,
    message: user === undefined ? message : `${user} ${message}`,
    source: { component: user === undefined ? 'argocd-application-controller' : 'argocd-server' },
    firstTimestamp: at,
    lastTimestamp: at,
    count: 1,
    type: 'Normal',
    eventTime: null,
    reportingComponent: '',
    reportingInstance: '',
  };
}
