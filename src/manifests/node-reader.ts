import type * as Yaml from 'yaml';

import { yamlLibrary } from '../yaml/compose';
import type { ScalarValue } from '../yaml/scalars';
import { maximumDepth } from '../yaml/read-plain';
import { bindAliases, type Node } from './aliases';
import { resolveTagged } from './tagged-scalars';
import { resolveKubernetesScalar } from './scalars';

/** What is wrong with a node, and where in its text it is. */
export interface NodeProblem {
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
  /** The key that is written again, if that is all that is wrong. */
  readonly repeatedKey?: string;
}

/** Beyond this many nodes, a document that is made of aliases mostly is one bomb or another; go-yaml begins to doubt there. */
const maximumAliasedNodes = 400_000;

/** Makes plain objects and arrays of the nodes of the library, as go-yaml v2 does; collects what go-yaml refuses. */
export class NodeReader {
  readonly problems: NodeProblem[] = [];
  private readonly targets: ReadonlyMap<Yaml.Alias, Node | undefined>;
  private readonly openAnchors = new Set<Node>();
  private depth = 0;
  private aliasDepth = 0;
  private aliasedNodes = 0;

  constructor(root: Node | null, hasAliases: boolean) {
    this.targets = hasAliases ? bindAliases(root) : new Map();
  }

  /** The node behind an alias; the node itself, if it is none. */
  targetOf(node: Node | null): Node | null {
    return yamlLibrary().isAlias(node) ? (this.targets.get(node) ?? null) : node;
  }

  /** Value of a node; null where there is a problem. */
  read(node: Node | null): unknown {
    if (node === null) return null;
    const { isAlias, isMap, isScalar, isSeq } = yamlLibrary();
    if (this.aliasDepth > 0 && ++this.aliasedNodes > maximumAliasedNodes) {
      if (this.aliasedNodes === maximumAliasedNodes + 1) {
        this.report(node, `aliases make more than ${maximumAliasedNodes} values`, 'write out what is meant');
      }
      return null;
    }
    if (isAlias(node)) return this.readAlias(node);
    if (isScalar(node)) return this.readScalar(node);
    if (this.depth >= maximumDepth) {
      this.report(node, `the nesting is deeper than ${maximumDepth} levels`, 'use fewer levels');
      return null;
    }
    this.depth += 1;
    const value = isSeq<Node>(node)
      ? node.items.map((item) => this.read(item))
      : isMap<Node, Node | null>(node)
        ? this.readMapping(node)
        : null;
    this.depth -= 1;
    return value;
  }

  private readAlias(alias: Yaml.Alias.Parsed): unknown {
    const target = this.targets.get(alias);
    if (target === undefined) {
      this.report(alias, `alias "*${alias.source}" has no anchor "&${alias.source}" above it`, 'correct its name');
      return null;
    }
    if (this.openAnchors.has(target)) {
      this.report(alias, `anchor "&${alias.source}" contains itself`, 'write out what is meant');
      return null;
    }
    this.openAnchors.add(target);
    this.aliasDepth += 1;
    const value = this.read(target);
    this.aliasDepth -= 1;
    this.openAnchors.delete(target);
    return value;
  }

  private readMapping(node: Yaml.YAMLMap<Node, Node | null>): Record<string, unknown> {
    const mapping: Record<string, unknown> = {};
    const written = new Set<string>();
    for (const { key, value } of node.items) {
      const isMerge = isMergeKey(key);
      const name = isMerge ? '<<' : this.keyOf(key);
      if (name === undefined) continue;
      if (written.has(name)) {
        this.report(key, `key ${JSON.stringify(name)} is written twice`, 'keep one of the two', name);
      }
      if (isMerge) this.merge(value, mapping, written, key);
      else set(mapping, name, this.read(value));
      written.add(name);
    }
    return mapping;
  }

  private merge(source: Node | null, mapping: Record<string, unknown>, written: ReadonlySet<string>, key: Node): void {
    const { isMap, isSeq } = yamlLibrary();
    const target = this.targetOf(source);
    const sources = isSeq<Node>(target) && target === source ? target.items : [source];
    for (const one of sources) {
      if (!isMap(this.targetOf(one))) {
        this.report(one ?? key, '"<<" merges something that is no mapping', 'merge a mapping, or a list of aliases');
        continue;
      }
      for (const [name, value] of Object.entries(Object(this.read(one)))) {
        // go-yaml v2 overrides what is above "<<", and everybody else what is below.
        if (written.has(name)) {
          const hint = 'write "<<" above the other keys: readers differ in who wins';
          this.report(key, `"<<" merges ${JSON.stringify(name)}, which is written above it`, hint);
        }
        if (!Object.hasOwn(mapping, name)) set(mapping, name, value);
      }
    }
  }

  /** Key as JSON has it: `on` is "true", `0777` is "511". */
  private keyOf(key: Node): string | undefined {
    const text = keyText(this.targetOf(key));
    if (text !== undefined) return text;
    const { isScalar } = yamlLibrary();
    const found = isScalar(key) ? 'null' : 'a list or a mapping';
    this.report(key, `a key is ${found}`, 'write a name, or put "{{ ... }}" in quotes');
    return undefined;
  }

  private readScalar(node: Yaml.Scalar.Parsed): unknown {
    const value = valueOf(node);
    if (value === undefined) {
      const found = JSON.stringify(node.source.slice(0, 40));
      this.report(node, `${found} is not what its tag "${node.tag}" says`, 'delete the tag');
      return null;
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.report(node, `"${node.source}" is a number that JSON does not have`, 'put it in quotes');
    }
    return value;
  }

  private report(node: Node, message: string, hint: string, repeatedKey?: string): void {
    // A bomb would report the same again and again.
    if (this.problems.length >= 100) return;
    this.problems.push({ offset: node.range[0], message, hint, ...(repeatedKey === undefined ? {} : { repeatedKey }) });
  }
}

/** Text of a key; undefined for what can be none. */
export function keyText(key: Node | null): string | undefined {
  if (!yamlLibrary().isScalar(key)) return undefined;
  const value = valueOf(key);
  if (typeof value === 'number' && !Number.isFinite(value)) return key.source;
  return value === null || value === undefined ? undefined : String(value);
}

/** Whether a key is a plain `<<`. */
export function isMergeKey(key: Node | null): boolean {
  return yamlLibrary().isScalar(key) && key.source === '<<' && key.type === 'PLAIN' && key.tag === undefined;
}

/** Undefined when the tag and the text contradict each other. */
function valueOf({ tag, type, source }: Yaml.Scalar.Parsed): ScalarValue | undefined {
  if (tag !== undefined) return resolveTagged(tag, source);
  return type === 'PLAIN' ? resolveKubernetesScalar(source) : source;
}

/** An assignment to `__proto__` would change the object and not add a field. */
function set(mapping: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(mapping, name, { value, enumerable: true, writable: true, configurable: true });
  else mapping[name] = value;
}
