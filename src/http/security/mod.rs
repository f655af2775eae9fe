//! Response headers that keep a browser on our side (hardening §5), and the reports when something broke a policy.

mod headers;
mod policy;
mod report;

pub use headers::{SecurityHeaders, protect};
pub use policy::{Nonce, Policy, Vendor};
pub use report::csp_report;
