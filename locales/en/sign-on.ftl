# Single sign-on, and choosing a password by a link.

sign-on-with = Sign in with { $label }
sign-on-or = or with a password
sign-on-signed-out = You are signed out here.
sign-on-out-too = Sign out of { $label }, too
sign-on-passwords-off = Passwords are for admins only here. Use single sign-on.
sign-on-wait = Too many attempts. Wait { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
    } and try again.
sign-on-stale = This sign-in took too long, or was begun in another browser. Begin again.
sign-on-declined = { $label } did not let you in. Try again, or ask whoever manages it.
sign-on-misconfigured = cobroker and { $label } are not set up for each other. Whoever runs cobroker finds more in its log.
sign-on-unreachable = { $label } does not answer right now. Try again in a minute.
sign-on-not-believed = What { $label } sent could not be trusted, so nobody was signed in. Try again; if it stays, tell whoever runs cobroker.
sign-on-no-role = You are in no group that works with cobroker. Ask whoever manages your groups at { $label }.
sign-on-groups-left-out = { $label } did not send all of your groups. Whoever runs cobroker has to choose which groups it sends.
sign-on-disabled = Your account is disabled. Ask an admin.
sign-on-taken = This identity at { $label } belongs to another account here. Ask an admin.
sign-on-linked-already = Your account has single sign-on already. Take that away first.
sign-on-last-admin = You are the last admin and would be one no more. Somebody must remain who can manage people.
sign-on-too-many-attempts = Too many attempts from your network. Wait a minute and try again.
sign-on-failed = Something went wrong here. Try again in a minute.

password-title = Choose a password
password-intro = For { $name }. You sign in with the login name <code>{ $login }</code>. This link works once.
password-pending = Saving…
password-submit = Save password
