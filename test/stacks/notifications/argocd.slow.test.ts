import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { parse } from 'yaml';

import { notificationTriggers } from '../../../src/model/platform';
import { emitYaml } from '../../../src/render/emit-yaml';
import { events } from '../../../stacks/notifications/events';
import { findPrograms } from '../../cluster/tools/find-programs';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { allNotifications, configMapYaml } from '../helpers/notifications';

const argocd = findPrograms(['argocd']).found.get('argocd');
const withArgoCd = argocd === undefined ? describe.skip : describe;

/** What breaks out of JSON, of YAML, of a Go template and of Slack, and what asks for a secret. */
const hostile = '"}],\\ \u2028 {{ .secrets }} $slack-token\n\t<!channel> & </script> \'`: #';

const healthy = {
  reconciledAt: '2026-01-01T00:02:00Z',
  health: { status: 'Healthy', lastTransitionTime: '2026-01-01T00:00:30Z' },
  sync: { status: 'Synced', revision: '0123456789abcdef' },
  operationState: {
    phase: 'Succeeded',
    startedAt: '2026-01-01T00:00:00Z',
    finishedAt: '2026-01-01T00:01:00Z',
    syncResult: { revision: '0123456789abcdef' },
  },
  history: [
    {
      id: 0,
      revision: 'fedcba9876543210',
      deployStartedAt: '2025-12-31T00:00:00Z',
      deployedAt: '2025-12-31T00:01:00Z',
    },
    {
      id: 1,
      revision: '0123456789abcdef',
      deployStartedAt: '2026-01-01T00:00:00Z',
      deployedAt: '2026-01-01T00:01:00Z',
    },
  ],
};
const degraded = { ...healthy, health: { status: 'Degraded', lastTransitionTime: '2026-01-01T00:03:00Z' } };
const automatic = { syncPolicy: { automated: {} } };

const earlier = '2026-01-01T00:00:59Z';
/** Put back by Argo CD, some seconds after the last deployment, which was some hours ago. */
function healed({ secondsLater, hoursAgo }: { readonly secondsLater: number; readonly hoursAgo: number }): object {
  return {
    ...healthy,
    reconciledAt: ago(hoursAgo, secondsLater + 2),
    operationState: {
      ...healthy.operationState,
      startedAt: ago(hoursAgo, secondsLater),
      finishedAt: ago(hoursAgo, secondsLater + 1),
      operation: { sync: { autoHealAttemptsCount: 1 } },
    },
    history: [{ id: 7, revision: '0123456789abcdef', deployStartedAt: ago(hoursAgo, -60), deployedAt: ago(hoursAgo) }],
  };
}
/** As Argo CD remembers it: `<occurrence>:<trigger>:<condition>:<channel>:<recipient>`. */
const wasTold = {
  metadata: {
    annotations: {
      'notified.notifications.argoproj.io': JSON.stringify({
        'uid:on-created:[0].abc:port:': 1_767_225_000,
        '2026-01-01T00:00:10Z:on-health-degraded:[0].abc:port:': 1_767_225_600,
      }),
    },
  },
};

