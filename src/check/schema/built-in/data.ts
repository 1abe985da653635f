import type { Field } from '../field';
import { dataKey } from '../names';

/** What a ConfigMap or a Secret may hold. */
const mostBytes = 1024 * 1024;

/** Keys that a Secret of a type must have. */
const keysOfTypes: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

/** Says what a server has against a ConfigMap. */
export function checkConfigMap(object: Field): void {
  const [data, binaryData] = [object.at('data'), object.at('binaryData')];
  checkKeys(data);
  checkKeys(binaryData);
  for (const entry of data.entries()) {
    if (binaryData.at(String(entry.key)).isThere)
      entry.say('duplicate-list-key', `"${entry.key}" is in data and in binaryData`, 'remove one');
  }
  checkSize(data.entries(), object);
}

/** Says what a server has against a Secret. */
export function checkSecret(object: Field): void {
  const [data, stringData] = [object.at('data'), object.at('stringData')];
  checkKeys(data);
  checkKeys(stringData);
  const type = object.at('type').text;
  for (const key of keysOfTypes[type] ?? []) {
    if (!data.at(key).isThere && !stringData.at(key).isThere) data.at(key).miss(`a Secret of type "${type}" needs it`);
  }
  checkSize(stringData.entries(), object);
}

function checkKeys(data: Field): void {
  for (const entry of data.entries()) {
    const why = dataKey(String(entry.key));
    if (why !== undefined) entry.say('value-not-allowed', `"${entry.key}" in ${data.where} ${why}`);
  }
}

function checkSize(entries: readonly Field[], object: Field): void {
  // UTF-16 units are never more than bytes, and those are counted only where it is close.
  if (entries.reduce((sum, { text }) => sum + text.length, 0) * 3 <= mostBytes) return;
  const encoder = new TextEncoder();
  const bytes = entries.reduce((sum, { text }) => sum + encoder.encode(text).length, 0);
  if (bytes > mostBytes) {
    object
      .at('data')
      .say(
        'value-not-allowed',
        `the data has ${bytes} bytes: ${mostBytes} are allowed`,
        'split it, or put it into the image',
      );
  }
}
