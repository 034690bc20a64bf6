//! Writes genuine messages for the fuzzers to start from: `fuzz/README.md`.

use hostile::scenes;
use std::error::Error;
use std::path::PathBuf;
use sync::frame::{Coding, encode_request};
use wire::sync::{PROTOCOL, Push, SyncRequest};

fn main() -> Result<(), Box<dyn Error>> {
    let corpus = PathBuf::from(std::env::args().nth(1).ok_or("where to?")?);
    let (admission, frame) = (corpus.join("admission"), corpus.join("frame"));
    std::fs::create_dir_all(&admission)?;
    std::fs::create_dir_all(&frame)?;
    for (number, scene) in scenes::all()?.into_iter().enumerate() {
        let message = scene.message.write();
        let kind = if scene.stored.is_some() { 7 } else { 3 };
        std::fs::write(admission.join(format!("scene-{number}")), [&[kind], message.as_slice()].concat())?;
        let request = SyncRequest {
            protocol: PROTOCOL,
            cursor: 812,
            server_epoch: 7,
            scope_epoch: 1,
            catalogue: 0,
            below: None,
            push: vec![Push { document: dossier::DocumentId::from_bytes([9; 16]), message, home: None }],
            budget: 1_000,
        };
        let body = encode_request(&request, Coding::Quick)?;
        std::fs::write(frame.join(format!("scene-{number}")), [&[0], body.as_slice()].concat())?;
        let plain = sync::frame::decode_file(&body, 1 << 20)?;
        std::fs::write(frame.join(format!("plain-{number}")), [&[1], plain.as_slice()].concat())?;
    }
    Ok(())
}
