//! What a page of a website says, held against what this installation needs of it.

use super::page::{self, MaskSettings, Wanted};
use super::{Doctor, Report};
use crate::domain::{Engine, HostSite};
use crate::outgoing::Url;

impl Doctor<'_> {
    pub(super) async fn page(
        &self,
        report: &mut Report,
        page: &Url,
        mask_selectors: Option<String>,
        sites: &[HostSite],
    ) {
        let wanted = self.wanted(mask_selectors, sites);
        let facts = page::look_at(&self.page_client, page.clone(), &wanted).await;
        let mut whole = std::mem::take(report);
        let check = move || {
            page::check(&facts, &wanted, &mut whole);
            whole
        };
        *report = tokio::task::spawn_blocking(check).await.expect("a page can be anything");
    }

    fn wanted(&self, mask_selectors: Option<String>, sites: &[HostSite]) -> Wanted {
        let open = sites.iter().filter(|site| site.is_open());
        let each = open.flat_map(|site| site.origins.iter().map(move |origin| (origin.clone(), site)));
        let masks: Vec<_> = each.map(|(origin, site)| (origin, MaskSettings::of_site(&site.mask))).collect();
        let listed = self.config.network.allowed_origins.iter().cloned();
        Wanted {
            allowed: listed.chain(masks.iter().map(|(origin, _)| origin.clone())).collect(),
            masks,
            is_zoom: self.config.engine.engine == Engine::Zoom,
            public: self.public.to_string(),
            engine_base: self.engine_base().to_string(),
            viewer: self.viewer.to_string(),
            vendor_hosts: self.config.engine.vendor_hosts.iter().map(ToString::to_string).collect(),
            sdk_key: self.signer().map(|tokens| tokens.sdk_key().to_owned()),
            site_assets: self.config.network.site_assets.clone(),
            embed_integrity: self.embed_integrity.clone(),
            mask_selectors,
        }
    }
}
