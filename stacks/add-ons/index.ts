import { certManager } from './cert-manager';
import { envoyGateway } from './envoy-gateway';
import { externalDns } from './external-dns';
import { keda } from './keda';
import { metricsServer } from './metrics-server';
import { opencost } from './opencost';
import { tempo } from './tempo';
import { traceCollector } from './trace-collector';
import { velero } from './velero';

/** Every add-on by the name of its chart, in the order in which people read of them. */
export const addOnOfChart = {
  'metrics-server': metricsServer,
  'cert-manager': certManager,
  'external-dns': externalDns,
  keda,
  'gateway-helm': envoyGateway,
  velero,
  opencost,
  tempo,
  'opentelemetry-collector': traceCollector,
} as const;

/** Charts of add-ons. */
export type AddOnChartName = keyof typeof addOnOfChart;

/** Every add-on. Whatever is done for each walks this list. */
export const addOns = Object.values(addOnOfChart);

/** Whether a chart is one of an add-on. */
export function isOfAddOn(chart: string): chart is AddOnChartName {
  return chart in addOnOfChart;
}
