/**
 * Health of an Application, which Argo CD does not assess by itself: without it a root does not wait for the Applications of a
 * wave before it makes those of the next one (Argo CD, "Resource Health", "App of Apps"). Every other kind of the
 * tree that has a status has a check in Argo CD.
 *
 * `docs/how-to/own-argo-cd.md` says why each branch is there, in the same words.
 */
export const applicationHealth = `hs = { status = "Progressing", message = "it is not applied yet" }
local policy = obj.spec.syncPolicy
if policy == nil or policy.automated == nil or policy.automated.enabled == false then
  hs.status = "Healthy"
  hs.message = "a person syncs it: nobody waits for it"
elseif obj.status ~= nil and obj.status.health ~= nil and obj.status.operationState ~= nil then
  if obj.status.operationState.phase == "Succeeded" then
    hs.status = obj.status.health.status
    hs.message = obj.status.health.message
  else
    hs.message = obj.status.operationState.message
  end
end
return hs
`;

/** A root that waits for an Application that never gets ready sees no later commit: each sync has an end. */
const syncTimeoutSeconds = 900;

/** What the tree needs of any Argo CD, whoever installed it: keys of argocd-cm and of argocd-cmd-params-cm. */
export const deliverySettings = {
  cm: { 'resource.customizations.health.argoproj.io_Application': applicationHealth },
  params: { 'controller.sync.timeout.seconds': String(syncTimeoutSeconds) },
} as const;
