use super::*;
use crate::domain::Engine;
use chrono::TimeDelta;
use secrecy::ExposeSecret;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::net::SocketAddr;

const SECRET: &str = "k7Qz93hFw2LmX8vB4nTy";
const OTHER_SECRET: &str = "p5Rs71dGj6KcV0aN9eUi";

fn read(variables: &[(&str, &str)]) -> Result<Config, InvalidConfig> {
    let variables: BTreeMap<_, _> = variables.iter().copied().collect();
    Config::from_lookup(|name| variables.get(name).map(|value| (*value).to_owned()))
}

fn complaints(variables: &[(&str, &str)]) -> Vec<String> {
    read(variables).map(|_| Vec::new()).unwrap_or_else(|InvalidConfig(complaints)| complaints)
}

/// Complaints about one variable that is wrong alone.
fn complaint(name: &str, value: &str) -> String {
    complaints(&[(name, value)]).join(" ")
}

fn example() -> BTreeMap<String, String> {
    let lines =
        include_str!("../../.env.example").lines().filter_map(|line| line.trim_start_matches("# ").split_once('='));
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    };
    lines.filter(|(name, _)| is_name(name)).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn nothing_has_to_be_set_on_ones_own_machine() {
    let config = read(&[]).unwrap();
    let bound: SocketAddr = "127.0.0.1:4711".parse().unwrap();
    assert_eq!(config.engine.engine, Engine::Builtin);
    assert_eq!(config.network.public_origin(bound).to_string(), "http://localhost:4711");
    assert_eq!(config.network.viewer_origin(bound).to_string(), "http://127.0.0.1:4711");
    assert_eq!(config.data.database.to_str(), Some("./data/cobroker.db"));
}

/// What a reader of a stale file has to do.
const WRITE_IT: &str = "run `make generated` and commit what changed";

#[test]
fn the_example_and_the_reference_are_what_the_code_declares() {
    assert!(include_str!("../../.env.example") == reference::env(), ".env.example: {WRITE_IT}");
    assert!(include_str!("../../docs/configuration.md") == reference::markdown(), "docs/configuration.md: {WRITE_IT}");
}

#[test]
fn no_two_settings_share_a_name() {
    let names: Vec<_> = SECTIONS.iter().flat_map(|section| section.settings).flat_map(|s| s.names()).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
}

#[test]
fn machines_get_names_ranges_and_defaults_and_no_secret_has_one() {
    let settings: Vec<serde_json::Value> = serde_json::from_str(&reference::json()).unwrap();
    let of = |name: &str| settings.iter().find(|setting| setting["name"] == name).unwrap();
    assert_eq!(of("COBROKER_RETENTION_DAYS")["range"], serde_json::json!([1, 3650]));
    assert_eq!(of("COBROKER_RETENTION_DAYS")["default"], "30");
    assert_eq!(of("ZOOM_SDK_SECRET")["also"], serde_json::json!(["SDK_SECRET"]));
    assert!(settings.iter().all(|setting| setting["secret"] == false || setting["default"].is_null()));
}

#[test]
fn every_declared_variable_is_read_and_no_other() {
    let asked = RefCell::new(BTreeSet::new());
    Config::from_lookup(|name| {
        asked.borrow_mut().insert(name.to_owned());
        None
    })
    .unwrap();
    assert_eq!(example().into_keys().collect::<BTreeSet<_>>(), asked.into_inner());
}

#[test]
fn the_example_shows_the_defaults() {
    let example = example();
    let config = Config::from_lookup(|name| example.get(name).cloned()).unwrap();
    // that something was set at all is the one difference
    let values = |config: Config| format!("{:?}", Config { in_force: Vec::new(), ..config });
    let shown = values(config).replace("retention_fixed: true", "retention_fixed: false");
    assert_eq!(shown, values(read(&[]).unwrap()));
}

#[test]
fn a_complaint_names_the_variable_what_was_wanted_and_what_came() {
    assert_eq!(
        complaint("COBROKER_START_WINDOW_SECONDS", "5"),
        "COBROKER_START_WINDOW_SECONDS must be 30 to 3600, not 5."
    );
    assert_eq!(complaint("COBROKER_PIN_DIGITS", "many"), "COBROKER_PIN_DIGITS must be 6 to 10, not \"many\".");
    assert_eq!(complaint("COBROKER_CONSENT", "perhaps"), "COBROKER_CONSENT must be true or false, not \"perhaps\".");
    assert_eq!(complaint("COBROKER_ENGINE", "teams"), "COBROKER_ENGINE must be zoom or builtin, not \"teams\".");
    assert!(complaint("COBROKER_LISTEN", "localhost").contains("such as 127.0.0.1:8080"));
}

