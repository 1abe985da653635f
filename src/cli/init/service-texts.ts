import type { InitNames } from './names';

/** `catalog/services/<service>/service.yaml` of a new repository. */
export function serviceText({ service, team, registry }: InitNames): string {
  return `# yaml-language-server: $schema=../../.schemas/service.schema.json
# What the owner of "${service}" wants, the same in every environment. The image is
# ${registry}/${service}, unless "image" says otherwise.
team: ${team}
description: The first service of this catalog
ports:
  - { name: http, containerPort: 8080 }

# Reached from outside, at the host that the gateway of the environment makes of its name.
public: true

# What a pod asks for, and may use at most. Defaults fill in what is left out:
# "slipway explain ${service}" shows them all, and where they come from.
resources:
  requests: { cpu: 100m, memory: 128Mi }
  limits: { memory: 256Mi }

# More that a service can say; your editor completes the rest:
# framework: spring-boot                    # probes and metrics as Spring Boot serves them
# dependsOn: [orders]                       # opens the network to "orders", and nothing else
# database: { namespace: databases }        # the way there, and DB_HOST, DB_USERNAME and DB_PASSWORD from the secret store
# env: { LOG_LEVEL: info }
`;
}

/** `catalog/services/<service>/<environment>.yaml` of a new repository. */
export function overlayText({ service }: InitNames, environment: string, previous: string | undefined): string {
  return `# yaml-language-server: $schema=../../.schemas/overlay.schema.json
# This file exists, so "${service}" is deployed to ${environment}. Anything of service.yaml can be set here, too.
release:
  version: v0.1.0
  # digest: sha256:...   # pins the bytes, not only the name${previous === undefined ? '' : `\n  promotedFrom: ${previous}`}
`;
}
