import { emitYaml } from '../../src/render/emit-yaml';
import { rbacPolicy, rbacSettings } from '../argocd/rbac-policy';
import { channelsOf } from '../notifications/channels';
import { notificationsValues } from '../notifications/notification-config';
import { notificationsOf } from '../notifications/notifications-of';
import { portalUrlOf } from '../notifications/portal-url';
import { argoCdValues } from '../values/argo-cd';
import { publishedChart } from '../versions';
import type { Stack } from './read-stack';

/**
 * Values of the chart argo-cd for those who install it themselves: what the program installs, and in the same values who may do
 * what and who hears of what, which the program keeps in objects of its own. No value is secret.
 */
export function argoCdValuesText({ name, settings, catalog, environments }: Stack): string {
  const values = argoCdValues({ settings: settings.argocd, hasMetrics: settings.install.monitoring });
  const channels = channelsOf(
    catalog.catalog,
    environments,
    settings.email !== undefined,
    portalUrlOf(settings) !== undefined,
  );
  const notifications = notificationsValues(notificationsOf(catalog.catalog, environments, settings, channels));
  const all = {
    ...values,
    configs: { ...values.configs, rbac: { create: true, ...rbacSettings(rbacPolicy(catalog, environments, false)) } },
    notifications: { ...values.notifications, cm: { create: true }, ...notifications },
  };
  const { reference, version } = publishedChart('argo-cd');
  const chart = `${reference} --version ${settings.versions['argo-cd'] ?? version}`;
  return `# For the chart ${chart}, as the stack "${name}" has it.\n${emitYaml(all)}`;
}
