from core import journal

INVITED = journal.verb("accounts.invitation.sent", "sent an invitation")
INVITED_AGAIN = journal.verb("accounts.invitation.sent_again", "sent an invitation again")
INVITED_BY_LINK = journal.verb("accounts.invitation.link_made", "made an invitation link")
INVITATION_ANSWERED = journal.verb("accounts.invitation.answered", "answered an invitation")
INVITATION_REVOKED = journal.verb("accounts.invitation.revoked", "withdrew an invitation")

ROLE_GIVEN = journal.verb("accounts.role.given", "gave a role")
ROLE_ENDED = journal.verb("accounts.role.ended", "ended a role")

DEACTIVATED = journal.verb("accounts.user.deactivated", "closed the account")
DIGEST_CHOSEN = journal.verb("accounts.user.digest_chosen", "chose when to be written to")
REACTIVATED = journal.verb("accounts.user.reactivated", "opened the account again")
SIGNED_IN = journal.verb("accounts.user.signed_in", "signed in")
SIGN_IN_FAILED = journal.verb("accounts.user.sign_in_failed", "refused a wrong password")
PASSWORD_CHANGED = journal.verb("accounts.user.password_changed", "set a new password")
SECOND_STEP_SET_UP = journal.verb("accounts.user.second_step_set_up", "set up a second step")
SECOND_STEP_REMOVED = journal.verb("accounts.user.second_step_removed", "removed the second step")
RECOVERY_CODES_MADE = journal.verb("accounts.user.recovery_codes_made", "made new recovery codes")
