//! The table of everything that can go wrong, by the name clients match on. Once published, a slug stays.

use axum::http::StatusCode;

/// One sort of problem: a row of the table in design §4, or of the statuses in hardening §12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The last part of `type`: `/problems/{slug}`.
    pub slug: &'static str,
    pub status: StatusCode,
    /// The same for every problem of this kind (RFC 9457 §3.1.3).
    pub title: &'static str,
    /// The number Zoom gives the same thing (Zoom reference §6.1), where it has one.
    pub code: Option<u32>,
}

macro_rules! kinds {
    ($($name:ident = $slug:literal $status:ident $code:expr, $title:literal;)+) => {
        impl Kind {
            $(pub const $name: Self = Self { slug: $slug, status: StatusCode::$status, title: $title, code: $code };)+
            /// Every row, for documentation and tests.
            pub const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

kinds! {
    NOT_JSON = "invalid-request" BAD_REQUEST None, "This request cannot be read";
    PROPERTIES = "invalid-request" BAD_REQUEST None, "Check the highlighted fields";
    FIELDS = "invalid-request" UNPROCESSABLE_ENTITY None, "Check the highlighted fields";
    PIN_MALFORMED = "pin-malformed" UNPROCESSABLE_ENTITY Some(1008), "This is not a Support PIN";
    PIN_NOT_ACCEPTED = "pin-not-accepted" UNPROCESSABLE_ENTITY Some(30308), "That code isn't active";
    IDENTITY_NOT_ACCEPTED = "identity-not-accepted" UNPROCESSABLE_ENTITY None, "This identity is not accepted";
    NOT_SIGNED_IN = "not-signed-in" UNAUTHORIZED None, "Sign in first";
    TOKEN_INVALID = "token-invalid" UNAUTHORIZED Some(2001), "This token is not valid";
    SIGNATURE_INVALID = "signature-invalid" UNAUTHORIZED None, "This signature is not valid";
    FORBIDDEN = "forbidden" FORBIDDEN None, "You may not do this";
    SCOPE_MISSING = "scope-missing" FORBIDDEN None, "This API key is not meant for this";
    ORIGIN_NOT_ALLOWED = "origin-not-allowed" FORBIDDEN None, "This website may not do this";
    NOT_FOUND = "not-found" NOT_FOUND None, "There is nothing here";
    METHOD_NOT_ALLOWED = "method-not-allowed" METHOD_NOT_ALLOWED None, "This address does not take that method";
    REQUEST_TIMEOUT = "request-timeout" REQUEST_TIMEOUT None, "The request took too long to arrive";
    SESSION_FULL = "session-full" CONFLICT Some(1013), "This session is full";
    DUPLICATE_USER = "duplicate-user" CONFLICT Some(1015), "This agent is in the session already";
    SESSION_TAKEN = "session-taken" CONFLICT None, "Somebody else was faster";
    CHANGED_MEANWHILE = "changed-meanwhile" CONFLICT None, "This was changed meanwhile";
    SESSION_OVER = "session-over" GONE None, "This session is over";
    INVITE_CLOSED = "invite-closed" GONE None, "This invite is not open any more";
    ALREADY_INSIDE = "already-inside" CONFLICT None, "This person is in the session already";
    ALREADY_INVITED = "already-invited" CONFLICT None, "This person is asked already";
    NOT_SHARED_YET = "not-shared-yet" CONFLICT None, "There is nothing to watch yet";
    WATCHERS_FULL = "watchers-full" CONFLICT None, "Two supervisors are watching already";
    CUSTOMER_DECLINED = "customer-declined" CONFLICT None, "The customer said no to this person";
    NOT_IN_ZOOM_MODE = "not-in-zoom-mode" CONFLICT None, "Zoom's desk cannot do this";
    TOO_LARGE = "too-large" PAYLOAD_TOO_LARGE None, "This request is too large";
    URI_TOO_LONG = "uri-too-long" URI_TOO_LONG None, "This address is too long";
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type" UNSUPPORTED_MEDIA_TYPE None, "Send this as JSON";
    TOO_MANY_ATTEMPTS = "too-many-attempts" TOO_MANY_REQUESTS None, "Too many attempts";
    INTERNAL = "internal" INTERNAL_SERVER_ERROR None, "Something went wrong here";
    UNAVAILABLE = "unavailable" SERVICE_UNAVAILABLE None, "Not available right now";
    NOT_SET_UP = "not-set-up" SERVICE_UNAVAILABLE None, "This is not set up";
}

impl Kind {
    /// The kind of a bare answer that some layer gave with a status alone. Statuses outside the table are
    /// `invalid-request` or `internal`, as their first digit says.
    pub fn of_status(status: StatusCode) -> Self {
        let by_status = Self::ALL.iter().copied().filter(|kind| kind.status == status);
        let otherwise = if status.is_server_error() { Self::INTERNAL } else { Self::NOT_JSON };
        // of the two 403 and four 422 kinds the first is the general one
        by_status.into_iter().next().unwrap_or(Self { status, ..otherwise })
    }
}
