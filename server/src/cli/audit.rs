//! `audit`: whether the chain holds, its last line for safe keeping, and all of it for an inspection.

use super::CliError;
use super::target::Target;
use crate::audit::{self, head_text};
use crate::store::Audit;
use crate::store::audit::Head;
use std::io::{self, Write};

pub(super) fn verify(target: &Target, noted: &[Head]) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let verified = audit::verify(&store, &commune.code, noted)?;
    println!("{} ({}): {} lines follow one another.", commune.name, commune.code, verified.lines);
    if let Some(broken) = verified.broken {
        return Err(CliError::AuditBroken { broken });
    }
    for head in noted {
        println!("Line {} is the one that was noted.", head.id);
    }
    match verified.head {
        Some(head) => tell(&head),
        None => println!("Nothing has happened yet."),
    }
    Ok(())
}

pub(super) fn head(target: &Target) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    match store.audit_head(&commune.code)? {
        Some(head) => tell(&head),
        None => println!("Nothing has happened yet."),
    }
    Ok(())
}

fn tell(head: &Head) {
    println!("Note the last line on paper or on another machine, and give it to --noted the next time:");
    println!("{}", head_text(head));
}

pub(super) fn export(target: &Target, after: i64) -> Result<(), CliError> {
    let (store, commune) = target.open()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let failed = |source| CliError::Io { action: "write the export", source };
    let count = audit::export(&store, &commune.code, after, |line| writeln!(out, "{line}").map_err(failed))?;
    out.flush().map_err(failed)?;
    eprintln!("{count} lines were written.");
    Ok(())
}
