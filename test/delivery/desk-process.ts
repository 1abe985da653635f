import type { AskedRequest } from '../../src/delivery/candidates';
import { Delivery } from '../../src/delivery/delivery';
import { GitWriter } from '../../src/gitops/git-writer';
import { Refusal } from '../../src/model/refusal';

/** What a process of a test is to ask for, as JSON in its first argument. */
export interface DeskTask {
  readonly remote: string;
  readonly folder: string;
  /** Of its run ids: `<name>-<number>`. */
  readonly name: string;
  /** Services that it asks for, one after the other, in `dev`. */
  readonly services: readonly string[];
  readonly changes: number;
  /** Changes in one push. */
  readonly batch: number;
  /** Whether each release is asked for on top of the one that was seen to run, one after the other. @default - whatever runs */
  readonly isOnTop?: boolean;
}

/** What a process has needed for its changes. */
export interface DeskUse {
  readonly name: string;
  readonly changes: number;
  /** Pushes that somebody else was faster than. */
  readonly races: number;
  readonly pushes: number;
  /** Requests that were too late: another release had come meanwhile. */
  readonly tooLate: number;
  /** Of the call that took longest. */
  readonly longestMilliseconds: number;
  readonly seconds: number;
}

/** Asks for releases until all of them are there, as many processes do it at once. */
async function work({ remote, folder, name, services, changes, batch, isOnTop = false }: DeskTask): Promise<void> {
  const committer = { name: 'Slipway', email: 'slipway@example.com' };
  const writer = await GitWriter.open({ remote, branch: 'main', folder, committer, variables: process.env });
  const now = (): string => new Date().toISOString();
  const use = { name, changes, races: 0, pushes: 0, tooLate: 0, longestMilliseconds: 0, seconds: 0 };
  const push = writer.push.bind(writer);
  writer.push = async (base, head) => {
    const outcome = await push(base, head);
    use.pushes++;
    if (outcome.kind === 'race') use.races++;
    return outcome;
  };
  const delivery = new Delivery({ writer, places: { catalog: 'catalog', root: '' }, now, version: '1.0.0' });
  const all = Array.from({ length: changes }, (_, index) => ({
    request: {
      runId: `${name}-${index}`,
      verb: 'bump' as const,
      fields: {
        service: services[index % services.length] ?? '',
        environment: 'dev',
        version: `v3.${name.replace(/\D/g, '')}.${index}`,
      },
    },
    asker: { email: `${name}@example.com` },
  }));
  const started = performance.now();
  if (isOnTop) for (const one of all) use.tooLate += await untilOnTop(delivery, one);
  for (let from = isOnTop ? changes : 0; from < changes; from += batch) {
    const begun = performance.now();
    const outcomes = await untilAnswered(() => delivery.submit(all.slice(from, from + batch)));
    const wrong = outcomes.filter(({ state }) => state !== 'committed');
    if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
    use.longestMilliseconds = Math.max(use.longestMilliseconds, Math.round(performance.now() - begun));
  }
  use.seconds = (performance.now() - started) / 1000;
  process.stdout.write(`${JSON.stringify(use)}\n`);
  await writer.close();
}

/** Looks at what runs, and asks for another release of that. @returns how often another one had come meanwhile */
async function untilOnTop(delivery: Delivery, { request, asker }: AskedRequest): Promise<number> {
  for (let tooLate = 0; ; tooLate++) {
    const { services } = await delivery.catalog();
    const current = services.get(String(request.fields['service']))?.overlays.get('dev')?.release.version;
    const runId = `${request.runId}-${tooLate}`;
    const [outcome] = await untilAnswered(() => delivery.submit([{ request: { ...request, runId, current }, asker }]));
    if (outcome?.state === 'committed') return tooLate;
    if (outcome?.state !== 'invalid' || outcome.problems[0]?.path.join() !== 'current')
      throw new Error(JSON.stringify(outcome));
  }
}

/** Who loses every race says so, and has committed nothing. */
async function untilAnswered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Refusal && error.message.startsWith('others were faster'))) throw error;
    }
  }
}

work(JSON.parse(process.argv[2] ?? '{}')).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
