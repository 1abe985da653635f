#!/bin/sh
# Says something in the team's channel. Usage: ci/tell-slack.sh TEXT. Without SLACK_WEBHOOK nobody is told, and that is no error.
set -eu
[ -n "${SLACK_WEBHOOK:-}" ] || { echo 'SLACK_WEBHOOK is not set: nobody is told'; exit 0; }
text=$(printf '%s' "$1" | tr '\n\r\t' '   ' | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g')
# The address is the secret: it comes by the configuration that curl reads, and no process list shows it.
printf 'url = "%s"\n' "$SLACK_WEBHOOK" |
  curl --fail --silent --show-error --max-time 30 --retry 2 --header 'Content-Type: application/json' \
    --data-binary "{\"text\": \"$text\"}" --output /dev/null --config -
