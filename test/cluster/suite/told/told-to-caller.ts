import { callGrpc } from './call-grpc';
import { WireMessage, wireTexts } from './wire';

/** What the proxy of a caller is told of a port of a Service: how to call it. */
export interface Told {
  readonly protocol: 'http1' | 'http2' | 'grpc';
  /** Failures in a row after which an endpoint is left out; undefined where none ever is. */
  readonly failuresInARow: number | undefined;
  /** By name: "HTTPRoute dev/web.http"; without a route of its own a Service has "default http". */
  readonly routes: Readonly<Record<string, ToldRoute>>;
}

/** What a route says of the calls that are its own. */
export interface ToldRoute {
  /** @default - all of them */
  readonly methods?: readonly string[];
  /** Of a request with all of its retries. */
  readonly timeoutSeconds: number | undefined;
  /** How often a call is made again, and after which answers. */
  readonly retries: { readonly limit: number; readonly after: readonly string[] } | undefined;
  /** Services that the call goes to. */
  readonly backends: readonly string[];
}

/**
 * Asks Linkerd's policy controller as the proxy of a caller does. Numbers of fields are those of linkerd2-proxy-api 0.20.0, `outbound.proto`.
 *
 * @param server address of the policy controller
 * @param caller namespace and pod
 * @param authority `<service>.<namespace>.svc.cluster.local:<port>`
 */
export async function toldToCaller(
  server: string,
  caller: { readonly namespace: string; readonly pod: string },
  authority: string,
): Promise<Told> {
  const workload = JSON.stringify({ ns: caller.namespace, pod: caller.pod });
  const question = wireTexts({ 1: workload, 3: authority });
  const answer = await callGrpc(server, '/io.linkerd.proxy.outbound.OutboundPolicies/Get', question);
  return toldOf(new WireMessage(answer));
}

const protocols = { 3: 'http1', 4: 'http2', 5: 'grpc' } as const;

function toldOf(policy: WireMessage): Told {
  for (const [field, protocol] of Object.entries(protocols)) {
    const said = policy.message(1)?.message(Number(field));
    if (said === undefined) continue;
    const routes = said.messages(1).map((route) => [nameOf(route), routeOf(route, protocol)] as const);
    return {
      protocol,
      failuresInARow: said.message(2)?.message(1)?.number(1),
      routes: Object.fromEntries(routes),
    };
  }
  throw new Error('the answer has none of the protocols http1, http2 and grpc');
}

function nameOf(route: WireMessage): string {
  const metadata = route.message(1);
  const resource = metadata?.message(2);
  if (resource === undefined) return `default ${metadata?.text(1) ?? ''}`;
  return `${resource.text(2)} ${resource.text(4)}/${resource.text(3)}`;
}

/** Each route that Slipway renders has one rule. */
function routeOf(route: WireMessage, protocol: Told['protocol']): ToldRoute {
  const [rule, ...others] = route.messages(3);
  if (rule === undefined || others.length > 0) throw new Error(`${nameOf(route)} has not one rule`);
  const methods = protocol === 'grpc' ? [] : rule.messages(1).flatMap(methodOf);
  const retry = rule.message(6);
  return {
    ...(methods.length === 0 ? {} : { methods }),
    timeoutSeconds: secondsOf(rule.message(5)?.message(2)),
    retries:
      retry === undefined
        ? undefined
        : { limit: retry.number(1), after: protocol === 'grpc' ? codesOf(retry) : statusesOf(retry) },
    backends: backendsOf(rule),
  };
}

const registeredMethods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'CONNECT', 'HEAD', 'TRACE'];

function methodOf(match: WireMessage): readonly string[] {
  const method = match.message(4);
  if (method === undefined) return [];
  return [method.has(1) ? (registeredMethods[method.number(1)] ?? 'unknown') : method.text(2)];
}

function secondsOf(duration: WireMessage | undefined): number | undefined {
  return duration === undefined ? undefined : duration.number(1) + duration.number(2) / 1e9;
}

function statusesOf(retry: WireMessage): readonly string[] {
  return (retry.message(3)?.messages(1) ?? []).map((range) => `${range.number(1)}-${range.number(2)}`);
}

const codes = { 1: 'cancelled', 4: 'deadline-exceeded', 8: 'resource-exhausted', 13: 'internal', 14: 'unavailable' };

function codesOf(retry: WireMessage): readonly string[] {
  const conditions = retry.message(3);
  return Object.entries(codes).flatMap(([field, code]) => (conditions?.number(Number(field)) === 1 ? [code] : []));
}

/** Those of a distribution that takes the first one that is available, and of one that divides the calls. */
function backendsOf(rule: WireMessage): readonly string[] {
  const distribution = rule.message(3);
  const first = distribution?.message(2)?.messages(1) ?? [];
  const weighted = (distribution?.message(3)?.messages(1) ?? []).flatMap((backend) => backend.messages(1));
  return [...first, ...weighted].map((one) => one.message(1)?.message(3)?.message(1)?.message(1)?.text(1) ?? 'none');
}
