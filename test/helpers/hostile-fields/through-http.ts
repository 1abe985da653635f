import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as z from 'zod';

import { startController } from '../../../src/controller/controller';
import { DeliveryDoor } from '../../../src/controller/delivery-door';
import { jsonLog } from '../../../src/controller/log';
import { secretTexts } from '../../../src/controller/read-secrets';
import { portalVerbs, webhookPath, type PortalVerb } from '../../../src/portal/portal-call';
import { portalProperties } from '../../../src/portal/properties';
import { call } from '../../controller/a-controller';
import { MockPort } from '../../controller/mock-port';
import { secrets } from '../../controller/test-secrets';
import { aDesk } from '../a-delivery';
import { aReleasedStory } from '../a-released-story';
import { headOf } from '../a-remote';
import { withValue } from '../leaf-values';
import { leavesOf } from '../schema-leaves';
import { temporaryFolder } from '../temporary-folder';
import { commitsOf, wrongIn, type Asked } from './history';
import { coreOf, plantedSecrets, type Canary } from './texts';

/** What came of texts that a portal has sent. */
export interface Sent {
  readonly wrong: readonly string[];
  /** Statuses of answers, and how often each was. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly commits: number;
}

/** A field of a body, and its body with a text in it. */
interface SentPosition {
  readonly verb: PortalVerb;
  readonly path: readonly string[];
  /** Whether the text is the name of the field. */
  readonly isName?: true;
}

/** What each verb is sent with while all is well. */
const properties: Readonly<Record<PortalVerb, (number: number) => Readonly<Record<string, unknown>>>> = {
  create: (number) => ({ name: `new-${number}`, team: 'web-team' }),
  promote: () => ({ target_environment: 'staging', release: 'v1.0.0' }),
  rollback: () => ({ target_version: 'v1.0.0', reason: 'tested' }),
  scale: (number) => ({ replicas: 3 + (number % 7) }),
  approve: () => ({ proposal: 'waits' }),
  reject: () => ({ proposal: 'waits' }),
};

const around = [
  ['action'],
  ['entity', 'identifier'],
  ['entity', 'blueprint'],
  ['context', 'runId'],
  ['context', 'userEmail'],
  ['context', 'userId'],
  ['context', 'at'],
];

/** Every property of every verb by its schema, whatever goes with them, and a property that none of them knows. */
const sentPositions: readonly SentPosition[] = portalVerbs.flatMap((verb) => [
  ...leavesOf(z.toJSONSchema(portalProperties[verb], { io: 'input', unrepresentable: 'any' })).map(({ path }) => ({
    verb,
    path: ['properties', ...path],
  })),
  ...around.map((path) => ({ verb, path })),
  { verb, path: ['properties'], isName: true as const },
]);

/** Sends each text in a signed call of the portal to a controller that writes to a repository; then Git says what has come of it. */
export async function throughHttp(texts: readonly string[], first: number, canary: Canary): Promise<Sent> {
  const { remote } = await aReleasedStory();
  const folder = temporaryFolder();
  const { delivery } = await aDesk(remote, 'controller', { folder: join(folder, 'clone') });
  const base = headOf(remote);
  const port = await MockPort.start();
  const lines: string[] = [];
  const controller = await startController({
    host: '127.0.0.1',
    port: 0,
    journal: { file: join(folder, 'journal.db') },
    door: new DeliveryDoor(delivery, { commitUrl: 'https://git.example.com/commit/{commit}', root: '' }),
    secrets: () => secrets,
    portalUrl: port.url,
    blueprint: 'microservice',
    isAgent: false,
    proxies: 0,
    log: jsonLog(
      (line) => lines.push(line),
      () => secretTexts(secrets),
      Date.now,
    ),
    now: Date.now,
    random: () => 0,
    rate: { perSecond: 1e9, burst: 1e9 },
  });
  const url = `http://127.0.0.1:${controller.port}`;
  const statuses = new Map<number, number>();
  const answers: string[] = [];
  const asked: Asked[] = [];
  try {
    for (const [index, text] of texts.entries()) {
      const { verb, body, runId } = bodyOf(text, first + index);
      port.addRun(runId, { createdBy: 'dev@example.com' });
      const answer = await call({ url }, webhookPath(verb), body);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      answers.push(JSON.stringify(answer.body));
      if (answer.status === 202) asked.push(askedBy(verb, body, runId));
    }
    await until(async () => (await waitingAt(url)) === 0);
    answers.push(await (await fetch(`${url}/metrics`)).text());
  } finally {
    await controller.stop();
    await port.stop();
  }
  const journal = readdirSync(folder)
    .filter((name) => name.startsWith('journal'))
    .map((name) => readFileSync(join(folder, name), 'latin1'));
  // Port is given the secret of its own client for a token.
  const told = port.calls.filter(({ path }) => !path.includes('/auth/')).map(({ body }) => JSON.stringify(body));
  const shown: Readonly<Record<string, string>> = {
    'the log': lines.join(''),
    'an answer': answers.join('\n'),
    'the journal': journal.join('\n'),
    'the portal': told.join('\n'),
  };
  const ours = secretTexts(secrets);
  const wrong = [
    ...wrongIn(remote, base, asked),
    ...(canary.wasTouched(remote, folder) ? ['a part of a text was executed'] : []),
    ...lines
      .filter((line) => !/^[ -~]*\n$/.test(line.replaceAll(/[\u00a0-\uffff]/g, '')))
      .map((line) => `a line of the log has more than text: ${line}`),
    ...Object.entries(shown).flatMap(([where, text]) =>
      [...plantedSecrets.map(coreOf), ...ours]
        .filter((secret) => text.includes(secret))
        .map((secret) => `${where} has ${secret}`),
    ),
  ];
  return { wrong, statuses, commits: commitsOf(remote, base).length };
}

function bodyOf(
  text: string,
  number: number,
): { readonly verb: PortalVerb; readonly body: object; readonly runId: string } {
  // A step that has no factor with their number comes to each of them.
  const position = sentPositions[(number * 7919) % sentPositions.length];
  if (position === undefined) throw new Error('there are fields');
  const { verb, path, isName } = position;
  const isAlone = verb === 'create' || verb === 'approve' || verb === 'reject';
  const well = {
    action: `${verb}_deployment`,
    entity: isAlone ? null : { identifier: 'web-dev', blueprint: 'deployment' },
    properties: properties[verb](number),
    context: { runId: `r_${number}`, userEmail: 'dev@example.com', userId: 'auth0|dev', at: '2026-11-25T10:00:00Z' },
  };
  const body = { ...Object(withValue(well, isName === true ? [...path, text] : path, isName === true ? 1 : text)) };
  return { verb, body, runId: String(Object(body.context).runId) };
}

function askedBy(verb: string, body: object, runId: string): Asked {
  const { properties: said } = { properties: {}, ...body };
  const { reason, comment, change_ticket: ticket, hotfix } = Object(said);
  const kept = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    runId,
    verb,
    reason: kept(reason) ?? kept(comment),
    ticket: kept(ticket),
    hotfix: kept(hotfix),
    by: 'dev@example.com',
  };
}

async function waitingAt(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = [...text.matchAll(/(?:operations_accepted|reports_queued)(?:\{[^}]*\})? (\d+)/g)].map(([, count]) =>
    Number(count),
  );
  if (counts.length !== 2) throw new Error(`the metrics do not say what waits: ${text}`);
  return counts.reduce((sum, count) => sum + count, 0);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const started = Date.now(); !(await isSo());) {
    if (Date.now() - started > 600_000) throw new Error('the controller is not done after ten minutes');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
