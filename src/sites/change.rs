//! What may be changed in a site.

use crate::domain::site::{
    Accent, AttributeList, Branding, DeskOptions, IdentityKey, Language, Line, MaskDefaults, MaskType, Position,
    RecordUrl, SelectorList, TicketUrl,
};
use crate::domain::{DisplayName, HostSite, Origin, SkillTag};

/// Each part is left as it is where it is `None`; `Some(None)` takes it away.
#[derive(Debug, Clone, Default)]
pub struct SiteChange {
    pub name: Option<DisplayName>,
    /// All of them anew.
    pub origins: Option<Vec<Origin>>,
    pub mask_type: Option<MaskType>,
    pub css_selectors: Option<Option<SelectorList>>,
    pub html_attributes: Option<Option<AttributeList>>,
    pub private_by_default: Option<bool>,
    pub unmask_css_selectors: Option<Option<SelectorList>>,
    pub accent: Option<Option<Accent>>,
    pub heading: Option<Option<Line<80>>>,
    pub button_text: Option<Option<Line<40>>>,
    pub hint: Option<Option<Line<160>>>,
    pub language: Option<Option<Language>>,
    pub position: Option<Option<Position>>,
    pub waiting_list: Option<bool>,
    pub skill: Option<Option<SkillTag>>,
    pub ticket_url: Option<Option<TicketUrl>>,
    pub record_url: Option<Option<RecordUrl>>,
    pub identity_key: Option<Option<IdentityKey>>,
}

impl SiteChange {
    /// The site with what is to be changed.
    pub(super) fn applied_to(self, site: HostSite) -> HostSite {
        let (mask, branding, desk) = (site.mask, site.branding, site.desk);
        HostSite {
            name: self.name.unwrap_or(site.name),
            origins: self.origins.unwrap_or(site.origins),
            mask: MaskDefaults {
                mask_type: self.mask_type.unwrap_or(mask.mask_type),
                css_selectors: self.css_selectors.unwrap_or(mask.css_selectors),
                html_attributes: self.html_attributes.unwrap_or(mask.html_attributes),
                private_by_default: self.private_by_default.unwrap_or(mask.private_by_default),
                unmask_css_selectors: self.unmask_css_selectors.unwrap_or(mask.unmask_css_selectors),
            },
            branding: Branding {
                accent: self.accent.unwrap_or(branding.accent),
                heading: self.heading.unwrap_or(branding.heading),
                button_text: self.button_text.unwrap_or(branding.button_text),
                hint: self.hint.unwrap_or(branding.hint),
                language: self.language.unwrap_or(branding.language),
                position: self.position.unwrap_or(branding.position),
            },
            desk: DeskOptions {
                waiting_list: self.waiting_list.unwrap_or(desk.waiting_list),
                skill: self.skill.unwrap_or(desk.skill),
                ticket_url: self.ticket_url.unwrap_or(desk.ticket_url),
                record_url: self.record_url.unwrap_or(desk.record_url),
            },
            identity_key: self.identity_key.unwrap_or(site.identity_key),
            ..site
        }
    }
}