#[test]
fn every_number_is_kept_inside_its_range() {
    let numbers = example().into_iter().filter(|(_, value)| value.parse::<u64>().is_ok());
    for (name, _) in numbers.collect::<Vec<_>>() {
        for wrong in ["0", "-1", "99999999999", "1.5"] {
            assert!(complaint(&name, wrong).starts_with(&format!("{name} must be ")), "{name}={wrong}");
        }
    }
}

#[test]
fn all_complaints_come_at_once() {
    let all = complaints(&[
        ("COBROKER_PIN_DIGITS", "5"),
        ("COBROKER_LOG_FORMAT", "xml"),
        ("COBROKER_ALLOWED_ORIGINS", "https://a.example, *, b"),
    ]);
    assert_eq!(all.len(), 4, "{all:?}");
}

#[test]
fn zooms_names_choose_zooms_engine() {
    for (key, secret) in [("ZOOM_SDK_KEY", "ZOOM_SDK_SECRET"), ("SDK_KEY", "SDK_SECRET")] {
        let config = read(&[(key, "key-1"), (secret, SECRET)]).unwrap();
        assert_eq!(config.engine.engine, Engine::Zoom);
        assert_eq!(config.engine.base_url.unwrap().to_string(), ZOOM_BASE_URL);
        let credentials = config.engine.credentials.unwrap();
        assert_eq!((credentials.key.as_str(), credentials.secret.expose_secret()), ("key-1", SECRET));
    }
    let both = [("ZOOM_SDK_KEY", "k"), ("ZOOM_SDK_SECRET", SECRET), ("COBROKER_ENGINE", "builtin")];
    let config = read(&both).unwrap();
    assert!(
        config.engine.engine == Engine::Builtin
            && config.engine.credentials.is_some()
            && config.engine.base_url.is_none()
    );
    assert_eq!(
        complaints(&[("COBROKER_ENGINE", "zoom")]),
        ["COBROKER_ENGINE=zoom needs ZOOM_SDK_KEY and ZOOM_SDK_SECRET."]
    );
    assert!(complaint("ZOOM_SDK_KEY", "k").contains("ZOOM_SDK_SECRET is not"));
}

#[test]
fn zooms_api_is_asked_over_https_or_on_this_machine() {
    assert_eq!(read(&[]).unwrap().engine.api.base_url.to_string(), ZOOM_API_BASE_URL);
    for good in ["https://api.zoomgov.com/v2", "http://localhost:8080/v2", "http://127.0.0.1:8080/v2/"] {
        assert_eq!(read(&[("ZOOM_API_BASE_URL", good)]).unwrap().engine.api.base_url.to_string(), good);
    }
    assert_eq!(
        complaint("ZOOM_API_BASE_URL", "http://api.zoom.us/v2"),
        "ZOOM_API_BASE_URL must begin with https://, not http://api.zoom.us."
    );
    assert!(complaint("ZOOM_API_BASE_URL", "https://api.zoom.us/v2?x=1").contains("without a query"));
    assert!(complaint("ZOOM_API_BASE_URL", "api.zoom.us").contains("such as https://api.zoom.us/v2"));
    assert_eq!(complaint("ZOOM_API_PLAN", "huge"), "ZOOM_API_PLAN must be free, pro or business, not \"huge\".");
}

#[test]
fn a_secret_may_lie_in_a_file() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), format!("{SECRET}\n")).unwrap();
    let path = file.path().to_str().unwrap();
    let config = read(&[("ZOOM_SDK_KEY", "k"), ("ZOOM_SDK_SECRET_FILE", path)]).unwrap();
    assert_eq!(config.engine.credentials.unwrap().secret.expose_secret(), SECRET);
    let both = complaints(&[("ZOOM_SDK_KEY", "k"), ("ZOOM_SDK_SECRET", SECRET), ("ZOOM_SDK_SECRET_FILE", path)]);
    assert!(both[0].contains("both set"));
    assert!(
        complaint("COBROKER_METRICS_TOKEN_FILE", "/nowhere/token")
            .starts_with("COBROKER_METRICS_TOKEN_FILE must name a file")
    );
}

