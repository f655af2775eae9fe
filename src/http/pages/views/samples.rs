//! Every page with believable data, for the tests and for looking at pages without a server.

use super::*;
use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;

/// Every sample: file name and rendered page.
pub(super) fn all() -> Vec<(&'static str, String)> {
    let mut pages = public_pages();
    pages.extend(desk_pages());
    pages.extend(admin_pages());
    pages.extend(demo_pages());
    pages
}

fn render(page: &impl Template) -> String {
    page.render().expect("writing to a string cannot fail")
}

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_435_200, 0).expect("a time in range")
}

fn at(minutes: i64) -> DateTime<Utc> {
    noon() + TimeDelta::minutes(minutes)
}

fn assets() -> Arc<Assets> {
    Arc::new(Assets {
        app_css: "/assets/app.css".into(),
        demo_css: "/assets/demo.css".into(),
        agent_js: "/assets/agent.js".into(),
        admin_js: "/assets/admin.js".into(),
        forms_js: "/assets/forms.js".into(),
        customer_js: "/assets/customer.js".into(),
    })
}

fn layout(role: Option<Role>, section: Section) -> Layout {
    let person = role.map(|role| Person { name: "Ada Lindqvist".into(), role });
    Layout { assets: assets(), person, section, flash: None, demo: true, zoom: section == Section::Zoom }
}

