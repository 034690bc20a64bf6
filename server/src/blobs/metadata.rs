//! `Upload-Metadata`: pairs of a key and a value in base64, parted by commas.

use super::bounds::MAX_METADATA;
use super::refusal::Refusal;
use data_encoding::BASE64;
use dossier::DossierId;
use std::collections::BTreeMap;
use wire::packs::FileHash;

/// What a device must say of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Metadata {
    pub sha256: FileHash,
    pub dossier: DossierId,
    /// As it came, with what else was said.
    pub text: String,
}

impl Metadata {
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let unreadable = Refusal::Unreadable { what: "Upload-Metadata" };
        if text.len() > MAX_METADATA {
            return Err(unreadable);
        }
        let Some(pairs) = pairs(text) else { return Err(unreadable) };
        let value = |key: &str| pairs.get(key).and_then(|value| std::str::from_utf8(value).ok());
        let sha256 = value("sha256").and_then(FileHash::parse);
        let dossier = value("dossier").and_then(DossierId::parse);
        Ok(Self {
            sha256: sha256.ok_or(Refusal::Unreadable { what: "sha256 in Upload-Metadata" })?,
            dossier: dossier.ok_or(Refusal::Unreadable { what: "dossier in Upload-Metadata" })?,
            text: text.to_owned(),
        })
    }
}

/// `None`: not what tus describes, or a key twice.
fn pairs(text: &str) -> Option<BTreeMap<&str, Vec<u8>>> {
    let mut pairs = BTreeMap::new();
    for pair in text.split(',') {
        let pair = pair.trim_matches(' ');
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = BASE64.decode(value.as_bytes()).ok()?;
        if key.is_empty() || !key.is_ascii() || pairs.insert(key, value).is_some() {
            return None;
        }
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(key: &str, value: &str) -> String {
        format!("{key} {}", BASE64.encode(value.as_bytes()))
    }

    #[test]
    fn hash_and_dossier_are_read_among_other_pairs() {
        let hash = FileHash([0xa7; 32]);
        let dossier = DossierId::from_bytes([3; 16]);
        let text = [
            pair("filename", "ảnh mẫu.jpg"),
            "is_confidential".to_owned(),
            pair("sha256", &hash.to_string()),
            pair("dossier", &dossier.to_string()),
        ];
        for text in [text.join(","), text.join(", ")] {
            let read = Metadata::parse(&text).unwrap();
            assert_eq!(read, Metadata { sha256: hash, dossier, text });
        }
    }

    #[test]
    fn what_is_missing_or_unreadable_is_refused() {
        let hash = pair("sha256", &"a7".repeat(32));
        let dossier = pair("dossier", &DossierId::from_bytes([3; 16]).to_string());
        let bad = [
            String::new(),
            ",".to_owned(),
            hash.clone(),
            dossier.clone(),
            format!("{hash},{dossier},"),
            format!("{hash},{hash},{dossier}"),
            format!("{hash},sha256 !!!,{dossier}"),
            format!("{hash},dossier a,{dossier}"),
            format!("{},{dossier}", pair("sha256", "a7")),
            format!("{},{dossier}", pair("sha256", &"A7".repeat(32))),
            format!("{},{dossier}", pair("sha256", &"../".repeat(21))),
            format!("{hash},{}", pair("dossier", "../../etc")),
            format!("{hash},dossier ////"),
            format!("{hash},{dossier},{}", pair("filename", &"x".repeat(1024))),
        ];
        for text in bad {
            assert!(matches!(Metadata::parse(&text), Err(Refusal::Unreadable { .. })), "{text}");
        }
    }
}
