// Written by "npm run verbs" from src/changes/verbs.
import type { TypedVerb } from './typed-field';

/** How every verb is typed. */
export const typedVerbs: readonly TypedVerb[] = [
  {
    name: 'create',
    summary: 'adds a service to the catalog',
    words: [{ name: 'name', summary: 'name of the service', typedAs: 'text', isRequired: true, isList: false }],
    options: [
      {
        name: 'team',
        summary: 'team that owns it (required)',
        typedAs: 'text',
        values: 'teams',
        flags: '--team <TEAM>',
      },
      { name: 'system', summary: 'system that it is part of', typedAs: 'text', flags: '--system <SYSTEM>' },
      { name: 'description', summary: 'what it is for', typedAs: 'text', flags: '--description <DESCRIPTION>' },
      {
        name: 'tier',
        summary: 'its part in the system',
        typedAs: 'text',
        values: ['frontend', 'gateway', 'backend', 'data', 'monitoring'],
        flags: '--tier <TIER>',
      },
      { name: 'language', summary: 'language that it is written in', typedAs: 'text', flags: '--language <LANGUAGE>' },
      {
        name: 'framework',
        summary: 'framework that it is made with; some have presets, and what has none may be left out',
        typedAs: 'text',
        values: [
          'dropwizard',
          'helidon',
          'ktor',
          'micronaut',
          'quarkus',
          'spring-boot',
          'vert.x',
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
        ],
        flags: '--framework <FRAMEWORK>',
      },
      {
        name: 'template',
        summary: 'template that its repository was made from',
        typedAs: 'text',
        flags: '--template <TEMPLATE>',
      },
      {
        name: 'image',
        summary: 'default: the name of the service, below the registry of the platform',
        typedAs: 'text',
        flags: '--image <IMAGE>',
      },
      { name: 'port', summary: 'port that its process listens on', typedAs: 'number', flags: '--port <N>' },
      {
        name: 'protocol',
        summary: 'what it speaks there',
        typedAs: 'text',
        values: ['http', 'grpc', 'tcp', 'udp'],
        flags: '--protocol <PROTOCOL>',
      },
      { name: 'public', summary: 'whether it is reached from outside the cluster', typedAs: 'flag', flags: '--public' },
      {
        name: 'database',
        summary: 'whether it gets DB_HOST, DB_USERNAME and DB_PASSWORD from the secret store',
        typedAs: 'flag',
        flags: '--database',
      },
      { name: 'redis', summary: 'whether it gets REDIS_URL from the secret store', typedAs: 'flag', flags: '--redis' },
      {
        name: 'dependsOn',
        summary: 'services that it calls; network policies are derived from this',
        typedAs: 'yaml',
        flags: '--depends-on <YAML>',
      },
      {
        name: 'egress',
        summary: 'what else it calls. A database and Redis are added, unless a port of theirs is in it or in dependsOn',
        typedAs: 'yaml',
        flags: '--egress <YAML>',
      },
      {
        name: 'environment',
        summary: 'where its first release runs. Default: the environments that come after no other',
        typedAs: 'texts',
        values: 'environments',
        flags: '--env <ENV>',
      },
      {
        name: 'version',
        summary: 'tag of its first image. Default: there is none yet, and the first "bump" deploys it',
        typedAs: 'text',
        flags: '--version <VERSION>',
      },
      {
        name: 'digest',
        summary: 'digest of the image: the same bytes in every environment',
        typedAs: 'text',
        flags: '--digest <DIGEST>',
      },
      { name: 'commit', summary: 'commit that the image was built from', typedAs: 'text', flags: '--commit <COMMIT>' },
      { name: 'committedAt', summary: 'when that commit was made', typedAs: 'text', flags: '--committed-at <AT>' },
    ],
    examples: [
      {
        command:
          'slipway create invoice-service --team backend-team --language java --framework spring-boot --template api-service --port 8080 --database --public',
        summary: 'a service of Spring Boot with a database, reached from outside; its first image is not built yet',
      },
      {
        command:
          'slipway create mail-service --team backend-team --env development --version v1.0.0 --digest "$DIGEST"',
        summary: 'one that runs at once',
      },
    ],
  },
  {
    name: 'bump',
    summary: 'runs a new image in an environment',
    words: [
      {
        name: 'service',
        summary: 'service, or several that are built together',
        typedAs: 'texts',
        values: 'services',
        isRequired: true,
        isList: true,
      },
    ],
    options: [
      {
        name: 'environment',
        summary:
          'where it runs; several are possible. Default: the environments that come after no other, as far as the service is deployed there, or all of them when it is deployed in none',
        typedAs: 'texts',
        values: 'environments',
        flags: '--env <ENV>',
      },
      { name: 'version', summary: 'tag of the image (required)', typedAs: 'text', flags: '--version <VERSION>' },
      {
        name: 'digest',
        summary: 'digest of the image; of several services, a mapping of service to digest. Default: none is checked',
        typedAs: 'text or pairs',
        flags: '--digest <TEXT>',
      },
      { name: 'commit', summary: 'commit that it was built from', typedAs: 'text', flags: '--commit <COMMIT>' },
      { name: 'committedAt', summary: 'when that commit was made', typedAs: 'text', flags: '--committed-at <AT>' },
      {
        name: 'irreversible',
        summary: 'why one cannot go back to the release before, such as a migration of data. Default: one can',
        typedAs: 'text',
        flags: '--irreversible <IRREVERSIBLE>',
      },
      {
        name: 'allowOlder',
        summary: 'whether it may be built from an older commit than what runs there now',
        typedAs: 'flag',
        flags: '--allow-older',
      },
    ],
    examples: [
      {
        command:
          'slipway bump payment-service --version v1.3.0 --digest "$DIGEST" --commit 8f3b2c1d4e5f60718293a4b5c6d7e8f901234567 --committed-at 2026-11-28T09:30:00+01:00',
        summary: 'an image that was just built, where releases begin',
      },
      {
        command:
          'slipway bump blog-backend blog-frontend --env development --version 3f9c2a1 --digest blog-backend="$DIGEST" --digest blog-frontend="$DIGEST"',
        summary: 'two images of one commit, together',
      },
    ],
  },
  {
    name: 'promote',
    summary: 'brings a release to the next environment',
    words: [
      {
        name: 'service',
        summary: 'service, or several that go together',
        typedAs: 'texts',
        values: 'services',
        isRequired: false,
        isList: true,
      },
    ],
    options: [
      {
        name: 'system',
        summary: 'system whose services go together, as far as they are where they come from',
        typedAs: 'text',
        flags: '--system <SYSTEM>',
      },
      {
        name: 'to',
        summary: 'environment where it is to run (required)',
        typedAs: 'text',
        values: 'environments',
        flags: '--to <ENV>',
      },
      {
        name: 'from',
        summary: 'environment where it runs. Default: those that must come before, as the gates of the environment say',
        typedAs: 'text',
        values: 'environments',
        flags: '--from <ENV>',
      },
      {
        name: 'release',
        summary: 'version. Default: the newest release that has shown before what the environment asks for',
        typedAs: 'text',
        values: 'releases',
        flags: '--release <RELEASE>',
      },
      {
        name: 'withSettings',
        summary:
          'whether settings of the overlay go along: those that are named, such as "env.FEATURE", or all that differ but "scale" and "exposure.hosts", which belong to their place',
        typedAs: 'flag or texts',
        flags: '--with-settings [NAME]',
      },
    ],
    examples: [
      {
        command: 'slipway promote payment-service --to production',
        summary: 'what has shown itself in the environment before',
      },
      {
        command: 'slipway promote --system k8s-blog --to production',
        summary: 'all services of a system in one change',
      },
      {
        command:
          'slipway promote payment-service --to production --from development --release v1.2.0 --with-settings config.values.LOG_LEVEL',
        summary: 'a release by name, with a setting that it needs',
      },
    ],
  },
  {
    name: 'rollback',
    summary: 'goes back to a release that ran in an environment, and holds what was there back',
    words: [
      {
        name: 'service',
        summary: 'service, or several that go back together',
        typedAs: 'text',
        values: 'services',
        isRequired: true,
        isList: false,
      },
      {
        name: 'environment',
        summary: 'environment',
        typedAs: 'text',
        values: 'environments',
        isRequired: true,
        isList: false,
      },
    ],
    options: [
      {
        name: 'release',
        summary: 'version that ran there. Default: the last one before that is known to have been healthy there',
        typedAs: 'text',
        values: 'releases',
        flags: '--release <RELEASE>',
      },
      {
        name: 'forceReason',
        summary:
          'why one goes back from a release that is marked as irreversible, to one that was not healthy when somebody last looked, or to one whose variables, entries or secrets nothing says any more',
        typedAs: 'text',
        flags: '--force-reason <REASON>',
      },
      {
        name: 'withSettings',
        summary: 'whether the settings of the overlay become those of then, too, as far as they are known',
        typedAs: 'flag',
        flags: '--with-settings',
      },
      {
        name: 'holds',
        summary: 'what is held back afterwards: every release until somebody resumes, or the one that was there',
        typedAs: 'text',
        values: ['every', 'this'],
        flags: '--holds <HOLDS>',
      },
      {
        name: 'until',
        summary:
          'when the hold ends by itself: an instant such as "2026-12-24T18:00:00+01:00", or a span such as "4h". Default: when somebody resumes it',
        typedAs: 'text',
        flags: '--until <UNTIL>',
      },
    ],
    examples: [
      {
        command: 'slipway rollback payment-service production',
        summary: 'to the last release that was healthy there; nothing is released until somebody resumes',
      },
      {
        command: 'slipway rollback payment-service production --release v1.1.0 --holds this',
        summary: 'to a release by name; only the bad one is held back',
      },
    ],
  },
  {
    name: 'scale',
    summary: 'changes how many pods run in an environment, and how large they are',
    words: [
      { name: 'service', summary: 'service', typedAs: 'text', values: 'services', isRequired: true, isList: false },
      {
        name: 'environment',
        summary: 'environment',
        typedAs: 'text',
        values: 'environments',
        isRequired: true,
        isList: false,
      },
    ],
    options: [
      {
        name: 'replicas',
        summary: 'number of pods. Where an autoscaler owns it, the fewest; the most is raised where it is less',
        typedAs: 'number',
        flags: '--replicas <N>',
      },
      {
        name: 'minReplicas',
        summary: 'fewest pods, where an autoscaler owns the number',
        typedAs: 'number',
        flags: '--min-replicas <N>',
      },
      {
        name: 'maxReplicas',
        summary: 'most pods, where an autoscaler owns the number',
        typedAs: 'number',
        flags: '--max-replicas <N>',
      },
      { name: 'cpu', summary: 'CPU that a pod asks for, such as "200m"', typedAs: 'text', flags: '--cpu <CPU>' },
      {
        name: 'memory',
        summary: 'memory that a pod asks for, such as "512Mi"',
        typedAs: 'text',
        flags: '--memory <MEMORY>',
      },
      {
        name: 'cpuLimit',
        summary: 'CPU that a pod may use at most. What it asks for stays at or below it',
        typedAs: 'text',
        flags: '--cpu-limit <LIMIT>',
      },
      {
        name: 'memoryLimit',
        summary: 'memory that a pod may use at most. What it asks for stays at or below it',
        typedAs: 'text',
        flags: '--memory-limit <LIMIT>',
      },
      {
        name: 'until',
        summary:
          'when the number of pods becomes again what it was: an instant such as "2026-12-24T18:00:00+01:00", or a span such as "4h". Default: it stays',
        typedAs: 'text',
        flags: '--until <UNTIL>',
      },
      {
        name: 'back',
        summary: 'whether a scale that ends by itself ends now; it goes alone',
        typedAs: 'flag',
        flags: '--back',
      },
      { name: 'onlyDue', summary: 'with back: only when its end has come', typedAs: 'flag', flags: '--only-due' },
    ],
    examples: [
      {
        command: 'slipway scale payment-service production --replicas 10 --cpu-limit 2000m --memory-limit 2Gi',
        summary: 'more and larger pods',
      },
      {
        command: 'slipway scale payment-service production --replicas 8 --until 4h',
        summary: 'more pods for an afternoon',
      },
      {
        command: 'slipway scale user-service production --min-replicas 4 --max-replicas 12',
        summary: 'other bounds of an autoscaler',
      },
      { command: 'slipway scale payment-service production --back', summary: 'the end of the afternoon, now' },
    ],
  },
  {
    name: 'hold',
    summary: 'holds releases back until somebody resumes them',
    words: [
      {
        name: 'service',
        summary: 'service, or several; with environment',
        typedAs: 'text',
        values: 'services',
        isRequired: false,
        isList: false,
      },
      {
        name: 'environment',
        summary: 'environment; without service all of it',
        typedAs: 'text',
        values: 'environments',
        isRequired: false,
        isList: false,
      },
    ],
    options: [
      {
        name: 'environment',
        summary: 'environment; without service all of it',
        typedAs: 'text',
        values: 'environments',
        flags: '--env <ENV>',
      },
      {
        name: 'team',
        summary: 'team, with all its services, everywhere',
        typedAs: 'text',
        values: 'teams',
        flags: '--team <TEAM>',
      },
      {
        name: 'until',
        summary:
          'when it ends by itself: an instant such as "2026-12-24T18:00:00+01:00", or a span such as "4h". Default: when somebody resumes it',
        typedAs: 'text',
        flags: '--until <UNTIL>',
      },
      {
        name: 'releases',
        summary:
          'versions that are held back, or digests of images, whatever version they are called. Default: every release',
        typedAs: 'texts',
        values: 'releases',
        flags: '--releases <RELEASES>',
      },
    ],
    examples: [
      { command: 'slipway hold payment-service production --releases v1.3.0', summary: 'one release of a service' },
      { command: 'slipway hold --env production --until 4h', summary: 'a whole environment for four hours' },
      { command: 'slipway hold --team blog-team', summary: 'everything of a team' },
    ],
  },
  {
    name: 'resume',
    summary: 'ends a hold',
    words: [
      {
        name: 'service',
        summary: 'service, or several; with environment',
        typedAs: 'text',
        values: 'services',
        isRequired: false,
        isList: false,
      },
      {
        name: 'environment',
        summary: 'environment; without service all of it',
        typedAs: 'text',
        values: 'environments',
        isRequired: false,
        isList: false,
      },
    ],
    options: [
      {
        name: 'environment',
        summary: 'environment; without service all of it',
        typedAs: 'text',
        values: 'environments',
        flags: '--env <ENV>',
      },
      {
        name: 'team',
        summary: 'team, with all its services, everywhere',
        typedAs: 'text',
        values: 'teams',
        flags: '--team <TEAM>',
      },
      { name: 'onlyDue', summary: 'whether only a hold ends whose end has come', typedAs: 'flag', flags: '--only-due' },
    ],
    examples: [
      { command: 'slipway resume payment-service production', summary: 'a service may be released again' },
      { command: 'slipway resume --env production', summary: 'a whole environment' },
    ],
  },
  {
    name: 'set',
    summary: 'sets fields of an overlay, a service or an environment',
    words: [
      {
        name: 'service',
        summary: 'service; with environment its overlay there, without it the service itself',
        typedAs: 'text',
        values: 'services',
        isRequired: false,
        isList: false,
      },
      {
        name: 'environment',
        summary: 'environment; without service the environment itself',
        typedAs: 'text',
        values: 'environments',
        isRequired: false,
        isList: false,
      },
      {
        name: 'values',
        summary:
          'values by path, such as resources.limits.memory=1Gi and \'config.values["app.yaml"]=null\'. A text is read as what the field takes. Null takes away what the file says; where a weaker layer says it, too, null is written where the field takes it',
        typedAs: 'yaml pairs',
        isRequired: false,
        isList: true,
      },
    ],
    options: [
      {
        name: 'environment',
        summary: 'environment; without service the environment itself',
        typedAs: 'text',
        values: 'environments',
        flags: '--env <ENV>',
      },
    ],
    examples: [
      {
        command: 'slipway set payment-service production config.values.LOG_LEVEL=WARN resources.limits.memory=2Gi',
        summary: 'two settings of a service in one environment',
      },
      {
        command: "slipway set payment-service 'description=Takes payments by card' wave=null",
        summary: 'a field of a service, and one that goes back to its default',
      },
      {
        command: 'slipway set defaults.monitoring.dashboard=true --env development',
        summary: 'a default of an environment',
      },
    ],
  },
  {
    name: 'retire',
    summary: 'ends a service in an environment, or everywhere',
    words: [
      {
        name: 'service',
        summary: 'service, or several that end together',
        typedAs: 'text',
        values: 'services',
        isRequired: true,
        isList: false,
      },
      {
        name: 'environment',
        summary: 'where it ends; several are possible. Default: everywhere',
        typedAs: 'texts',
        values: 'environments',
        isRequired: false,
        isList: true,
      },
    ],
    options: [],
    examples: [
      { command: 'slipway retire payment-service', summary: 'a service that nobody needs any more' },
      { command: 'slipway retire client production', summary: 'in one environment' },
    ],
  },
];
