import * as z from 'zod';

import { boundedText } from '../../http/bounded-text';
import { Refusal } from '../../model/refusal';
import { formatBytes, formatCpu, quantityValue } from '../../model/quantity';
import type { Resolved } from '../../model/resolve';

/** What a service has used, and what it should ask for. */
export interface Recommendation {
  readonly service: string;
  /** `requests.cpu`, `requests.memory`. */
  readonly setting: string;
  readonly now: string;
  readonly better: string;
  readonly why: string;
}

const Answer = z.looseObject({
  data: z.looseObject({ result: z.array(z.looseObject({ value: z.tuple([z.number(), z.string()]) })) }),
});

/** Room above what was used. */
const headroom = 1.2;
/** Who is that near to it is left alone. */
const tolerance = 0.25;
const patienceMilliseconds = 20_000;
/** Characters. One number has some hundred. */
const longestAnswer = 1_000_000;

/**
 * Asks Prometheus what pods have used in a week, and says what their services should ask for: the CPU that 95 of 100 minutes
 * stayed below, and the most memory, each with a fifth more.
 *
 * @throws Refusal when Prometheus does not answer
 */
export async function recommendationsFor(
  prometheusUrl: string,
  members: readonly Resolved[],
): Promise<readonly Recommendation[]> {
  const found: Recommendation[] = [];
  for (const { service, namespace, settings } of members) {
    const of = `namespace="${namespace}", container="${service}"`;
    const cpu = await ask(
      prometheusUrl,
      `max(quantile_over_time(0.95, rate(container_cpu_usage_seconds_total{${of}}[5m])[7d:5m]))`,
    );
    const memory = await ask(prometheusUrl, `max(max_over_time(container_memory_working_set_bytes{${of}}[7d]))`);
    const { requests } = settings.resources;
    if (cpu !== undefined) {
      const cores = Math.max(0.01, Math.ceil(cpu * headroom * 100) / 100);
      found.push(
        ...unlessNear(
          service,
          'requests.cpu',
          requests.cpu,
          cores,
          formatCpu,
          `95 of 100 minutes stayed below ${formatCpu(ceil(cpu, 0.001))}`,
        ),
      );
    }
    if (memory !== undefined) {
      const bytes = ceil(memory * headroom, 16 * 2 ** 20);
      found.push(
        ...unlessNear(
          service,
          'requests.memory',
          requests.memory,
          bytes,
          formatBytes,
          `the most was ${formatBytes(ceil(memory, 2 ** 20))}`,
        ),
      );
    }
  }
  return found;
}

function unlessNear(
  service: string,
  setting: string,
  now: string,
  better: number,
  format: (value: number) => string,
  why: string,
): readonly Recommendation[] {
  const asked = quantityValue(now) ?? 0;
  if (Math.abs(better - asked) <= asked * tolerance) return [];
  return [{ service, setting, now, better: format(better), why }];
}

function ceil(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

/** @returns undefined when nothing was measured */
async function ask(prometheusUrl: string, query: string): Promise<number | undefined> {
  const url = `${prometheusUrl.replace(/\/$/, '')}/api/v1/query?${new URLSearchParams({ query }).toString()}`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMilliseconds) });
    const [sample] = Answer.parse(JSON.parse(await boundedText(response, longestAnswer))).data.result;
    const value = sample === undefined ? Number.NaN : Number(sample.value[1]);
    return Number.isFinite(value) ? value : undefined;
  } catch (error) {
    const said =
      error instanceof z.ZodError || error instanceof SyntaxError
        ? 'its answer is not one of Prometheus'
        : String(error);
    throw new Refusal(
      `"${prometheusUrl}" could not be asked: ${said}; name the URL of a Prometheus, such as that of a "kubectl port-forward"`,
      'answer',
    );
  }
}
