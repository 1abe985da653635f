import { groupBy } from '../../model/group-by';
import type { NeededSecret } from '../../model/needed-secrets';
import { printableLine } from '../../model/printable';

/**
 * A script of Vault commands for the keys of one store: one entry per key, over all environments and services that ask for it.
 * Values come from variables of the shell, so they are in no file and no history; one that is not set ends the script before
 * anything is written.
 *
 * Nobody here knows what a key has besides: other services, other repositories, and whoever takes it as a whole. So no entry says
 * what a key is, only what it has to have. `-cas=0` lets Vault write where nothing was ever, in one step; anywhere else it is
 * `patch`, which leaves every other property as it is. Version 1 of the engine ignores `-cas`, and knows no patch: there the script
 * ends (Vault, "kv put", "kv patch").
 *
 * @param mount where the key-value engine is mounted
 */
export function vaultScript(needed: readonly NeededSecret[], mount: string): string {
  const keys = [...groupBy(needed, ({ remoteKey }) => remoteKey)].map(([remoteKey, same]) => ({
    remoteKey,
    properties: [...new Set(same.flatMap(({ properties }) => properties.map(({ name }) => name)))].sort(),
    takers: [...new Set(same.flatMap(({ whole }) => whole.map(({ service }) => service)))],
  }));
  const variables = variablesOf(keys);
  return [
    '#!/bin/sh',
    'set -eu',
    ...[...variables.values()].map((name) => `: "\${${name}?}"`),
    beginning(mount),
    ...keys.flatMap(({ remoteKey, properties, takers }) => [
      ...takers.map((service) => printableLine(`# ${service} takes every property of ${remoteKey}`)),
      properties.length === 0
        ? printableLine(`# store ${quoted(remoteKey)} NAME="$VARIABLE" ...`)
        : entryOf(remoteKey, properties, variables),
    ]),
    '',
  ].join('\n');
}

/** What the keys of a script are written by. */
function beginning(mount: string): string {
  return `case "$(vault read -field=options sys/internal/ui/mounts/${quoted(mount)})" in
*version:2*) ;;
*)
  echo ${quoted(`${mount} is no key-value engine of version 2: a write would take away what else a key has`)} >&2
  exit 1
  ;;
esac
# store KEY NAME=VALUE...: writes a key that was never there; of one that is, it leaves all other properties.
store() {
  key=$1
  shift
  for pair; do
    shift
    # Vault takes what begins with @ for the name of a file, unless a backslash is before it, and - for its standard input.
    case "\${pair#*=}" in
    @*) pair="\${pair%%=*}=\\\\\${pair#*=}" ;;
    - | '\\@'*)
      echo "\${pair%%=*} of $key is a value that the command line of Vault reads otherwise: write it by hand" >&2
      exit 1
      ;;
    esac
    set -- "$@" "$pair"
  done
  vault kv put -cas=0 -mount=${quoted(mount)} "$key" "$@" 2>/dev/null ||
    vault kv patch -mount=${quoted(mount)} "$key" "$@"
}`;
}

function entryOf(remoteKey: string, properties: readonly string[], variables: Variables): string {
  const values = properties.map((name) => `  ${quoted(name)}="$${variables.get(placeOf(remoteKey, name)) ?? ''}"`);
  return `store ${quoted(remoteKey)} \\\n${values.join(' \\\n')}`;
}

/** Names of variables by the place of their value. */
type Variables = ReadonlyMap<string, string>;

/**
 * `prod/payment-service`, `db-host` -> `PROD_PAYMENT_SERVICE_DB_HOST`. Where two places would have the same name, the later one gets
 * a number: `shared`, `db-host` and `shared/db`, `host`.
 */
function variablesOf(
  keys: readonly { readonly remoteKey: string; readonly properties: readonly string[] }[],
): Variables {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { remoteKey, properties } of keys) {
    for (const property of properties) {
      const plain = `${remoteKey}_${property}`.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
      const name = /^[0-9]/.test(plain) ? `_${plain}` : plain;
      let free = name;
      for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`;
      taken.add(free);
      names.set(placeOf(remoteKey, property), free);
    }
  }
  return names;
}

function placeOf(remoteKey: string, property: string): string {
  return JSON.stringify([remoteKey, property]);
}

function quoted(text: string): string {
  return /^[A-Za-z0-9._/-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
