import * as z from 'zod';

/** Frameworks of the Java virtual machine, which takes its time to start. */
const ofVirtualMachine = ['dropwizard', 'helidon', 'ktor', 'micronaut', 'quarkus', 'spring-boot', 'vert.x'] as const;

/** Frameworks by the names that a catalog has for them. */
export const frameworks = [
  ...ofVirtualMachine,
  'actix-web',
  'angular',
  'aspnet-core',
  'astro',
  'axum',
  'celery',
  'chi',
  'django',
  'echo',
  'express',
  'fastapi',
  'fastify',
  'fiber',
  'flask',
  'gin',
  'grpc',
  'koa',
  'laravel',
  'nestjs',
  'next.js',
  'nuxt',
  'phoenix',
  'rails',
  'react',
  'rocket',
  'sinatra',
  'starlette',
  'svelte',
  'symfony',
  'vue',
] as const;

/** A framework that is known here: one that is written otherwise would silently have no presets. */
export const Framework = z.enum(frameworks);
export type Framework = z.infer<typeof Framework>;

/** Those that get time to start. */
export const frameworksOfVirtualMachine: ReadonlySet<Framework> = new Set(ofVirtualMachine);
