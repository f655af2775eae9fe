//! Pages for people who are not signed in.

use super::{layout, render, said};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let doors = DemoDoors { agent_logins: vec!["ada".into(), "ben".into()], supervisor_login: "sol".into() };
    let home = HomePage { layout: layout(None, Section::Home), doors: Some(doors) };
    let plain_home = HomePage { doors: None, ..home.clone() };
    let login = LoginPage {
        layout: layout(None, Section::None),
        login: String::new(),
        next: Some("/agent".into()),
        error: None,
        provider: None,
        signed_out: false,
        back: "/login?next=/agent".into(),
    };
    let provider = Some("Acme sign-on".to_owned());
    let login_provider = LoginPage { provider: provider.clone(), ..login.clone() };
    let refused = Some(said("sign-on-passwords-off"));
    let login_refused = LoginPage { error: refused, ..login_provider.clone() };
    let login_out = LoginPage { signed_out: true, ..login_provider.clone() };
    let password = PasswordPage {
        layout: layout(None, Section::None),
        token: "one-time".into(),
        back: "/login".into(),
        name: "Ada Lindqvist".into(),
        login: "ada".into(),
        password_min: 8,
        password_error: Some(said("field-passwords-differ")),
    };
    let failed = Some(said("sign-in-wrong"));
    let login_failed = LoginPage { login: "ada".into(), error: failed, ..login.clone() };
    let setup = SetupPage {
        layout: layout(None, Section::None),
        token: "one-time".into(),
        back: "/login".into(),
        name: "Ada".into(),
        login: "a da".into(),
        password_min: 12,
        error: Some(said("problem-invalid-request-text")),
        name_error: None,
        login_error: Some(said("field-login-invalid")),
        password_error: Some(said("field-passwords-differ")),
    };
    let error = ErrorPage {
        layout: layout(None, Section::None),
        status: 404,
        title: said("problem-not-found"),
        detail: said("problem-not-found-cure"),
        next: Some((said("error-to-desk"), "/agent".into())),
        about: Some("/problems/not-found".into()),
        request_id: Some("0193a5b2-7c41".into()),
    };
    let piece = |is_code, text: &str| Piece { is_code, text: text.into() };
    let problem = ProblemPage {
        layout: layout(None, Section::None),
        slug: "session-full".into(),
        title: said("problem-session-full"),
        advice: said("problem-session-full-text"),
        sorts: vec![SortRow { status: 409, title: "This session is full".into(), code: Some(1013) }],
        when: vec![piece(false, "Five agents are in the session.")],
        cure: vec![piece(false, "One of them leaves, says "), piece(true, "detail"), piece(false, ".")],
    };
    let docs = DocsPage {
        layout: layout(None, Section::Docs),
        version: "0.1.0".into(),
        openapi_url: "/api/openapi.json".into(),
        groups: vec![docs_group()],
    };
    vec![
        ("home", render(&home)),
        ("home-plain", render(&plain_home)),
        ("login", render(&login)),
        ("login-failed", render(&login_failed)),
        ("login-provider", render(&login_provider)),
        ("login-refused", render(&login_refused)),
        ("login-out", render(&login_out)),
        ("password", render(&password)),
        ("setup", render(&setup)),
        ("error", render(&error)),
        ("problem", render(&problem)),
        ("docs", render(&docs)),
    ]
}

fn docs_group() -> OperationGroup {
    OperationGroup {
        slug: "agents".into(),
        title: "Agents".into(),
        description: "What an agent's page calls. Every call needs a sign-in or an API key.".into(),
        operations: vec![
            Operation {
                slug: "connect".into(),
                method: "POST".into(),
                path: "/api/agent/connect".into(),
                summary: "Connect to a customer by Support PIN".into(),
                description: vec!["Checks the PIN, the session's windows and the seats, then answers with the desk's address.".into()],
                who: "a signed-in agent, or an API key".into(),
                parameters: vec![],
                request: Some("{\n  \"pincode\": \"482913\"\n}".into()),
                response: Some("{\n  \"sessionId\": string,\n  \"deskUrl\": string,\n  \"seats\": { \"taken\": integer, \"total\": integer }\n}".into()),
                responses: vec![
                    ResponseRow { status: "200".into(), description: "Let in.".into() },
                    ResponseRow { status: "422".into(), description: "pin-not-accepted: unknown, expired, ended or contested.".into() },
                    ResponseRow { status: "429".into(), description: "too-many-attempts, with Retry-After.".into() },
                ],
            },
            Operation {
                slug: "list".into(),
                method: "GET".into(),
                path: "/api/session/list".into(),
                summary: "List sessions".into(),
                description: vec![],
                who: "supervisors; agents see their own".into(),
                parameters: vec![Parameter {
                    name: "state".into(),
                    place: "query".into(),
                    kind: "string".into(),
                    required: false,
                    description: "all, live, or one state.".into(),
                }],
                request: None,
                response: None,
                responses: vec![],
            },
        ],
    }
}
