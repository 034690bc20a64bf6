//! Digests and base64.

use super::{Function, of, run};
use crate::xpath::ExprError;
use crate::xpath::value::Val;
use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{NO_PAD, STANDARD};
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use sha2::Digest;

/// What ends without padding, and with bits that no byte has.
const LENIENT: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, NO_PAD_LENIENT);
const NO_PAD_LENIENT: GeneralPurposeConfig = NO_PAD.with_decode_allow_trailing_bits(true);

pub(super) const TABLE: &[Function] = &[
    of(
        "digest",
        2,
        3,
        run!(|given| {
            let (text, algorithm) = (given.text(0)?, given.text(1)?);
            let encoding = if given.count() > 2 { given.text(2)? } else { "base64".into() };
            given.evaluator.spend(text.len() / 8)?;
            let bytes = text.as_bytes();
            let digest = match algorithm.to_ascii_lowercase().as_str() {
                "md5" => md5::Md5::digest(bytes).to_vec(),
                "sha-1" => sha1::Sha1::digest(bytes).to_vec(),
                "sha-256" => sha2::Sha256::digest(bytes).to_vec(),
                "sha-384" => sha2::Sha384::digest(bytes).to_vec(),
                "sha-512" => sha2::Sha512::digest(bytes).to_vec(),
                _ => {
                    return Err(ExprError::BadArgument {
                        function: "digest",
                        expected: "MD5, SHA-1, SHA-256, SHA-384 or SHA-512",
                        found: algorithm.into_owned(),
                    });
                }
            };
            match encoding.to_ascii_lowercase().as_str() {
                "base64" => given.evaluator.made(STANDARD.encode(&digest)),
                "hex" => given.evaluator.made(digest.iter().map(|byte| format!("{byte:02x}")).collect()),
                _ => Err(ExprError::BadArgument {
                    function: "digest",
                    expected: "hex or base64",
                    found: encoding.into_owned(),
                }),
            }
        }),
    ),
    of(
        "base64-decode",
        1,
        1,
        run!(|given| {
            let text = given.text(0)?;
            let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            // What was encoded in parts has padding within.
            let decoded: Result<Vec<_>, _> = plain.split('=').map(|part| LENIENT.decode(part)).collect();
            match decoded {
                Ok(parts) => given.evaluator.made(String::from_utf8_lossy(&parts.concat()).into_owned()),
                Err(_) => Ok(Val::EMPTY),
            }
        }),
    ),
    of("base64-encode", 1, 1, run!(|given| given.evaluator.made(STANDARD.encode(given.text(0)?.as_bytes())))),
];
