/**
 * What an API server checks of a value, in the words of Kubernetes' structural schemas
 * (kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions). Descriptions are dropped.
 *
 * A field of an object is known when `properties` has it or `additionalProperties` is there. Others are refused, unless
 * `x-kubernetes-preserve-unknown-fields` is set. A schema without `type` and keywords takes anything.
 * `allOf`, `anyOf`, `oneOf` and `not` check values only: they make no field known.
 *
 * @typeParam Child what stands where a schema contains a schema
 */
export interface SchemaOf<Child> {
  readonly type?: string;
  /**
   * `int32`, `int64`, `double`, `byte` (base64), `date-time`, `quantity` (a Kubernetes quantity, text or number), or what a
   * CRD names. A server ignores formats that it does not know. A number too large for a built-in `int32` is refused when
   * the object is created, but wraps silently in server-side apply (seen on 1.36.3).
   */
  readonly format?: string;
  readonly enum?: readonly unknown[];
  /** Go's regular expressions (RE2). */
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  /**
   * A custom resource may say `null` here. Elsewhere it is refused, or replaced by the default when there is one. In built-in
   * kinds `null` is always the same as no value.
   */
  readonly nullable?: boolean;
  /**
   * What a server fills in, in built-in kinds only where Kubernetes declares it; `""` and `0` there are what Go has without a
   * value. Server-side apply compares elements by such keys, too: two ports without a number are one port twice.
   */
  readonly default?: unknown;
  /** Has no prototype once read: a field called `constructor` is as unknown as any other. */
  readonly properties?: Readonly<Record<string, Child>>;
  /** Values of a map. */
  readonly additionalProperties?: boolean | Child;
  readonly items?: Child;
  readonly allOf?: readonly Child[];
  readonly anyOf?: readonly Child[];
  readonly oneOf?: readonly Child[];
  readonly not?: Child;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  /** The value is a whole object: `apiVersion`, `kind` and `metadata` are in `properties`. */
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  /** A whole number or text. */
  readonly 'x-kubernetes-int-or-string'?: boolean;
  /** Elements differ by their keys (`map`) or as a whole (`set`): server-side apply refuses a second one. */
  readonly 'x-kubernetes-list-type'?: 'map' | 'set';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly CelRule[];
}

/** A rule in CEL that the server checks as well: text for people, nothing here computes it. */
export interface CelRule {
  /** True when the value is good. `oldSelf` in it is the value before the change. */
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  /** Where the server says the error is, from the value on: `.spec.port`. */
  readonly fieldPath?: string;
  /** Holds when an object is created, too, although the rule speaks of `oldSelf`. */
  readonly optionalOldSelf?: boolean;
}

/** A schema with all that it contains. One that contains itself (a CRD's own schema does) is a loop of objects. */
export interface Schema extends SchemaOf<Schema> {}

/** Whether objects of a kind live in a namespace; the words of a CRD. */
export type KindScope = 'Namespaced' | 'Cluster';

/** What is known of a kind besides its schema. */
export interface KindFacts {
  /** Its name in paths of the API and in roles: `deployments`. */
  readonly plural: string;
  readonly scope: KindScope;
  /** A CRD defines it: the server checks exactly the schema. Built-in kinds are checked by code as well. */
  readonly isCustom?: boolean;
  /** A built-in alpha or beta, which a server does not serve unless its `--runtime-config` says so. */
  readonly isOffByDefault?: boolean;
  /** The schema has the fields that Slipway writes, not all: others may be right. */
  readonly isPartial?: boolean;
  /** What the server warns of when the version of a CRD is used. */
  readonly deprecationWarning?: string;
}

/** A kind in one version, as a server takes it. */
export interface KindSchema extends KindFacts {
  readonly schema: Schema;
}

/** Returns the schema with each schema directly inside it changed. */
export function mapChildren<A, B>(schema: SchemaOf<A>, change: (child: A) => B): SchemaOf<B> {
  const { properties, additionalProperties, items, allOf, anyOf, oneOf, not, ...rest } = schema;
  return {
    ...rest,
    ...(properties !== undefined && { properties: mapValues(properties, change) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'boolean' ? additionalProperties : change(additionalProperties),
    }),
    ...(items !== undefined && { items: change(items) }),
    ...(allOf !== undefined && { allOf: allOf.map(change) }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(change) }),
    ...(oneOf !== undefined && { oneOf: oneOf.map(change) }),
    ...(not !== undefined && { not: change(not) }),
  };
}

function mapValues<A, B>(values: Readonly<Record<string, A>>, change: (value: A) => B): Readonly<Record<string, B>> {
  const result: Record<string, B> = Object.create(null);
  for (const [name, value] of Object.entries(values)) result[name] = change(value);
  return result;
}