#[test]
fn short_sample_and_shared_secrets_are_refused_and_never_shown() {
    for bad in ["hunter2", "YOUR_SDK_SECRET_GOES_HERE", "changeme-changeme-changeme", "aaaaaaaaaaaaaaaaaaaaaa"] {
        let all = complaints(&[("ZOOM_SDK_KEY", "k"), ("ZOOM_SDK_SECRET", bad)]).join(" ");
        assert!(all.starts_with("ZOOM_SDK_SECRET must be a secret of at least 16 characters"), "{all}");
        assert!(!all.contains(bad), "{all}");
    }
    let shared = [("ZOOM_WEBHOOK_SECRET", SECRET), ("COBROKER_METRICS_TOKEN", SECRET)];
    assert_eq!(complaints(&shared), ["ZOOM_WEBHOOK_SECRET and COBROKER_METRICS_TOKEN must be two different secrets."]);
    let config =
        read(&[("ZOOM_SDK_KEY", "k"), ("ZOOM_SDK_SECRET", SECRET), ("ZOOM_WEBHOOK_SECRET", OTHER_SECRET)]).unwrap();
    assert!(!format!("{config:?}").contains(SECRET));
}

#[test]
fn other_machines_are_served_over_https_only() {
    assert!(complaint("COBROKER_LISTEN", "0.0.0.0:8080").contains("COBROKER_PUBLIC_URL must begin with https://"));
    assert!(complaint("COBROKER_PUBLIC_URL", "http://desk.example").contains("must begin with https://"));
    let public = [("COBROKER_LISTEN", "0.0.0.0:8080"), ("COBROKER_PUBLIC_URL", "https://desk.example")];
    assert!(complaints(&public)[0].starts_with("COBROKER_VIEWER_ORIGIN must be set"));
    let viewed = [public[0], public[1], ("COBROKER_VIEWER_ORIGIN", "https://desk-view.example")];
    assert_eq!(complaints(&viewed), Vec::<String>::new());
    assert!(
        complaints(&[public[0], public[1], ("COBROKER_VIEWER_ORIGIN", "https://desk.example:8443")])[0]
            .contains("another host")
    );
    assert!(
        complaints(&[public[0], public[1], ("COBROKER_VIEWER_ORIGIN", "http://localhost:1")])[0].contains("https://")
    );
    assert!(complaint("COBROKER_VIEWER_ORIGIN", "http://localhost:9").contains("another host"));
    assert!(complaint("COBROKER_ADMIN_LISTEN", "0.0.0.0:9090").contains("needs COBROKER_METRICS_TOKEN"));
}

#[test]
fn only_sqlite_is_there_yet_and_a_password_in_a_url_is_not_repeated() {
    for (url, path) in [("sqlite:a.db", "a.db"), ("sqlite://a/b.db", "a/b.db"), ("sqlite:///a/b.db", "/a/b.db")] {
        assert_eq!(read(&[("DATABASE_URL", url)]).unwrap().data.database.to_str(), Some(path));
    }
    let postgres = complaint("DATABASE_URL", "postgres://me:hunter2@db/cobroker");
    assert!(postgres.contains("it begins with \"postgres\"") && !postgres.contains("hunter2"), "{postgres}");
}

