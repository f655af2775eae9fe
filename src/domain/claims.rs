//! What the tokens of both roles say (Zoom reference §2).

use crate::domain::{SessionId, Time};
use crate::hex::hex;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The role of a token: a JSON number, the only difference between a customer's token and an agent's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenRole {
    Customer = 1,
    Agent = 2,
}

/// The claims of a token, exactly Zoom's, in Zoom's order (\[DZ-AUTH\]); `sid` is ours and absent in zoom mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The SDK key.
    pub app_key: String,
    /// 1 customer, 2 agent.
    pub role_type: u8,
    /// Seconds since 1970.
    pub iat: i64,
    /// Seconds since 1970; 1800 to 172800 after `iat`.
    pub exp: i64,
    /// Unique within the session: two users of one session never share it (\[DZ-AUTH\]).
    pub user_id: String,
    /// At most 80 characters.
    pub user_name: String,
    /// 1: the customer brings the PIN (BYOP); absent otherwise (\[DZ-AUTH, DZ-BYOP\]). In both roles' tokens, as
    /// \[BYOP-T\] has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_byop: Option<u8>,
    /// The session a token of our own belongs to. Zoom documents no such claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<SessionId>,
}

/// The shortest life Zoom accepts, seconds (\[DZ-AUTH\]).
pub const SHORTEST_LIFE: i64 = 1_800;
/// The longest life Zoom accepts, seconds (\[DZ-AUTH\]).
pub const LONGEST_LIFE: i64 = 172_800;
/// Tokens are dated this far back, so that a clock a little behind ours accepts them (\[QS-H\]). Zoom counts the life from
/// `iat` (\[DZ-AUTH\]), so a token of 1800 s is good for 1770 s from now.
pub const BACKDATED: TimeDelta = TimeDelta::seconds(30);
/// A token from further in the future than this is refused.
pub const SKEW: TimeDelta = TimeDelta::seconds(60);

/// Why a token is not good. All of them are `2001 TOKEN_INVALID` to the outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidClaims {
    #[error("it belongs to another SDK key")]
    OtherKey,
    #[error("its role_type is another")]
    OtherRole,
    #[error("it lives shorter than 1800 s or longer than 48 h")]
    Life,
    #[error("it has expired")]
    Expired,
    #[error("it comes from the future")]
    Future,
    #[error("user_id is empty or longer than 80, or user_name is longer than 80")]
    User,
}

impl Claims {
    /// Checks everything a signature does not say (Zoom reference §2.2, recommendation for the engine).
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn check(&self, sdk_key: &str, role: TokenRole, now: Time) -> Result<(), InvalidClaims> {
        let units = |text: &str| text.encode_utf16().count();
        let life = self.exp.checked_sub(self.iat).unwrap_or(0);
        match () {
            () if self.app_key != sdk_key => Err(InvalidClaims::OtherKey),
            () if self.role_type != role as u8 => Err(InvalidClaims::OtherRole),
            () if !(SHORTEST_LIFE..=LONGEST_LIFE).contains(&life) => Err(InvalidClaims::Life),
            () if self.exp <= now.timestamp() => Err(InvalidClaims::Expired),
            () if self.iat > (now + SKEW).timestamp() => Err(InvalidClaims::Future),
            () if self.user_id.is_empty() || units(&self.user_id) > 80 || units(&self.user_name) > 80 => {
                Err(InvalidClaims::User)
            }
            () => Ok(()),
        }
    }

    /// Whether the customer is to bring a PIN.
    pub fn brings_pin(&self) -> bool {
        self.enable_byop == Some(1)
    }
}

/// Stands for the `user_id` of a token that was made elsewhere, where the id itself (often an e-mail address) should not
/// be kept: 16 hexadecimal digits of its SHA-256.
pub fn token_user(user_id: &str) -> String {
    hex(&Sha256::digest(user_id.as_bytes())[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Time {
        Time::from_timestamp(1_700_000_100, 0).unwrap()
    }

    fn claims() -> Claims {
        Claims {
            app_key: "KEY".into(),
            role_type: 1,
            iat: 1_700_000_000,
            exp: 1_700_007_200,
            user_id: "cust-1".into(),
            user_name: "Customer One".into(),
            enable_byop: None,
            sid: None,
        }
    }

    fn check(change: impl FnOnce(&mut Claims)) -> Result<(), InvalidClaims> {
        let mut claims = claims();
        change(&mut claims);
        claims.check("KEY", TokenRole::Customer, now())
    }

    #[test]
    fn a_token_is_good_in_its_own_role_only() {
        assert_eq!(check(|_| ()), Ok(()));
        assert_eq!(claims().check("KEY", TokenRole::Agent, now()), Err(InvalidClaims::OtherRole));
        assert_eq!(check(|c| c.app_key = "API_KEY".into()), Err(InvalidClaims::OtherKey));
    }

    #[test]
    fn its_life_is_half_an_hour_to_two_days() {
        for (life, expected) in
            [(1_799, Err(InvalidClaims::Life)), (1_800, Ok(())), (172_800, Ok(())), (172_801, Err(InvalidClaims::Life))]
        {
            assert_eq!(check(|c| c.exp = c.iat + life), expected, "{life}");
        }
        assert_eq!(check(|c| (c.iat, c.exp) = (i64::MIN, i64::MAX)), Err(InvalidClaims::Life));
    }

    #[test]
    fn it_is_refused_from_the_second_it_expires() {
        assert_eq!(check(|c| (c.iat, c.exp) = (1_699_990_000, 1_700_000_100)), Err(InvalidClaims::Expired));
        assert_eq!(check(|c| (c.iat, c.exp) = (1_699_990_000, 1_700_000_101)), Ok(()));
        assert_eq!(check(|c| (c.iat, c.exp) = (1_700_000_161, 1_700_009_000)), Err(InvalidClaims::Future));
        assert_eq!(check(|c| (c.iat, c.exp) = (1_700_000_160, 1_700_009_000)), Ok(()));
    }

    #[test]
    fn a_user_has_an_id_and_a_name_that_fits() {
        assert_eq!(check(|c| c.user_id.clear()), Err(InvalidClaims::User));
        assert_eq!(check(|c| c.user_name = "x".repeat(81)), Err(InvalidClaims::User));
    }
}
