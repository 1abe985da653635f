import type { Construct } from 'constructs';

import type * as gateway from '../../imports/gateway-api';
import { metadataOf } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { backendReferences, parentReference, waveOfRoute } from './route-parent';
import type { RouteBackend, RouteParent } from './route-parent';

/** An HTTP method that a route can match. */
export type HttpMethod = NonNullable<gateway.HTTPRouteMatch['method']>;

/** Paths that lead somewhere. */
export interface HttpRouteRule {
  /** Beginning of the paths, or the path. @default '/' */
  readonly path?: string;
  /** Whether the path alone is meant, and nothing below it. @default false */
  readonly isExact?: boolean;
  /** What comes instead of the path. @default - nothing else */
  readonly rewrite?: string;
  /** @default - every method */
  readonly methods?: readonly HttpMethod[];
  /** Headers of requests before the backend sees them. @default - as they are */
  readonly requestHeaders?: HeaderChange;
  /** Headers of answers. @default - as they are */
  readonly responseHeaders?: HeaderChange;
  /** Where they lead. @default - nowhere else than to the pods of a `Server` */
  readonly backend?: RouteBackend;
}

/** What becomes of headers. */
export interface HeaderChange {
  /** Headers that get a value, whatever there was. */
  readonly set: Readonly<Record<string, string>>;
  /** Headers that are taken away. @default - none */
  readonly remove?: readonly string[];
}

/** Properties of an `HttpRoute`. */
export interface HttpRouteProps extends Identity, HttpRouteRule {
  /** Whose traffic it takes. */
  readonly parent: RouteParent;
  /** Hosts that it answers for; a mesh ignores them. @default - every host of the parent */
  readonly hosts?: readonly string[];
  /** What else leads somewhere, at the same hosts. @default - nothing */
  readonly more?: readonly HttpRouteRule[];
}

/** Leads HTTP requests to a Service. */
export class HttpRoute extends Manifest<gateway.HTTPRoute> {
  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: metadataOf(props, waveOfRoute(props.parent)),
      spec: {
        parentRefs: [parentReference(props.parent)],
        ...(props.hosts === undefined || props.hosts.length === 0 ? {} : { hostnames: props.hosts }),
        rules: [props, ...(props.more ?? [])].map(ruleOf),
      },
    });
  }
}

function ruleOf(rule: HttpRouteRule): gateway.HTTPRouteRule {
  const filters = filtersOf(rule);
  return {
    matches: matchesOf(rule),
    ...(filters.length === 0 ? {} : { filters }),
    ...(rule.backend === undefined ? {} : { backendRefs: backendReferences(rule.backend) }),
  };
}

function matchesOf({ path: value = '/', isExact = false, methods }: HttpRouteRule): readonly gateway.HTTPRouteMatch[] {
  const path = { type: isExact ? 'Exact' : 'PathPrefix', value } as const;
  return methods === undefined ? [{ path }] : methods.map((method) => ({ path, method }));
}

function filtersOf(rule: HttpRouteRule): readonly gateway.HTTPRouteFilter[] {
  const { rewrite, isExact = false, requestHeaders, responseHeaders } = rule;
  const [request, response] = [headerFilter(requestHeaders), headerFilter(responseHeaders)];
  return [
    ...(request === undefined ? [] : [{ type: 'RequestHeaderModifier', requestHeaderModifier: request } as const]),
    ...(response === undefined ? [] : [{ type: 'ResponseHeaderModifier', responseHeaderModifier: response } as const]),
    ...(rewrite === undefined
      ? []
      : [{ type: 'URLRewrite', urlRewrite: { path: rewritten(rewrite, isExact) } } as const]),
  ];
}

function rewritten(path: string, isExact: boolean): gateway.PathModifier {
  return isExact
    ? { type: 'ReplaceFullPath', replaceFullPath: path }
    : { type: 'ReplacePrefixMatch', replacePrefixMatch: path };
}

/** A change of headers as the API wants it; undefined where nothing is changed. */
export function headerFilter({ set, remove = [] }: HeaderChange = { set: {} }): gateway.HeaderFilter | undefined {
  const names = Object.keys(set).sort();
  if (names.length + remove.length === 0) return undefined;
  return {
    ...(names.length === 0 ? {} : { set: names.map((name) => ({ name, value: set[name] ?? '' })) }),
    ...(remove.length === 0 ? {} : { remove }),
  };
}
