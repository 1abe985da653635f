import type { Trigger } from './events';

/**
 * An expression (expr-lang): the occurrences of an event that were told of an Application, oldest first.
 *
 * Argo CD keeps what it has told in an annotation, the last hundred messages: `<occurrence>:<trigger>:<condition>:<channel>` to
 * the time. It is the only memory that a trigger can read. Occurrences are times in RFC 3339, so that texts are in the order
 * of time.
 */
export function told(trigger: Trigger): string {
  const notified = '(app.metadata.annotations ?? {})["notified.notifications.argoproj.io"] ?? "{}"';
  const separator = JSON.stringify(`:${trigger}:`);
  return `sort(map(filter(keys(fromJSON(${notified})), # contains ${separator}), split(#, ${separator})[0]))`;
}
