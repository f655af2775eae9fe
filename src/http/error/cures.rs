//! What to do about each problem, by its slug: the words of `/problems/{slug}` and of the error reference.

/// Help for one slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cure {
    pub slug: &'static str,
    /// When it is answered.
    pub when: &'static str,
    /// What whoever wrote the request does about it.
    pub cure: &'static str,
}

impl Cure {
    /// One for every slug, in the order of the table of kinds.
    pub const ALL: &[Self] = &CURES;

    /// The one with this slug.
    pub fn find(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|cure| cure.slug == slug)
    }
}

macro_rules! cures {
    ($($slug:literal: $when:literal => $cure:literal;)+) => {
        const CURES: [Cure; [$($slug),+].len()] = [$(Cure { slug: $slug, when: $when, cure: $cure }),+];
    };
}

cures! {
    "invalid-request":
        "400: the body is not JSON, or is cut off. 422: the body or the query can be read, and fields in it are wrong."
        => "Look at `errors`: each has a JSON `pointer` to a field and a sentence about it, all at once. Unknown fields are wrong, too.";
    "pin-malformed":
        "What was sent as a PIN is not 1 to 10 letters or digits. Spaces and hyphens do not count, capitals do not matter."
        => "Ask the customer to read the Support PIN again. Check the field before you send it; a malformed PIN is not counted as a try.";
    "pin-not-accepted":
        "The PIN admits nobody: it is unknown, too old, used up, contested by a second session, its session is over, or its customer is gone. Which of these is not told, so that guessing teaches nothing; supervisors see it in the audit trail."
        => "Ask the customer to read the PIN again, or to start a new session. If right PINs are refused often, compare `COBROKER_PIN_WINDOW_SECONDS` with how long your calls wait.";
    "identity-not-accepted":
        "The assertion with which the host site's back end vouches for the customer is not good; `detail` says what is wrong with it."
        => "Do what `detail` says. Mostly it is the clock of the server that signs, `aud` (the public URL, to the letter), or an assertion that was used before: sign a new one for every start.";
    "not-signed-in":
        "The request carries no agent's cookie and no API key, or one that is not good any more: signed out, expired, revoked, disabled."
        => "People sign in again. Machines send `Authorization: Bearer` and an API key (`cobroker api-key add`).";
    "token-invalid":
        "The report token or SDK token is unknown, has expired, or belongs to another session or role."
        => "Start a new session; tokens are not renewed. Check the clock of the machine that made the token, and that it was signed with the same SDK key and secret. Tokens made elsewhere also need `COBROKER_ENGINE_OPEN_TOKENS=true`.";
    "signature-invalid":
        "A webhook was not signed with the secret this server has, its body was changed on the way, or it is more than five minutes old or ahead."
        => "Copy the secret token of the Zoom app into `ZOOM_WEBHOOK_SECRET` again, let no proxy change the body, and check this machine's clock.";
    "forbidden":
        "The caller is known and may not do this; `detail` says why. Requests with a cookie must come from cobroker's own pages."
        => "Call from a machine with an API key, not with a browser's cookie from another site; or give the person the role it takes.";
    "scope-missing":
        "The API key is good, and was made for other things: `detail` names the scope that this route takes."
        => "Use a key that has the scope, or make one: on `/account`, or with `cobroker api-key add --scope`. Scopes of a key are never changed.";
    "origin-not-allowed":
        "The page that asked is on a website whose customers may not start sessions here, or on a page that may not ask for desks."
        => "Add the page's exact origin, scheme and port included, to a host site (`cobroker site`) or to `COBROKER_ALLOWED_ORIGINS`; that of an agent's page to `COBROKER_AGENT_ORIGINS`. `null` can never be on the list: do not open the page as a file, or in a sandboxed frame.";
    "not-found":
        "There is no such address, or no such session, or it is not the caller's to see: these look the same."
        => "Compare the address with the API reference. Agents see their own sessions, supervisors everyone's. Addresses of the built-in engine are not there in zoom mode.";
    "method-not-allowed":
        "The address exists and takes another method."
        => "Use one of those that the `Allow` header names.";
    "request-timeout":
        "The body of the request did not arrive in time."
        => "Send it again. If it happens often, look at the network or the proxy between: it must not trickle bodies.";
    "session-full":
        "Five agents are in the session."
        => "One of them leaves. A desk that was closed gives up its seat after 30 seconds.";
    "duplicate-user":
        "An agent with this `user_id` is in the session already."
        => "Close the other desk, or give each of an agent's tokens a `user_id` of its own.";
    "session-taken":
        "The session is not on the waiting list any more: another agent took it, or came in by its PIN."
        => "Take another one. Whoever is needed in this one, too, comes in by the PIN or an invitation.";
    "changed-meanwhile":
        "What was to be saved was saved by somebody since it was read, perhaps in another window; nothing was changed."
        => "Read it again, and save with the version that is there now.";
    "session-over":
        "The session has ended, by somebody or by time."
        => "Ask the customer to start a new one. The session's timeline says how it ended.";
    "invite-closed":
        "An invite was answered or taken back before, is older than ten minutes, or its session is over."
        => "Ask whoever invited you to do it again; read `GET /api/invites` for those that are open.";
    "already-inside":
        "The person who is invited, or who asks to watch, holds a place in the session already."
        => "Nothing is to be done for an invite. Who watches asks to help by `barge-in`; who helps sees everything anyway.";
    "already-invited":
        "The colleague has an open invite to this session."
        => "Wait for the answer, or take the open invite back first.";
    "not-shared-yet":
        "A supervisor asked to watch a session whose customer's page has not connected."
        => "Wait until the session's `state` is not `starting` any more.";
    "watchers-full":
        "Two supervisors watch the session; more are never let in."
        => "Ask one of them to leave, or help by the Support PIN or an invite.";
    "customer-declined":
        "The customer said no to this person before, in this session."
        => "Leave it at that. Only the Support PIN, which the customer reads out, asks them once more.";
    "not-in-zoom-mode":
        "Something was asked that Zoom's desk has nothing like: watching without being able to help."
        => "In zoom mode come in as an agent, by the Support PIN or an invite, or see the session's page in the console.";
    "too-large":
        "The body is larger than this address takes; `detail` says how large it may be."
        => "Send less. Metadata is for a few short notes, not for documents.";
    "uri-too-long":
        "The address has more than 4096 characters."
        => "Send long values in a body. Often a proxy or a script adds to the query in a loop.";
    "unsupported-media-type":
        "The body is not declared as JSON."
        => "Send `Content-Type: application/json`.";
    "too-many-attempts":
        "A budget is used up: wrong PINs or passwords, sessions started from one address or website, reports of one session, requests of one agent."
        => "Wait as many seconds as `Retry-After` says; tries before that are neither checked nor counted. Where many people share an address, raise the matching `COBROKER_LIMIT_…`, and set `COBROKER_TRUSTED_PROXIES` so that they are told apart.";
    "internal":
        "Something failed that should not: a bug, or a broken machine."
        => "Look in the log for the `requestId`; the line has every cause. Please report what you find.";
    "unavailable":
        "The service cannot do this right now: the database does not take writes, too many sessions are live, or too many requests are running."
        => "Try again after `Retry-After`. If it lasts, look at `/readyz`, at free disk space, and at `COBROKER_LIMIT_LIVE_SESSIONS` and `COBROKER_LIMIT_REQUESTS_IN_FLIGHT`.";
    "not-set-up":
        "What was asked for needs a setting that this server does not have; `detail` names it."
        => "Set it and restart. For Zoom's webhooks that is `ZOOM_WEBHOOK_SECRET`, for the comparison with Zoom's list `ZOOM_API_KEY` and `ZOOM_API_SECRET`.";
}
