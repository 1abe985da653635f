/**
 * Health of an Application as its parent sees it, which Argo CD does not assess by itself: without it a root does not wait for
 * the Applications of a wave before it makes those of the next one (Argo CD, "Resource Health", "App of Apps"). A parent
 * waits for the first try of each to be applied, and three minutes from its creation for it to be ready. For nothing else: an
 * Application that fails, or that gets ill later, holds up no other one. Every other kind of the tree that has a
 * status has a check in Argo CD.
 *
 * Argo CD runs it without Lua's library of strings: what lies between two texts in the order of letters begins with the
 * first, and times in UTC have the order of their texts. `os.date` writes a number as local time.
 *
 * `docs/how-to/own-argo-cd.md` says why each branch is there, in the same words.
 */
export const applicationHealth = `hs = { status = "Healthy", message = "nobody waits for it: it says itself how it is" }
local os = require("os")
local policy = obj.spec.syncPolicy or {}
local status = obj.status or {}
local sync = status.sync or { status = "OutOfSync" }
local health = status.health or {}
local operation = status.operationState or {}
local message = operation.message or "it is not applied yet"
local hasFailed = (operation.retryCount or 0) > 0 or operation.phase == "Failed" or operation.phase == "Error"
local isWaiting = message >= "waiting for healthy state" and message < "waiting for healthy statf"
local wasApplied = isWaiting or sync.status == "Synced" or (status.history ~= nil and #status.history > 0)
local threeMinutesAgo = os.date("%Y-%m-%dT%H:%M:%SZ", os.time(os.date("!*t")) - 180)
if policy.automated == nil or policy.automated.enabled == false then
  hs.message = "a person syncs it: nobody waits for it"
elseif hasFailed or sync.status == "Unknown" then
  hs.message = "it cannot be applied: nobody waits for it"
elseif not wasApplied then
  hs.status = "Progressing"
  hs.message = message
elseif (isWaiting or health.status ~= "Healthy") and obj.metadata.creationTimestamp > threeMinutesAgo then
  hs.status = "Progressing"
  hs.message = "it is new, and not ready yet"
end
return hs
`;

/**
 * Health of an ApplicationSet as the root sees it. Argo CD calls it degraded while one of its Applications is refused: the
 * sync of the root would fail, and whatever comes after it in the root would not be applied.
 */
export const applicationSetHealth = `hs = { status = "Healthy", message = "nobody waits for it: its conditions say how it is" }
return hs
`;

/**
 * What the tree needs of any Argo CD, whoever installed it: keys of argocd-cm and of argocd-cmd-params-cm.
 *
 * Syncs have no time limit (0). It counts from the first try, and what it ends is not tried again: with it an Application
 * whose cause is mended a day later would stay as it is until somebody comes.
 */
export const deliverySettings = {
  cm: {
    'resource.customizations.health.argoproj.io_Application': applicationHealth,
    'resource.customizations.health.argoproj.io_ApplicationSet': applicationSetHealth,
  },
  params: { 'controller.sync.timeout.seconds': '0' },
} as const;