#[test]
fn settings_arrive_where_they_belong() {
    let config = read(&[
        ("COBROKER_PIN_WINDOW_SECONDS", "120"),
        ("COBROKER_LIMIT_PIN_FAILURES_IN_A_ROW", "3"),
        ("COBROKER_LIMIT_CONNECTIONS_PER_IP", "7"),
        ("COBROKER_LIMIT_REQUESTS_IN_FLIGHT", "9"),
        ("COBROKER_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
        ("COBROKER_ALLOWED_ORIGINS", "https://shop.example,https://www.shop.example:8443"),
    ])
    .unwrap();
    assert_eq!(config.sessions.windows.pin, TimeDelta::seconds(120));
    assert_eq!(config.limits.pin.in_a_row, 3);
    assert_eq!((config.serve_limits().per_address, config.limits.in_flight), (7, 9));
    assert!(config.network.trusted_proxies.contains("::1".parse().unwrap()));
    assert_eq!(config.network.allowed_origins.len(), 2);
}

#[test]
fn webhooks_go_to_https_names_and_to_this_machine_only_when_it_is_said() {
    let secret = ("COBROKER_WEBHOOK_SECRET", SECRET);
    let told = |url: &str| complaints(&[("COBROKER_WEBHOOK_URL", url), secret]).join(" ");
    assert_eq!(told("https://crm.example/hook?tenant=1, https://b.example:8443"), "");
    for url in ["http://crm.example/hook", "https://crm.example:22/", "https://crm.example:8080/"] {
        assert!(told(url).contains("https on port 443 or 8443"), "{url}");
    }
    assert!(told("https://93.184.215.14/").contains("host name"));
    assert!(told("https://[2606:4700::1]/").contains("host name"));
    for url in ["ftp://crm.example", "https://me:pass@crm.example/", "crm.example", "https:///x"] {
        assert!(told(url).contains("must be a list"), "{url}");
    }
    for url in ["http://localhost:9000/hook", "https://127.0.0.1/", "http://[::1]:1/"] {
        assert!(told(url).contains("COBROKER_WEBHOOK_ALLOW_LOCAL=true"), "{url}");
        let local = ("COBROKER_WEBHOOK_ALLOW_LOCAL", "true");
        assert_eq!(complaints(&[("COBROKER_WEBHOOK_URL", url), secret, local]), Vec::<String>::new());
    }
    assert!(complaint("COBROKER_WEBHOOK_URL", "https://crm.example").contains("needs COBROKER_WEBHOOK_SECRET"));
    let shown = told("http://crm.example/hook?token=hunter2");
    assert!(!shown.contains("hunter2"), "{shown}");
    let same = [("ZOOM_WEBHOOK_SECRET", SECRET), secret];
    assert!(complaints(&same)[0].contains("two different secrets"));
}

#[test]
fn the_sdks_version_has_one_of_the_documented_forms() {
    let version = |given| read(&[("ZOOM_SDK_VERSION", given)]).unwrap().engine.sdk_version;
    assert_eq!(version("2.13.2").unwrap().as_str(), "2.13.2");
    assert_eq!(version("2.13.x").unwrap().as_str(), "2.13.x");
    assert_eq!(version(""), None);
    for odd in
        ["2", "2.13", "2.x", "2.x.1", "x.1.1", "latest", "v2.13.2", "2.13.X", "2.13.2-beta", "2.13.2/../x", "2..1"]
    {
        let wanted = "ZOOM_SDK_VERSION must be a version such as 2.13.2, or 2.13.x for its newest patch, not ";
        assert_eq!(complaint("ZOOM_SDK_VERSION", odd), format!("{wanted}\"{odd}\"."));
    }
}

#[test]
fn a_base_that_is_no_host_of_zooms_is_warned_about_and_taken() {
    let zoom = |base: &'static str| {
        let given = [("ZOOM_SDK_KEY", "k"), ("ZOOM_SDK_SECRET", SECRET), ("COBROWSE_BASE_URL", base)];
        read(&given).unwrap().warnings([])
    };
    for quiet in ["https://us01-zcb.zoom.us", "https://go-zcb.zoom.us"] {
        assert_eq!(zoom(quiet), Vec::<String>::new(), "{quiet}");
    }
    for odd in ["https://zoom.us.example", "https://evilzoom.us", "https://cobrowse.example"] {
        let warnings = zoom(odd);
        assert!(warnings.len() == 1 && warnings[0].contains(odd), "{warnings:?}");
    }
    assert_eq!(read(&[("COBROWSE_BASE_URL", "https://cobrowse.example")]).unwrap().warnings([]), Vec::<String>::new());
}

#[test]
fn the_desks_frame_and_zooms_hosts_are_checked() {
    let documented = "autoplay *; camera *; microphone *; display-capture *; geolocation *;";
    let sandbox = "allow-scripts allow-same-origin";
    let hosts = "*.zoom.us, files.example.com";
    let given = [
        ("COBROKER_DESK_FRAME_ALLOW", documented),
        ("COBROKER_DESK_FRAME_SANDBOX", sandbox),
        ("COBROKER_ZOOM_HOSTS", hosts),
    ];
    let engine = read(&given).unwrap().engine;
    assert_eq!(engine.desk_frame.sandbox().as_deref(), Some(sandbox));
    assert_eq!(engine.desk_frame.features().len(), 5);
    let hosts: Vec<_> = engine.vendor_hosts.iter().map(ToString::to_string).collect();
    assert_eq!(hosts, ["*.zoom.us", "files.example.com"]);
    assert_eq!(read(&[("COBROKER_DESK_FRAME_SANDBOX", "off")]).unwrap().engine.desk_frame.sandbox(), None);
    for (name, odd) in [
        ("COBROKER_DESK_FRAME_ALLOW", "camera <script>"),
        ("COBROKER_DESK_FRAME_SANDBOX", "allow-scripts allow-top-navigation"),
        ("COBROKER_DESK_FRAME_SANDBOX", "allow-forms"),
        ("COBROKER_ZOOM_HOSTS", "https://zoom.us"),
        ("COBROKER_ZOOM_HOSTS", "*"),
        ("COBROKER_ZOOM_HOSTS", "*.us"),
        ("COBROKER_ZOOM_HOSTS", "zoom.us; script-src *"),
    ] {
        assert!(complaint(name, odd).starts_with(&format!("{name} must ")), "{name}={odd}: {}", complaint(name, odd));
    }
}
