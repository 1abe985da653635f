#!/bin/sh
# Reads paths of files that changed, one a line, and prints the services that have to be built: a file of services/x is about x,
# what they share is about all, and texts and deployments are about none.
set -eu
cd "$(dirname "$0")/.."
# The last folder may be no service, and what is not there is no failure.
all() { for folder in services/*/; do [ ! -e "$folder/Cargo.toml" ] || basename "$folder"; done; }
while IFS= read -r path; do
  case $path in
    '' | *.md | deployments/* | docs/* | .github/* | .gitlab-ci.yml | Jenkinsfile | docker-compose.yaml | .gitignore | .editorconfig) ;;
    services/*/*)
      name=${path#services/}
      name=${name%%/*}
      # One that was removed is built no more.
      [ ! -e "services/$name/Cargo.toml" ] || echo "$name"
      ;;
    # Also what nobody has thought of: better built in vain than not built.
    *) all ;;
  esac
done | sort -u
