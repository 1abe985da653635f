# Slipway's controller. The pod that stacks/ makes runs it with "controller" as its arguments, a read-only root, and as nobody of
# this image: /journal, /secrets and /tmp are all that it reads and writes besides its own code.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
# Scripts of packages are not run: libsql brings its binary along, and our own build comes below. The workspace is the Pulumi program,
# which the controller never runs.
RUN npm ci --ignore-scripts --workspaces=false
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --workspaces=false

# What renders services that are charts or kustomizations: built from the sources that go.sum knows by their hashes, and which the
# cluster tests build, too. A catalog without any starts neither.
FROM golang:1.26.8-bookworm AS programs
ENV CGO_ENABLED=0 GOTOOLCHAIN=local GOFLAGS=-trimpath
COPY test/cluster/tools/helm /src/helm
RUN cd /src/helm && go build -ldflags '-s -w' -o /programs/helm helm.sh/helm/v4/cmd/helm
COPY test/cluster/tools/kustomize /src/kustomize
RUN cd /src/kustomize && go build -ldflags '-s -w' -o /programs/kustomize sigs.k8s.io/kustomize/kustomize/v5

FROM node:20.20.2-bookworm-slim
# It commits with the system's git, over HTTPS or SSH, and signs with the system's gpg where that is asked for.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git gnupg openssh-client \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=programs /programs/ /usr/local/bin/
COPY --from=build /src/package.json ./
COPY --from=build /src/node_modules ./node_modules
COPY --from=build /src/bin ./bin
COPY --from=build /src/build ./build
COPY --from=build /src/schemas ./schemas
# Most of what a batch of changes makes is gone after it: with less room for what is young, the process takes less memory in
# the same time. And glibc keeps memory for each thread that ever read a file: with one arena it gives that back
# ("npm run bench -- --only delivery" measures it with both).
ENV NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=4 MALLOC_ARENA_MAX=1 HOME=/tmp SLIPWAY_CACHE_DIR=/tmp/slipway-cache
USER 10001:10001
EXPOSE 8080
ENTRYPOINT ["node", "/app/bin/slipway.js"]
CMD ["controller"]