withArgoCd('argocd, which is skipped where the program is missing', () => {
  test.each(notificationTriggers)('R0-33: what %s sends is JSON, whatever the Application says', async (trigger) => {
    const notification = parse(await run(['template', 'notify', events[trigger].template], everywhere(hostile)));

    const told = JSON.parse(notification.webhook.port.body);
    const [attachment] = JSON.parse(notification.slack.attachments);
    expect(told).toMatchObject({
      app: hostile,
      entity: hostile,
      health: hostile,
      revision: hostile,
      head: hostile,
      images: [hostile],
      deployments: [{ id: 3, revision: hostile, startedAt: hostile, finishedAt: hostile }],
    });
    expect(told.id).toMatch(new RegExp(`^${trigger}/`));
    expect(told.operation).toMatchObject({ phase: hostile, message: hostile });
    expect(attachment.text).toBe(hostile.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
    expect(attachment.fields).toHaveLength(5);
    expect(JSON.stringify(notification)).not.toContain('the-token-of-slack');
  });

  test('an Application that has no status yet can be told of, and what is absent is null', async () => {
    const notification = parse(await run(['template', 'notify', 'app-created'], {}));

    expect(notification.message).toBe('checkout-prod is known to Argo CD');
    expect(JSON.parse(notification.webhook.port.body)).toEqual({
      apiVersion: 'gitops.platform/v1',
      event: 'app-state',
      trigger: 'on-created',
      id: 'on-created//',
      app: 'checkout-prod',
      namespace: 'argocd',
      project: null,
      entity: null,
      environment: null,
      health: null,
      healthSince: null,
      sync: null,
      revision: null,
      head: null,
      operation: null,
      deployments: [],
      images: [],
      observedAt: null,
    });
  });

  test('a deployment that Argo CD has healed at once is told as the deployment, at its revision', async () => {
    const status = {
      ...healthy,
      history: [...healthy.history, { id: 2, revision: '9876', deployStartedAt: ago(0, -90), deployedAt: ago(0, -30) }],
    };

    const told = JSON.parse(parse(await run(['template', 'notify', 'app-deployed'], { status })).webhook.port.body);

    expect(told).toMatchObject({
      id: `on-deployed//${status.history[2]?.deployStartedAt}`,
      revision: '9876',
      operation: { startedAt: healthy.operationState.startedAt, revision: '0123456789abcdef' },
    });
  });

  test('R0-31: the portal gets it as a POST with its token', async () => {
    const { url, requests, close } = await listen();

    await run(['template', 'notify', 'app-deployed', '--recipient', 'port:'], { status: healthy }, url);
    close();

    expect(requests).toEqual([
      {
        method: 'POST',
        path: '/webhooks/argocd',
        authorization: 'Bearer the-token-of-the-portal',
        contentType: 'application/json',
        health: 'Healthy',
      },
    ]);
  });

  test.each([
    ['on-created', 'no status yet', {}, true],
    ['on-created', 'an age of a day', { metadata: { creationTimestamp: ago(24) } }, false],
    ['on-deployed', 'no status yet', {}, false],
    ['on-sync-failed', 'no status yet', {}, false],
    ['on-health-degraded', 'no status yet', {}, false],
    ['on-sync-status-unknown', 'no status yet', {}, false],
    ['on-deployed', 'a sync that succeeded, and health since', { status: healthy }, true],
    ['on-deployed', 'a sync that was assessed in the second of its end', { status: assessed('Synced') }, true],
    ['on-deployed', 'health from the second before the end of the sync', { status: assessed('OutOfSync') }, false],
    ['on-deployed', 'health from before the sync', { status: { ...healthy, reconciledAt: earlier } }, false],
    ['on-deployed', 'pods that are not ready', { status: { ...healthy, health: { status: 'Progressing' } } }, false],
    ['on-deployed', 'a sync that failed after others', inPhase('Failed'), false],
    ['on-deployed', 'a sync of single objects alone', { status: { ...healthy, history: [] } }, false],
    ['on-deployed', 'a heal right after the sync', { status: healed({ secondsLater: 2, hoursAgo: 0.1 }) }, true],
    ['on-deployed', 'a change by hand while pods start', { status: healed({ secondsLater: 90, hoursAgo: 0.1 }) }, true],
    [
      'on-deployed',
      'a change by hand, put back a day later',
      { status: healed({ secondsLater: 90, hoursAgo: 24 }) },
      false,
    ],
    [
      'on-deployed',
      'a heal that was compared with what was there before',
      { status: { ...healed({ secondsLater: 2, hoursAgo: 0.1 }), sync: { status: 'OutOfSync' } } },
      false,
    ],
    ['on-drifted', 'a heal right after the sync', { status: healed({ secondsLater: 2, hoursAgo: 0.1 }) }, false],
    ['on-drifted', 'a change by hand that was put back', { status: healed({ secondsLater: 31, hoursAgo: 24 }) }, true],
    [
      'on-drifted',
      'a heal of what was never synced as a whole',
      { status: { ...healed({ secondsLater: 0, hoursAgo: 0 }), history: [] } },
      true,
    ],
    ['on-drifted', 'a release', { status: healthy }, false],
    ['on-drifted', 'no status yet', {}, false],
    ['on-sync-succeeded', 'a heal right after the sync', { status: healed({ secondsLater: 2, hoursAgo: 0.1 }) }, true],
    ['on-sync-succeeded', 'a heal a day later', { status: healed({ secondsLater: 90, hoursAgo: 24 }) }, false],
    ['on-sync-succeeded', 'a sync of single objects alone', { status: { ...healthy, history: [] } }, false],
    [
      'on-sync-succeeded',
      'pods that are not ready',
      { status: { ...healthy, health: { status: 'Progressing' } } },
      true,
    ],
    ['on-sync-failed', 'a sync that failed', inPhase('Failed'), true],
    ['on-sync-failed', 'a sync that could not begin', inPhase('Error'), true],
    ['on-sync-failed', 'a sync that runs', inPhase('Running'), false],
    ['on-sync-failed', 'a sync that is tried for the second time', inPhase('Running', { retryCount: 2 }), false],
    ['on-sync-failed', 'a sync that fails again and again', inPhase('Running', { retryCount: 3 }), true],
    ['on-sync-failed', 'a sync that succeeded at last', inPhase('Succeeded', { retryCount: 9 }), false],
    ['on-sync-running', 'a sync that runs', inPhase('Running'), true],
    ['on-health-degraded', 'a pod that does not start', { status: degraded }, true],
    ['on-health-recovered', 'health, and nobody was told of other', { status: healthy }, false],
    ['on-health-recovered', 'health after it was told to be degraded', { ...wasTold, status: healthy }, true],
    ['on-health-recovered', 'pods that start again', { ...wasTold, status: degraded }, false],
    ['on-suspended', 'a canary that waits', { status: { ...healthy, health: { status: 'Suspended' } } }, true],
    ['on-suspended', 'health', { status: healthy }, false],
    ['on-waiting', 'a commit that a person has to sync', { status: assessed('OutOfSync') }, true],
    ['on-waiting', 'a commit that is applied by itself', { spec: automatic, status: assessed('OutOfSync') }, false],
    ['on-waiting', 'a person who syncs it', inPhase('Running'), false],
    ['on-waiting', 'nothing to sync', { status: healthy }, false],
    ['on-sync-status-unknown', 'a folder that is gone', { status: { ...healthy, sync: { status: 'Unknown' } } }, true],
    ['on-deleted', 'nobody who deletes it', { status: healthy }, false],
  ])('%s with %s', async (trigger, _, application, isTold) => {
    const table = await run(['trigger', 'run', trigger], application);

    expect(table.trim().split(/\s+/).at(-1)).toBe(String(isTold));
  });
});

function inPhase(phase: string, more: object = {}): object {
  const operationState = { ...healthy.operationState, phase, ...more };
  return { status: { ...healthy, sync: { status: 'OutOfSync', revision: '0' }, operationState } };
}

/** Compared in the second in which the sync ended. */
function assessed(sync: string): object {
  return { ...healthy, reconciledAt: healthy.operationState.finishedAt, sync: { status: sync, revision: '0' } };
}

function ago(hours: number, secondsLater = 0): string {
  return new Date(Date.now() - hours * 3_600_000 + secondsLater * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** An Application that says a text in every field. */
function everywhere(text: string): object {
  return {
    metadata: {
      name: text,
      namespace: text,
      labels: { env: text, team: text },
      annotations: { 'port.io/entity': text },
    },
    spec: { project: text },
    status: {
      reconciledAt: text,
      health: { status: text },
      sync: { status: text, revision: text },
      summary: { images: [text] },
      history: [{ id: 3, revision: text, deployStartedAt: text, deployedAt: text }],
      operationState: {
        phase: text,
        message: text,
        startedAt: text,
        finishedAt: text,
        syncResult: { revision: text },
      },
    },
  };
}

async function run(
  command: readonly string[],
  { metadata = {}, ...application }: { readonly metadata?: object; readonly spec?: object; readonly status?: object },
  portalUrl?: string,
): Promise<string> {
  const folder = temporaryFolder();
  const file = (name: string, content: object | string) => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : emitYaml(content));
    return path;
  };
  const [group = '', verb = '', name = '', ...flags] = command;
  const files = [
    file('application.yaml', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'checkout-prod', namespace: 'argocd', creationTimestamp: ago(0), ...metadata },
      ...application,
    }),
    `--config-map=${file('config-map.yaml', configMapYaml(allNotifications(portalUrl)))}`,
    `--secret=${file('secret.yaml', secret)}`,
    // It wants a cluster to be named, and does not ask it.
    `--kubeconfig=${file('kubeconfig.yaml', kubeconfig)}`,
  ];
  const args = ['admin', 'notifications', group, verb, name, ...files, ...flags];
  return (await promisify(execFile)(argocd ?? '', args, { timeout: 30_000 })).stdout;
}

const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'argocd-notifications-secret', namespace: 'argocd' },
  stringData: { 'port-webhook-token': 'the-token-of-the-portal', 'slack-token': 'the-token-of-slack' },
};

const kubeconfig = {
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'none',
  contexts: [{ name: 'none', context: { cluster: 'none', user: 'nobody', namespace: 'argocd' } }],
  clusters: [{ name: 'none', cluster: { server: 'http://127.0.0.1:1' } }],
  users: [{ name: 'nobody', user: {} }],
};

async function listen() {
  const requests: object[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      const { authorization, 'content-type': contentType } = headers;
      requests.push({ method, path, authorization, contentType, health: JSON.parse(body).health });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { url: `http://127.0.0.1:${address.port}`, requests, close: () => server.close() };
}
