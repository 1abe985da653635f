import { parse } from 'yaml';

import { shownText } from '../../src/cli/shown-text';

/**
 * Values for Helm as they can be shown. Where a text in them would be shown otherwise than it is, they are written as JSON, which is
 * YAML, too, and keeps every value: what it escapes means the same.
 */
export function shownYaml(text: string): string {
  return shownText(text) === text ? text : `${JSON.stringify(parse(text), undefined, 2)}\n`;
}
