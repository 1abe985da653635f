import type { ManifestObject, Path } from '../../manifests/manifest';
import { isMapping, listAt, mappingAt, textAt } from '../../manifests/value-at';
import type { Inventory } from '../inventory';
import { readEmbeddedYaml } from './embedded-yaml';
import type { EmbeddedYaml } from './embedded-yaml';
import { textsIn } from './texts-in';

/** A key of `argocd-notifications-cm`, and what its text says; `yaml` is undefined when it is no YAML. */
export interface NotificationEntry {
  readonly object: ManifestObject;
  readonly path: Path;
  readonly key: string;
  /** Without `template.`, `trigger.` or `service.`. */
  readonly name: string;
  readonly yaml: EmbeddedYaml | undefined;
}

/** What `argocd-notifications-cm` sets up. */
export interface DeclaredNotifications {
  readonly object: ManifestObject;
  readonly templates: readonly NotificationEntry[];
  readonly triggers: readonly NotificationEntry[];
  /** `name` is how subscriptions call it: `webhook.port` is `port`. */
  readonly services: readonly NotificationEntry[];
}

/** A text of a template that Go fills in. */
export interface TemplateText {
  readonly entry: NotificationEntry;
  /** `webhook.port.body`. */
  readonly field: string;
  readonly text: string;
}

/** A subscription that somebody wrote into an annotation. */
export interface DeclaredSubscription {
  readonly object: ManifestObject;
  readonly path: Path;
  readonly trigger: string;
  readonly service: string;
}

const prefix = 'notifications.argoproj.io/subscribe.';

/** The notification settings of a unit: one for each namespace that has them. */
export function notificationConfigsOf(inventory: Inventory): readonly DeclaredNotifications[] {
  return inventory
    .ofKind('ConfigMap')
    .filter(({ name }) => name === 'argocd-notifications-cm')
    .map((object) => ({
      object,
      templates: entriesOf(object, 'template.'),
      triggers: entriesOf(object, 'trigger.'),
      services: entriesOf(object, 'service.').map((entry) => ({
        ...entry,
        name: entry.name.split('.').at(-1) ?? entry.name,
      })),
    }));
}

/** Every text of the templates: messages, bodies, subjects. */
export function templateTextsOf(config: DeclaredNotifications): readonly TemplateText[] {
  return config.templates.flatMap((entry) =>
    [...textsIn(entry.yaml?.value)].map(({ text, path }) => ({ entry, field: path.join('.'), text })),
  );
}

/** Bodies of webhooks that are JSON: what hostile text would break. */
export function jsonBodiesOf(config: DeclaredNotifications): readonly TemplateText[] {
  return templateTextsOf(config).filter(
    ({ field, text }) => /^webhook\..+\.body$/.test(field) && /^\s*(?:\[|\{(?!\{))/.test(text),
  );
}

/** Subscriptions in annotations of Applications, of AppProjects, and of what ApplicationSets make. */
export function declaredSubscriptions(inventory: Inventory): readonly DeclaredSubscription[] {
  const places: readonly (readonly [string, Path])[] = [
    ['Application', ['metadata', 'annotations']],
    ['AppProject', ['metadata', 'annotations']],
    ['ApplicationSet', ['spec', 'template', 'metadata', 'annotations']],
  ];
  return places.flatMap(([kind, path]) =>
    inventory.ofKind(kind, 'argoproj.io').flatMap((object) =>
      Object.keys(mappingAt(object.value, path)).flatMap((key) => {
        if (!key.startsWith(prefix) || key.includes('{{')) return [];
        const [first = '', second] = key.slice(prefix.length).split('.');
        const subscription =
          second === undefined ? { trigger: '', service: first } : { trigger: first, service: second };
        return [{ object, path: [...path, key], ...subscription }];
      }),
    ),
  );
}

/** Names of templates that a trigger sends, each once. */
export function templatesSentBy(trigger: NotificationEntry): readonly string[] {
  const conditions = Array.isArray(trigger.yaml?.value) ? trigger.yaml.value : [];
  const names = conditions.flatMap((condition: unknown) =>
    isMapping(condition) ? listAt(condition, ['send']).filter((name) => typeof name === 'string') : [],
  );
  return [...new Set(names)];
}

function entriesOf(object: ManifestObject, start: string): readonly NotificationEntry[] {
  return Object.keys(mappingAt(object.value, ['data']))
    .filter((key) => key.startsWith(start))
    .map((key) => ({
      object,
      path: ['data', key],
      key,
      name: key.slice(start.length),
      yaml: readEmbeddedYaml(textAt(object.value, ['data', key]) ?? ''),
    }));
}
