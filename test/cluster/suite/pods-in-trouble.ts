import * as z from 'zod';

const Stage = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ selector: z.looseObject({ matchExpressions: z.array(z.unknown()) }) }),
});

/** What a kubelet would write of a container, and say in an event. */
interface Trouble {
  readonly phase: 'Pending' | 'Running';
  readonly state: object;
  readonly lastState?: object;
  readonly restartCount?: number;
  readonly event?: { readonly reason: string; readonly message: string };
}

const running = { running: { startedAt: '2026-01-01T00:00:00Z' } };
const ended = (reason: string, exitCode: number): object => ({ terminated: { reason, exitCode } });
const backOff = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' } };

/** By the end of the tag of an image: the words are those of Kubernetes. */
export const troubles: Readonly<Record<string, Trouble>> = {
  nopull: {
    phase: 'Pending',
    state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' } },
    event: { reason: 'Failed', message: 'Failed to pull image: manifest unknown' },
  },
  crashes: { phase: 'Running', state: backOff, lastState: ended('Error', 3), restartCount: 5 },
  memory: { phase: 'Running', state: backOff, lastState: ended('OOMKilled', 137), restartCount: 5 },
  unready: {
    phase: 'Running',
    state: running,
    event: { reason: 'Unhealthy', message: 'Readiness probe failed: HTTP probe failed with statuscode: 503' },
  },
  dead: {
    phase: 'Running',
    state: running,
    lastState: ended('Error', 137),
    restartCount: 4,
    event: { reason: 'Unhealthy', message: 'Liveness probe failed: context deadline exceeded' },
  },
  nosecret: {
    phase: 'Pending',
    state: { waiting: { reason: 'CreateContainerConfigError', message: 'secret "waits-secrets" not found' } },
  },
};

/** Stages of kwok by which the tag of an image says what is wrong with its pod; one that is not in the list becomes ready. */
export function podsInTrouble(shipped: readonly object[]): readonly object[] {
  return [
    ...shipped.map((object) => {
      const stage = Stage.safeParse(object).data;
      if (stage?.metadata.name !== 'pod-ready') return object;
      const all = [...stage.spec.selector.matchExpressions, ofImages(Object.keys(troubles).join('|'), 'DoesNotExist')];
      return { ...stage, spec: { ...stage.spec, selector: { matchExpressions: all } } };
    }),
    ...Object.entries(troubles).map(([tag, trouble]) => stageOf(tag, trouble)),
  ];
}

function stageOf(tag: string, { phase, state, lastState = {}, restartCount = 0, event }: Trouble): object {
  const container = JSON.stringify({ ready: false, restartCount, state, lastState }).slice(1);
  const template = [
    `phase: ${phase}`,
    'conditions:',
    '- { type: Ready, status: "False", reason: ContainersNotReady }',
    'containerStatuses:',
    '{{ range .spec.containers }}',
    `- {"name": {{ .name | Quote }}, "image": {{ .image | Quote }}, ${container}`,
    '{{ end }}',
  ];
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name: `pod-${tag}` },
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      selector: {
        matchExpressions: [
          { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
          { key: '.status.containerStatuses.[].name', operator: 'DoesNotExist' },
          ofImages(tag, 'Exists'),
        ],
      },
      next: {
        ...(event !== undefined && { event: { type: 'Warning', ...event } }),
        statusTemplate: `${template.join('\n')}\n`,
      },
    },
  };
}

function ofImages(tags: string, operator: string): object {
  return { key: `.spec.containers.[] | select( .image | test("-(${tags})(@|$)") ) | .name`, operator };
}
