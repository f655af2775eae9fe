//! The key that checks a site's assertions. One algorithm for each site, fixed with its key (hardening §4).

use ed25519_dalek::pkcs8::{DecodePublicKey, Document};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// Bytes of a shared secret at least (RFC 7518 §3.2 asks for the size of the hash).
pub const SHORTEST_SECRET: usize = 32;
const LONGEST_SECRET: usize = 512;
/// A secret of fewer different characters was made by nobody's random source.
const FEWEST_DIFFERENT: usize = 8;

/// How a site's back end signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityAlgorithm {
    /// Ed25519.
    EdDsa,
    /// ECDSA over P-256.
    Es256,
    /// A secret that both sides have.
    Hs256,
}

impl IdentityAlgorithm {
    pub const ALL: [Self; 3] = [Self::EdDsa, Self::Es256, Self::Hs256];

    /// The value of `alg` in the header (RFC 7518 §3.1, RFC 8037 §3.1).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
            Self::Hs256 => "HS256",
        }
    }
}

/// The key of one site. What it prints tells no secret.
#[derive(Clone)]
pub enum IdentityKey {
    /// As PEM, and the 32 bytes of the key.
    EdDsa(String, [u8; 32]),
    /// As PEM, and the uncompressed point of 65 bytes.
    Es256(String, Vec<u8>),
    /// The bytes of the text are the key.
    Hs256(SecretString),
}

/// What is wrong with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKey {
    #[error("This is a private key. Keep it on the website's server, and give its public half: openssl pkey -pubout.")]
    Private,
    #[error("This is not the public key of Ed25519 or P-256 in PEM (BEGIN PUBLIC KEY).")]
    NoPublicKey,
    #[error("A shared secret has 32 to 512 visible ASCII characters, and more than a few different ones.")]
    WeakSecret,
}

impl IdentityKey {
    pub fn algorithm(&self) -> IdentityAlgorithm {
        match self {
            Self::EdDsa(..) => IdentityAlgorithm::EdDsa,
            Self::Es256(..) => IdentityAlgorithm::Es256,
            Self::Hs256(_) => IdentityAlgorithm::Hs256,
        }
    }

    /// The text it was read from: for the database, and nowhere else.
    pub fn expose(&self) -> &str {
        match self {
            Self::EdDsa(pem, _) | Self::Es256(pem, _) => pem,
            Self::Hs256(secret) => secret.expose_secret(),
        }
    }

    /// SHA-256 over the public key in DER, as `openssl pkey -pubin -outform der | openssl sha256` has it, in pairs of
    /// hexadecimal digits. Nothing of a secret, not even that.
    pub fn fingerprint(&self) -> Option<String> {
        let pem = self.public_pem()?;
        let (_, der) = Document::from_pem(pem).ok()?;
        let pairs: Vec<_> = Sha256::digest(der.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        Some(pairs.join(":"))
    }

    /// The public key as PEM; nothing of a secret.
    pub fn public_pem(&self) -> Option<&str> {
        match self {
            Self::EdDsa(pem, _) | Self::Es256(pem, _) => Some(pem),
            Self::Hs256(_) => None,
        }
    }
}

impl FromStr for IdentityKey {
    type Err = InvalidKey;

    /// A public key in PEM, or else a shared secret.
    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let text = text.trim();
        match text.contains("-----BEGIN") {
            true if text.contains("PRIVATE KEY-----") => Err(InvalidKey::Private),
            true => public_key(&text.replace("\r\n", "\n")),
            false => secret(text),
        }
    }
}

fn public_key(pem: &str) -> Result<IdentityKey, InvalidKey> {
    if let Ok(key) = ed25519_dalek::VerifyingKey::from_public_key_pem(pem) {
        // anybody could sign for a key of small order
        return if key.is_weak() {
            Err(InvalidKey::NoPublicKey)
        } else {
            Ok(IdentityKey::EdDsa(pem.into(), key.to_bytes()))
        };
    }
    let key = p256::PublicKey::from_public_key_pem(pem).map_err(|_| InvalidKey::NoPublicKey)?;
    Ok(IdentityKey::Es256(pem.into(), key.to_encoded_point(false).as_bytes().to_vec()))
}

fn secret(text: &str) -> Result<IdentityKey, InvalidKey> {
    let mut different: Vec<u8> = text.bytes().collect();
    different.sort_unstable();
    different.dedup();
    let fits = (SHORTEST_SECRET..=LONGEST_SECRET).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_graphic())
        && different.len() >= FEWEST_DIFFERENT;
    if fits { Ok(IdentityKey::Hs256(SecretString::from(text))) } else { Err(InvalidKey::WeakSecret) }
}

impl PartialEq for IdentityKey {
    fn eq(&self, other: &Self) -> bool {
        self.algorithm() == other.algorithm() && self.expose() == other.expose()
    }
}

impl fmt::Debug for IdentityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdentityKey({})", self.algorithm().as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{ED25519, P256, SECRET};
    use super::*;

    #[test]
    fn the_form_of_a_key_says_what_it_is_for() {
        let algorithm = |text: &str| text.parse::<IdentityKey>().map(|key| key.algorithm());
        assert_eq!(algorithm(ED25519), Ok(IdentityAlgorithm::EdDsa));
        assert_eq!(algorithm(&format!("\n{ED25519}\n").replace('\n', "\r\n")), Ok(IdentityAlgorithm::EdDsa));
        assert_eq!(algorithm(SECRET), Ok(IdentityAlgorithm::Hs256));
    }

    #[test]
    fn what_would_be_a_weak_or_a_leaked_key_is_refused() {
        let private = include_str!("../../../tests/fixtures/identity/ed25519.private.pem");
        for (text, why) in [
            (private, InvalidKey::Private),
            ("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----", InvalidKey::Private),
            ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", InvalidKey::NoPublicKey),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", InvalidKey::NoPublicKey),
            // the point of order one: every signature of it holds
            (
                "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n-----END PUBLIC KEY-----",
                InvalidKey::NoPublicKey,
            ),
            ("", InvalidKey::WeakSecret),
            ("0123456789abcdef0123456789abcde", InvalidKey::WeakSecret),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", InvalidKey::WeakSecret),
            ("a secret with blanks in it, long enough otherwise", InvalidKey::WeakSecret),
        ] {
            assert_eq!(text.parse::<IdentityKey>(), Err(why), "{text:?}");
        }
    }

    #[test]
    fn a_secret_is_not_printed() {
        let key: IdentityKey = SECRET.parse().unwrap();
        assert_eq!((format!("{key:?}").as_str(), key.public_pem()), ("IdentityKey(HS256)", None));
        assert_eq!(key.fingerprint(), None);
    }

    #[test]
    fn a_public_key_has_the_fingerprint_that_openssl_says() {
        for (pem, begins) in [(ED25519, "ae:da:fd:28:c2:3a:20:c2"), (P256, "95:7c:88:fe:24:f2:68:69")] {
            let fingerprint = pem.parse::<IdentityKey>().unwrap().fingerprint().unwrap();
            assert_eq!((fingerprint.len(), &fingerprint[..23]), (95, begins));
        }
    }

    #[test]
    fn a_key_of_p256_is_its_point() {
        let Ok(IdentityKey::Es256(_, point)) = P256.parse() else { panic!("a key of P-256") };
        assert_eq!((point.len(), point[0]), (65, 4));
    }
}
