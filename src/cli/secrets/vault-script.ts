import { groupBy } from '../../model/group-by';
import type { NeededSecret } from '../../model/needed-secrets';
import { printableLine } from '../../model/printable';
import { keyBelowMount } from '../../model/vault-keys';

/**
 * A script of Vault commands for the keys of one store: one entry per key, over all environments and services that ask for it.
 * Values come from variables of the shell, so they are in no file and no history; one that is not set ends the script before
 * anything is written. They are no arguments of a program, either, which every process of the machine can see: Vault reads them as
 * JSON from its standard input.
 *
 * Nobody here knows what a key has besides: other services, other repositories, and whoever takes it as a whole. So no entry says
 * what a key is, only what it has to have. `-cas=0` lets Vault write where nothing was ever, in one step; anywhere else it is
 * `patch`, which leaves every other property as it is. Version 1 of the engine ignores `-cas`, and knows no patch: there the script
 * ends (Vault, "kv put", "kv patch").
 *
 * @param mount where the key-value engine is mounted; a key is written where External Secrets reads it
 */
export function vaultScript(needed: readonly NeededSecret[], mount: string): string {
  const keys = [...groupBy(needed, ({ remoteKey }) => keyBelowMount(remoteKey, mount, 'v2'))].map(([key, same]) => ({
    key,
    properties: [...new Set(same.flatMap(({ properties }) => properties.map(({ name }) => name)))].sort(),
    takers: [...new Set(same.flatMap(({ whole }) => whole.map(({ service }) => service)))],
  }));
  const variables = variablesOf(keys);
  return [
    '#!/bin/sh',
    'set -eu',
    ...[...variables.values()].flatMap((name) => [`: "\${${name}?}"`, `export ${name}`]),
    beginning(mount),
    ...keys.flatMap(({ key, properties, takers }) => [
      ...takers.map((service) => printableLine(`# ${service} takes every property of ${key}`)),
      properties.length === 0
        ? printableLine(`# store ${quoted(key)} NAME VARIABLE ...`)
        : entryOf(key, properties, variables),
    ]),
    '',
  ].join('\n');
}

/** What the keys of a script are written by. */
function beginning(mount: string): string {
  return String.raw`case "$(vault read -field=options sys/internal/ui/mounts/${quoted(mount)})" in
*version:2*) ;;
*)
  echo ${quoted(`${mount} is no key-value engine of version 2: a write would take away what else a key has`)} >&2
  exit 1
  ;;
esac
# json NAME VARIABLE...: an object of values of variables. They are in no argument, which every process could see.
json() {
  LC_ALL=C awk 'BEGIN {
    for (code = 1; code < 32; code++) escaped[sprintf("%c", code)] = sprintf("\\u%04x", code)
    escaped["\""] = "\\\""
    escaped["\\"] = "\\\\"
    for (at = 1; at < ARGC; at += 2)
      printf "%s%s: %s", at == 1 ? "{" : ", ", text(ARGV[at]), text(ENVIRON[ARGV[at + 1]])
    print "}"
  }
  function text(value,    all, at, one) {
    for (at = 1; at <= length(value); at++) {
      one = substr(value, at, 1)
      all = all (one in escaped ? escaped[one] : one)
    }
    return "\"" all "\""
  }' "$@"
}
# store KEY NAME VARIABLE...: writes a key that was never there; of one that is, it leaves all other properties.
store() {
  key=$1
  shift
  json "$@" | vault kv put -cas=0 -mount=${quoted(mount)} "$key" - 2>/dev/null ||
    json "$@" | vault kv patch -mount=${quoted(mount)} "$key" -
}`;
}

function entryOf(key: string, properties: readonly string[], variables: Variables): string {
  const values = properties.map((name) => `  ${quoted(name)} ${variables.get(placeOf(key, name)) ?? ''}`);
  return `store ${quoted(key)} \\\n${values.join(' \\\n')}`;
}

/** Names of variables by the place of their value. */
type Variables = ReadonlyMap<string, string>;

/**
 * `prod/payment-service`, `db-host` -> `PROD_PAYMENT_SERVICE_DB_HOST`. Where two places would have the same name, the later one gets
 * a number: `shared`, `db-host` and `shared/db`, `host`.
 */
function variablesOf(keys: readonly { readonly key: string; readonly properties: readonly string[] }[]): Variables {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { key, properties } of keys) {
    for (const property of properties) {
      const plain = `${key}_${property}`.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
      const name = /^[0-9]/.test(plain) ? `_${plain}` : plain;
      let free = name;
      for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`;
      taken.add(free);
      names.set(placeOf(key, property), free);
    }
  }
  return names;
}

function placeOf(key: string, property: string): string {
  return JSON.stringify([key, property]);
}

function quoted(text: string): string {
  return /^[A-Za-z0-9._/-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
