/** Folders of a backup's pod. */
export const backupPaths = { export: '/backup', key: '/key' } as const;

/**
 * Exports what Argo CD keeps, and encrypts it in the same container: what lies on the volume has never been readable.
 *
 * `argocd admin export` of a namespace without Argo CD succeeds with nothing, so the export must have a project.
 *
 * @param namespace of Argo CD
 */
export function exportScript(namespace: string): string {
  return `set -eu
umask 077
export GNUPGHOME=/tmp/gnupg
mkdir -p "$GNUPGHOME"
argocd admin export --namespace ${namespace} > /tmp/export.yaml
grep -q '^kind: AppProject$' /tmp/export.yaml || { echo 'the export has no AppProject: is Argo CD in the namespace ${namespace}?' >&2; exit 1; }
gpg --batch --no-tty --trust-model always --recipient-file ${backupPaths.key}/public.asc --output ${backupPaths.export}/export.yaml.gpg --encrypt /tmp/export.yaml
`;
}

/** Where exports go, and how long they stay. */
export interface UploadTarget {
  readonly bucket: string;
  /** Folder in the bucket. */
  readonly prefix: string;
  readonly endpoint: string | undefined;
  readonly retentionDays: number;
}

/**
 * Uploads an export under its time, and then deletes those that are too old: an upload that fails deletes nothing. A name is
 * never used twice, so nothing that is there is overwritten.
 */
export function uploadScript({ bucket, prefix, endpoint, retentionDays }: UploadTarget): string {
  const aws = endpoint === undefined ? 'aws' : `aws --endpoint-url ${endpoint}`;
  return `set -eu
name="argocd-$(date -u +%Y-%m-%dT%H-%M-%SZ).yaml.gpg"
${aws} s3api put-object --bucket ${bucket} --key "${prefix}/$name" --body ${backupPaths.export}/export.yaml.gpg > /dev/null
echo "uploaded s3://${bucket}/${prefix}/$name"
before="$(date -u -d '${retentionDays} days ago' +%Y-%m-%dT%H:%M:%SZ)"
${aws} s3api list-objects-v2 --bucket ${bucket} --prefix "${prefix}/argocd-" --query "Contents[?LastModified<'$before'].Key" --output text |
  tr '\\t' '\\n' |
  { grep "^${prefix}/argocd-" || true; } |
  while read -r key; do
    ${aws} s3api delete-object --bucket ${bucket} --key "$key"
    echo "deleted s3://${bucket}/$key, which is older than ${retentionDays} days"
  done
`;
}
