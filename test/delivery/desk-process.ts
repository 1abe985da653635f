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
}

/** What a process has needed for its changes. */
export interface DeskUse {
  readonly name: string;
  readonly changes: number;
  /** Pushes that somebody else was faster than. */
  readonly races: number;
  readonly pushes: number;
  /** Of the call that took longest. */
  readonly longestMilliseconds: number;
  readonly seconds: number;
}

/** Asks for releases until all of them are there, as many processes do it at once. */
async function work({ remote, folder, name, services, changes, batch }: DeskTask): Promise<void> {
  const committer = { name: 'Slipway', email: 'slipway@example.com' };
  const writer = await GitWriter.open({ remote, branch: 'main', folder, committer, variables: process.env });
  const now = (): string => new Date().toISOString();
  const use = { name, changes, races: 0, pushes: 0, longestMilliseconds: 0, seconds: 0 };
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
  for (let from = 0; from < changes; from += batch) {
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
