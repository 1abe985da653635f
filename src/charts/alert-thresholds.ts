import type { Placement } from '../model/placement';
import type { RequestMetrics } from './request-metrics';
import { secondsOf } from './seconds-of';

/** Of three in the night one may fail: a share says something from about ten on. */
const fewest = 10;

type Monitoring = Placement['monitoring'];

/** As PromQL: more of what is counted failed in five minutes than may. */
export function tooManyFail({ all, failed }: RequestMetrics, { maxErrorShare }: Monitoring): string {
  const counted = `sum(${all('5m')})`;
  return `${failed('5m')} / ${counted} > ${maxErrorShare} and ${counted} * 300 >= ${fewest}`;
}

/** As PromQL: one in twenty takes longer than it may. */
export function tooSlow({ latency, unit }: RequestMetrics, { maxLatency }: Monitoring): string {
  const most = secondsOf(maxLatency) * (unit === 'ms' ? 1000 : 1);
  return `${latency(0.95, '5m')} > ${Number(most.toPrecision(12))}`;
}

/** The share that may fail, in words. */
export function mostMayFail({ maxErrorShare }: Monitoring): string {
  return `For 5 minutes more failed than the ${Number((maxErrorShare * 100).toPrecision(12))} % that may.`;
}
