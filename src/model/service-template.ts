/** Templates of repositories of services that Slipway brings along, and what a service is that is made from one. */
export const serviceTemplates = {
  'api-service': { language: 'java', framework: 'spring-boot', hasGrpc: false },
  'grpc-service': { language: 'go', framework: 'grpc', hasGrpc: true },
  'rust-workspace': { language: 'rust', framework: undefined, hasGrpc: true },
  web: { language: 'javascript', framework: undefined, hasGrpc: false },
  worker: { language: 'python', framework: undefined, hasGrpc: false },
} as const satisfies Readonly<Record<string, ServiceTemplate>>;

/** What a template decides of a service that does not say it itself. */
export interface ServiceTemplate {
  readonly language: string;
  readonly framework: string | undefined;
  /** Whether it also speaks gRPC, on `grpcPort`; its probes and metrics are on the main port. */
  readonly hasGrpc: boolean;
}

export type TemplateName = keyof typeof serviceTemplates;

/** Where templates that speak gRPC do. */
export const grpcPort = 50051;

/** Whether a name is that of a template of ours: people may name others, from which they make repositories themselves. */
export function isTemplateName(name: string | undefined): name is TemplateName {
  return name !== undefined && Object.hasOwn(serviceTemplates, name);
}
