import * as z from 'zod';

import { DnsLabel, ObjectName, PortName, RouteHost, RoutePath } from './names';

const HeaderName = z
  .string()
  .max(256, 'must have at most 256 characters')
  .regex(/^[-A-Za-z0-9!#$%&'*+.^_`|~]+$/, 'must be a header of HTTP, such as "X-Frame-Options"');

const Headers = z.strictObject({
  set: z
    .record(
      HeaderName,
      z.string().max(4096, 'must have at most 4096 characters').min(1, 'must not be empty').nullable(),
    )
    .optional()
    .describe('Headers that get a value, whatever there was; null leaves one alone again.'),
  remove: z
    .array(HeaderName)
    .max(16, 'must name at most 16 headers')
    .optional()
    .describe('Headers that are taken away.'),
});

const matched = {
  path: RoutePath.optional().describe('Beginning of the paths that lead here. Default: `/`.'),
  pathType: z
    .enum(['prefix', 'exact'])
    .optional()
    .describe('Whether paths that begin so lead here, or this one alone. Default: prefix.'),
  rewrite: RoutePath.optional().describe(
    'What comes instead of that beginning, or that path, before the service sees it. Default: nothing else.',
  ),
};

const passthrough = z
  .boolean()
  .optional()
  .describe(
    'Whether TLS goes on unread to the service, which has the certificate: a route of its hosts alone. Default: false.',
  );

const FurtherRoute = z.strictObject({
  hosts: z.array(RouteHost).readonly().optional().describe('Default: those of the service.'),
  ...matched,
  port: PortName.optional().describe('Default: the port that is exposed.'),
  listener: ObjectName.optional().describe(
    'Listener of the Gateway; a port of TCP or UDP needs one of its own. Default: that of the service.',
  ),
  passthrough,
});
export type FurtherRoute = z.infer<typeof FurtherRoute>;

/** How a public service is reached from outside: through a Gateway, or by an Ingress. */
export const ServiceExposure = z.strictObject({
  kind: z
    .enum(['gateway', 'ingress'])
    .optional()
    .describe('Whether a route of the Gateway of the environment leads to it, or an Ingress. Default: gateway.'),
  hosts: z
    .array(RouteHost)
    .readonly()
    .optional()
    .describe(
      'Hosts, in which {service}, {environment}, {team} and {system} are filled in; an empty list is every host. Default: the pattern of the environment.',
    ),
  ...matched,
  port: PortName.optional().describe('Default: the first port.'),
  routes: z
    .record(DnsLabel, FurtherRoute.nullable())
    .optional()
    .describe('More hosts and paths that lead to it, by names of your own; null removes one.'),
  passthrough,
  listener: ObjectName.optional().describe(
    'Listener of the Gateway that it answers at, such as `https`. Default: every one that has its hosts.',
  ),
  redirectFrom: ObjectName.optional().describe(
    'Listener in the clear, such as `http`, from which callers are sent to the same place over TLS. Default: there is none.',
  ),
  headers: z
    .strictObject({ request: Headers.optional(), response: Headers.optional() })
    .optional()
    .describe('Headers of requests before the service sees them, and of its answers.'),
  tlsSecret: ObjectName.optional().describe(
    'Secret with the certificate of an Ingress; cert-manager makes it where an annotation of `metadata.route` says so. Default: the certificate of the controller.',
  ),
  cleartext: z.boolean().optional().describe('Whether an Ingress answers without TLS. Default: false.'),
});

/** What a service has that says nothing of it; the port is its first one. */
export const usualExposure = {
  kind: 'gateway',
  path: '/',
  routes: {},
  headers: { request: { set: {} }, response: { set: {} } },
} as const;

/** What may stay unsaid: hosts are those of the environment, and the rest is not there. */
export type OpenExposure =
  | `exposure.${'hosts' | 'pathType' | 'passthrough' | 'rewrite' | 'listener' | 'redirectFrom' | 'tlsSecret' | 'cleartext'}`
  | `exposure.headers.${'request' | 'response'}.remove`;