fn public_pages() -> Vec<(&'static str, String)> {
    let doors = DemoDoors { agent_logins: vec!["ada".into(), "ben".into()], supervisor_login: "sol".into() };
    let home = HomePage { layout: layout(None, Section::Home), doors: Some(doors) };
    let plain_home = HomePage { doors: None, ..home.clone() };
    let login = LoginPage {
        layout: layout(None, Section::None),
        login: String::new(),
        next: Some("/agent".into()),
        error: None,
    };
    let failed = Some("That name and password do not go together.".to_owned());
    let login_failed = LoginPage { login: "ada".into(), error: failed, ..login.clone() };
    let setup = SetupPage {
        layout: layout(None, Section::None),
        token: "one-time".into(),
        name: "Ada".into(),
        login: "a da".into(),
        password_min: 12,
        error: Some("Two fields need another look.".into()),
        name_error: None,
        login_error: Some("A login name has letters, digits, dots and dashes.".into()),
        password_error: Some("The two passwords differ.".into()),
    };
    let error = ErrorPage {
        layout: layout(None, Section::None),
        status: 404,
        title: "There is no such page".into(),
        detail: "The address may be mistyped, or the session it belonged to is gone.".into(),
        next: Some(("Open the desk".into(), "/agent".into())),
        request_id: Some("0193a5b2-7c41".into()),
    };
    let piece = |is_code, text: &str| Piece { is_code, text: text.into() };
    let problem = ProblemPage {
        layout: layout(None, Section::None),
        slug: "session-full".into(),
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

fn desk_pages() -> Vec<(&'static str, String)> {
    let desk = AgentPage {
        layout: layout(Some(Role::Agent), Section::Desk),
        agent_id: "a-1".into(),
        pin: PinEntry::Digits(6),
        engine: "builtin".into(),
        desk_origin: "http://localhost:4173".into(),
        frame_allow: "autoplay".into(),
        frame_sandbox: None,
    };
    let zoom = AgentPage {
        engine: "zoom".into(),
        frame_sandbox: Some("allow-scripts allow-same-origin allow-forms allow-popups".into()),
        ..desk.clone()
    };
    let custom = AgentPage { pin: PinEntry::Custom, ..desk.clone() };
    let ten = AgentPage { pin: PinEntry::Digits(10), ..desk.clone() };
    vec![
        ("agent", render(&desk)),
        ("agent-zoom", render(&zoom)),
        ("agent-custom", render(&custom)),
        ("agent-ten", render(&ten)),
    ]
}

fn rows() -> Vec<SessionRow> {
    let ada = AgentInSession { name: "Ada Lindqvist".into(), present: true };
    let ben = AgentInSession { name: "Ben Okafor".into(), present: false };
    let row = |id: &str, state, name: &str, minutes| SessionRow {
        session_id: id.into(),
        state,
        end_reason: None,
        customer_name: name.into(),
        identified: false,
        pin: None,
        contested: false,
        started_at: at(minutes),
        ended_at: None,
        agents: vec![],
        seats_taken: 0,
        seats_total: 5,
    };
    vec![
        row("s-6", SessionState::Starting, "Website visitor", -1),
        SessionRow { pin: Some("482913".into()), ..row("s-5", SessionState::Waiting, "Marit Solheim", -3) },
        SessionRow {
            pin: Some("730255".into()),
            agents: vec![ada.clone(), ben.clone()],
            seats_taken: 1,
            identified: true,
            ..row("s-4", SessionState::Active, "Jonas Weber", -12)
        },
        SessionRow {
            pin: Some("119004".into()),
            agents: vec![ada],
            ..row("s-3", SessionState::Recovering, "Website visitor", -25)
        },
        SessionRow {
            pin: Some("119004".into()),
            contested: true,
            ..row("s-2", SessionState::Waiting, "<b>O'Neil</b> & Sons", -31)
        },
        SessionRow {
            end_reason: Some(EndReason::NoAgent),
            ended_at: Some(at(-50)),
            ..row("s-1", SessionState::Ended, "A customer whose name is rather longer than most names are", -60)
        },
        SessionRow {
            end_reason: Some(EndReason::CustomerEnded),
            ended_at: Some(at(-500)),
            agents: vec![ben],
            ..row("s-0", SessionState::Ended, "Ines Duarte", -540)
        },
    ]
}

fn admin_pages() -> Vec<(&'static str, String)> {
    let sessions = SessionsPage {
        layout: layout(Some(Role::Supervisor), Section::Sessions),
        filter: SessionFilter::default(),
        rows: rows(),
        next_cursor: Some("bmV4dA==".into()),
        warning: None,
        zoom: false,
    };
    let empty = SessionsPage { rows: vec![], next_cursor: None, ..sessions.clone() };
    let filter = SessionFilter { state: "live".into(), q: "a&b=\"c".into(), ..SessionFilter::default() };
    let no_match = SessionsPage { filter, warning: Some("Live sessions outgrow six digits.".into()), ..empty.clone() };
    vec![
        ("sessions", render(&sessions)),
        ("sessions-empty", render(&empty)),
        ("sessions-no-match", render(&no_match)),
        ("sessions-zoom", render(&SessionsPage { zoom: true, ..sessions.clone() })),
        ("session", render(&session_page())),
        ("session-zoom", render(&zoom_session_page())),
        ("zoom", render(&zoom_page())),
        ("zoom-off", render(&zoom_page_off())),
        ("sites", render(&sites_page(Role::Admin))),
        ("sites-seen", render(&sites_page(Role::Supervisor))),
        (
            "sites-empty",
            render(&SitesPage { sites: vec![], listed: vec![], form: SiteForm::default(), ..sites_page(Role::Admin) }),
        ),
        ("people", render(&people_page())),
        ("account", render(&account_page())),
        ("doctor-before", render(&doctor_page(None))),
        ("doctor", render(&doctor_page(Some(doctor_report())))),
        ("doctor-fine", render(&doctor_page(Some(DoctorReport { groups: vec![], fields: vec![], ..doctor_report() })))),
        (
            "doctor-refused",
            render(&DoctorPage { url_error: Some("An address begins with https://.".into()), ..doctor_page(None) }),
        ),
    ]
}

fn doctor_page(report: Option<DoctorReport>) -> DoctorPage {
    DoctorPage {
        layout: layout(Some(Role::Supervisor), Section::Doctor),
        about: Some("https://www.harbor-and-pine.example".into()).filter(|_| report.is_some()),
        report,
        url: "https://www.harbor-and-pine.example/quote?plan=<b>".into(),
        mask_selectors: ".policy-number".into(),
        url_error: None,
        only_public: true,
    }
}

fn doctor_report() -> DoctorReport {
    let finding = |number, slug: &str, title: &str, saw: &str, paste: Option<&str>| FindingRow {
        number,
        slug: slug.into(),
        title: title.into(),
        saw: saw.into(),
        why: "Agents see an empty desk.".into(),
        cure: "Send the host to this service, with its Host header.".into(),
        paste: paste.map(str::to_owned),
    };
    let policy = "Content-Security-Policy: default-src 'self'; script-src 'self' https://help.harbor-and-pine.example; \
                  connect-src 'self' https://help.harbor-and-pine.example wss://help.harbor-and-pine.example";
    DoctorReport {
        summary: "1 error, 1 warning, 2 in order, 1 not looked at.".into(),
        groups: vec![
            FindingGroup {
                label: "Errors".into(),
                severity: "error".into(),
                findings: vec![finding(
                    1,
                    "csp-blocks",
                    "The page's content security policy blocks what the SDK needs",
                    "It does not allow <script>.",
                    Some(policy),
                )],
            },
            FindingGroup {
                label: "Warnings".into(),
                severity: "warning".into(),
                findings: vec![finding(
                    2,
                    "viewer-elsewhere",
                    "The viewer's address shows something else",
                    "/viewer answers 404.",
                    None,
                )],
            },
        ],
        fields: vec![
            FieldRow {
                field: "input name=\"email\"".into(),
                label: "Your <e-mail>".into(),
                seen: "visible".into(),
                may_hold: "an e-mail address".into(),
            },
            FieldRow {
                field: "input type=\"password\"".into(),
                label: String::new(),
                seen: "always-masked".into(),
                may_hold: String::new(),
            },
        ],
        passed: vec!["the page loads cobroker".into(), "the page's origin may start sessions".into()],
        unchecked: vec!["what scripts add to the page: doctor runs none".into()],
    }
}

fn session_page() -> SessionPage {
    let entry = |seq, minutes, kind: &str, actor_kind: &str, actor: Option<&str>, data: &str| TimelineRow {
        seq,
        at: at(minutes),
        kind: kind.into(),
        actor_kind: actor_kind.into(),
        actor_name: actor.map(str::to_owned),
        data: data.into(),
    };
    SessionPage {
        layout: layout(Some(Role::Supervisor), Section::Sessions),
        session: rows().swap_remove(2),
        customer_id: Some("crm-88410".into()),
        engine: "builtin".into(),
        start_url: Some("https://www.harbor-and-pine.example/customer/quote".into()),
        site: Some("harbor".into()),
        notes: vec![("order".into(), "4711".into()), ("<b>language</b>".into(), "Deutsch".into())],
        valid_until: Some(at(-2)),
        deadline: Some(at(220)),
        zoom: vec![],
        admissions: vec![
            AdmissionRow { name: "Ada Lindqvist".into(), admitted_at: at(-10), joined_at: Some(at(-9)), left_at: None },
            AdmissionRow {
                name: "Ben Okafor".into(),
                admitted_at: at(-8),
                joined_at: Some(at(-8)),
                left_at: Some(at(-6)),
            },
        ],
        timeline: vec![
            entry(1, -12, "session_created", "customer", Some("Jonas Weber"), "{\n  \"engine\": \"builtin\"\n}"),
            entry(2, -12, "pin_reported", "engine", None, ""),
            entry(3, -10, "agent_admitted", "agent", Some("Ada Lindqvist"), "{\n  \"seat\": 1\n}"),
            entry(4, -10, "consent_asked", "agent", Some("Ada Lindqvist"), ""),
            entry(5, -9, "consent_given", "customer", None, ""),
            entry(6, -9, "agent_joined", "agent", Some("Ada Lindqvist"), ""),
        ],
    }
}

fn zoom_session_page() -> SessionPage {
    let fact = |id: &str, by| ZoomFact { id: id.into(), by };
    let mut page = session_page();
    page.layout.zoom = true;
    page.engine = "zoom".into();
    page.zoom =
        vec![fact("4UpzGNpvTomBVm9fXlPuCA==", Some(ZoomMatchedBy::Likely)), fact("kq0PZs3xQ1m9dN4v7yTbHw==", None)];
    page
}

fn zoom_session(id: &str, minutes: i64) -> ZoomSessionRow {
    ZoomSessionRow {
        id: id.into(),
        user: Some("Marit Solheim".into()),
        page: Some("https://www.harbor-and-pine.example/customer/quote".into()),
        started_at: Some(at(minutes)),
        ended_at: None,
        end_reason: None,
        ours: None,
        replaced_in: None,
    }
}

fn zoom_page() -> ZoomPage {
    let ours = |by| Some(("s-4".to_owned(), by));
    let drift = |kind, zoom: Option<&str>, session: Option<&str>, over_at| ZoomDriftRow {
        kind,
        zoom_id: zoom.map(str::to_owned),
        session_id: session.map(str::to_owned),
        since: at(-6),
        over_at,
    };
    let event = |name: &str, known, reason: Option<&str>, session: Option<&str>| ZoomEventRow {
        name: name.into(),
        known,
        zoom_id: "4UpzGNpvTomBVm9fXlPuCA==".into(),
        user: Some("<b>Jonas</b> Weber".into()),
        reason: reason.map(str::to_owned),
        at: at(-3),
        received_at: at(-2),
        session_id: session.map(str::to_owned),
    };
    let mut layout = layout(Some(Role::Supervisor), Section::Zoom);
    layout.flash = Some(Flash::Done("Both lists were compared.".into()));
    ZoomPage {
        layout,
        has_secret: true,
        has_credentials: true,
        webhook_url: "https://help.example/webhooks/zoom".into(),
        last_heard: Some(at(-2)),
        compared_at: Some(at(-1)),
        failure: Some("Zoom's rate limit is reached, for another 20 s".into()),
        every_seconds: 60,
        unmatched: vec![
            zoom_session("kq0PZs3xQ1m9dN4v7yTbHw==", -4),
            ZoomSessionRow { user: None, page: None, started_at: None, ..zoom_session("Zb2N7hQvR0yJ5wXk1mTfLg==", 0) },
            ZoomSessionRow { replaced_in: Some("s-4".into()), ..zoom_session("pT8sV3nWQ6uA1cYe9dKrMg==", -30) },
        ],
        matched: vec![
            ZoomSessionRow { ours: ours(ZoomMatchedBy::User), ..zoom_session("4UpzGNpvTomBVm9fXlPuCA==", -12) },
            ZoomSessionRow {
                ours: ours(ZoomMatchedBy::Likely),
                ended_at: Some(at(-20)),
                end_reason: Some("Network connection error".into()),
                ..zoom_session("Xe6L2fGpS9iB4rUo8vJzCw==", -60)
            },
        ],
        ours: vec![
            OursOption { id: "s-5".into(), label: "PIN 482913, Marit Solheim, waiting, 24 Nov, 11:57:00 UTC".into() },
            OursOption { id: "s-6".into(), label: "Website visitor, starting, 24 Nov, 11:59:00 UTC".into() },
        ],
        drifts: vec![
            drift("gone_there", Some("4UpzGNpvTomBVm9fXlPuCA=="), Some("s-4"), None),
            drift("gone_there", None, Some("s-3"), None),
            drift("still_there", Some("Xe6L2fGpS9iB4rUo8vJzCw=="), Some("s-1"), Some(at(-1))),
            drift("foreign", Some("Zb2N7hQvR0yJ5wXk1mTfLg=="), None, None),
        ],
        events: vec![
            event("cobrowse.session_user_left", true, Some("Got disconnected from the session"), Some("s-4")),
            event("cobrowse.session_user_joined", true, None, Some("s-4")),
            event("cobrowse.session_started", true, None, None),
            event("cobrowse.session_paused", false, None, None),
        ],
    }
}

fn zoom_page_off() -> ZoomPage {
    ZoomPage {
        layout: layout(Some(Role::Supervisor), Section::Zoom),
        has_secret: false,
        has_credentials: false,
        last_heard: None,
        compared_at: None,
        failure: None,
        unmatched: vec![],
        matched: vec![],
        ours: vec![],
        drifts: vec![],
        events: vec![],
        ..zoom_page()
    }
}

fn sites_page(role: Role) -> SitesPage {
    let row = |slug: &str, name: &str, origins: &[&str], identity, masking, disabled| SiteRow {
        slug: slug.into(),
        name: name.into(),
        origins: origins.iter().map(|origin| (*origin).to_owned()).collect(),
        identity,
        masking,
        disabled,
    };
    let two = ["https://www.harbor-and-pine.example", "https://my.harbor-and-pine.example"];
    let long = ["https://a-host-name-that-is-rather-longer-than-most.customers.harbor-and-pine.example:8443"];
    SitesPage {
        layout: layout(Some(role), Section::Sites),
        sites: vec![
            row("harbor", "Harbor & Pine", &two, Some("EdDSA"), "All inputs", false),
            row("claims", "<b>Claims</b> portal", &long, Some("HS256"), "Private by default", false),
            row("old-shop", "The old shop", &["http://shop.example"], None, "What is listed", true),
        ],
        listed: vec!["http://localhost:3000".into()],
        snippet: "<script async src=\"https://support.example/embed.js\"></script>".into(),
        pinned_snippet: "<script async src=\"https://support.example/embed/0123456789ab.js\" integrity=\"sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC\" crossorigin=\"anonymous\"></script>".into(),
        may_manage: role == Role::Admin,
        form: SiteForm {
            slug: "harbor".into(),
            name: "Harbor".into(),
            origins: "https://harbor.example/".into(),
            slug_error: Some("There is a site with the id harbor already.".into()),
            name_error: None,
            origins_error: Some("https://harbor.example/ is not an origin such as https://www.example.com, without a path.".into()),
        },
    }
}

fn people_page() -> AgentsPage {
    let person = |id: &str, name: &str, login: &str, role, disabled, seen: Option<i64>| PersonRow {
        id: id.into(),
        name: name.into(),
        login: login.into(),
        role,
        disabled,
        last_seen: seen.map(at),
        is_self: id == "1",
    };
    let mut layout = layout(Some(Role::Admin), Section::People);
    layout.flash = Some(Flash::Done("Ben Okafor was added.".into()));
    AgentsPage {
        layout,
        people: vec![
            person("1", "Ada Lindqvist", "ada", Role::Admin, false, Some(-1)),
            person("2", "Ben Okafor", "ben", Role::Agent, false, None),
            person("3", "Sol Marchetti", "sol", Role::Supervisor, true, Some(-9000)),
        ],
        new_password: Some(NewPassword {
            name: "Ben Okafor".into(),
            login: "ben".into(),
            password: "tulip-gravel-9-onset".into(),
        }),
        name: String::new(),
        login: "ada".into(),
        role: Role::Agent,
        name_error: None,
        login_error: Some("Somebody has this login name already.".into()),
    }
}

fn account_page() -> AccountPage {
    let browser = |id: &str, browser: &str, address: &str, is_current| WebSessionRow {
        id: id.into(),
        browser: browser.into(),
        address: address.into(),
        signed_in_at: at(-3000),
        last_seen: at(-5),
        is_current,
    };
    let mut layout = layout(Some(Role::Agent), Section::Account);
    layout.flash = Some(Flash::Failed("The password was not changed.".into()));
    AccountPage {
        layout,
        name: "Ada Lindqvist".into(),
        login: "ada".into(),
        role: Role::Agent,
        password_min: 12,
        current_password_error: Some("This is not your present password.".into()),
        password_error: None,
        web_sessions: vec![
            browser("w1", "Firefox on Linux", "192.0.2.7", true),
            browser("w2", "Safari on iPhone", "198.51.100.20", false),
        ],
    }
}

fn demo_pages() -> Vec<(&'static str, String)> {
    let layout = |section| DemoLayout { assets: assets(), section };
    vec![
        ("customer-home", render(&CustomerHomePage { layout: layout(DemoSection::Home) })),
        ("customer-quote", render(&CustomerQuotePage { layout: layout(DemoSection::Quote), received: false })),
        ("customer-received", render(&CustomerQuotePage { layout: layout(DemoSection::Quote), received: true })),
        ("customer-policies", render(&CustomerPoliciesPage { layout: layout(DemoSection::Policies) })),
        ("customer-claims", render(&CustomerClaimsPage { layout: layout(DemoSection::Claims) })),
    ]
}
