/**
 * What each action takes, as the API has it (protocol, "Who may do what"): a permission, and whether users may do it to
 * themselves without that; "home" is about the own organisation of whoever asks. Pages hide what the API would refuse; it is the API that refuses.
 */
export const ACTIONS = {
  set: { permission: "user.write", self: true },
  setReturning: { permission: "user.write" },
  setVerified: { permission: "user.write" },
  resend: { permission: "user.write", self: true },
  resendReturning: { permission: "user.write" },
  vouch: { permission: "user.write" },
  remove: { permission: "user.write", self: true },
  lock: { permission: "user.write" },
  unlock: { permission: "user.write" },
  deactivate: { permission: "user.write" },
  reactivate: { permission: "user.write" },
  delete: { permission: "user.delete", selfPermission: "user.self.delete" },
  sendMessage: { permission: "user.write" },
  giveUpMessage: { permission: "user.write" },
  listMessages: { permission: "user.read" },
  listEvents: { permission: "events.read", anywhere: true },
  listEventsEverywhere: { permission: "events.read" },
  searchMessages: { permission: "user.read", anywhere: true },
  readInstanceText: { permission: "iam.read" },
  writeInstanceText: { permission: "iam.write" },
  readOwnText: { permission: "policy.read", home: true },
  writeOwnText: { permission: "policy.write", home: true },
  importUsers: { permission: "user.write", anywhere: true },
  readSystem: { permission: "iam.read" },
  searchStatistics: { permission: "user.read", anywhere: true },
  exportUser: { permission: "user.read", self: true },
  checkLimits: { permission: "user.read" },
  readLimits: { permission: "iam.read" },
  clearCount: { permission: "iam.write" },
  readProviders: { permission: "iam.read" },
  changeProviders: { permission: "iam.write" },
  sumUsage: { permission: "iam.read" },
};

/**
 * Whether somebody may do something to a user, or to a message of a user.
 *
 * @param me the answer of GetMe
 * @param target whom it is about: {userId, organizationId}; not needed where an action says "anywhere" or "home"
 */
export function may(me, action, target = {}) {
  const { permission, self, selfPermission, anywhere, home } = ACTIONS[action];
  if (home) {
    return Boolean(me.organizationId) && holds(me, permission, me.organizationId);
  }
  const isSelf = me.userId === target.userId && (!me.organizationId || me.organizationId === target.organizationId);
  return (
    holds(me, permission, target.organizationId, anywhere) ||
    (isSelf && (self === true || (selfPermission && holds(me, selfPermission, target.organizationId)))) === true
  );
}

function holds(me, permission, organization, anywhere) {
  const atHome = anywhere || (me.organizationId && me.organizationId === organization);
  return (
    (me.permissions ?? []).includes(permission) ||
    (Boolean(atHome) && (me.organizationPermissions ?? []).includes(permission))
  );
}
