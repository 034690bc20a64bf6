//! What has to be sent. An entry goes only on a receipt whose heads match (see `apply`).

use crate::{Store, StoreError, cores};
use dossier::document::{Document, Heads};
use dossier::{CommuneCode, DocumentId, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::HashSet;
use sync::exchange;
use sync::session::Outgoing;

/// What goes first when the link is slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    Ordinary,
    /// The dossier that is being worked on.
    InHand,
    /// Handed over to the office.
    HandedOver,
}

impl Urgency {
    const fn as_i64(self) -> i64 {
        match self {
            Self::Ordinary => 0,
            Self::InHand => 1,
            Self::HandedOver => 2,
        }
    }
}

/// What the store knows of a document that waits.
struct Known {
    /// `None`: no content of it is here.
    shared: Option<Vec<u8>>,
    /// The commune that it was shared with, when it is another one than this device's.
    commune: Option<String>,
}

pub(crate) fn put(
    tx: &Transaction<'_>,
    id: DocumentId,
    urgency: Urgency,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO outbox (document, since_ms, urgency) VALUES (?1, ?2, ?3)
         ON CONFLICT (document) DO UPDATE SET urgency = max(urgency, excluded.urgency), refused = ''
         WHERE urgency < excluded.urgency OR refused <> ''",
    )?
    .execute(params![id.as_bytes(), now.millis(), urgency.as_i64()])?;
    Ok(())
}

/// The server has all of it.
pub(crate) fn forget(tx: &Transaction<'_>, id: DocumentId) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM outbox WHERE document = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// The receipt: only when the server has every change that is here, the document is out of the outbox.
pub(crate) fn forget_if_sent(
    tx: &Transaction<'_>,
    id: DocumentId,
    document: &Document,
    server_heads: &Heads,
) -> Result<(), StoreError> {
    if document.heads() == *server_heads || document.changes_since(server_heads).is_empty() {
        forget(tx, id)?;
    }
    Ok(())
}

impl Store {
    /// How many documents wait.
    pub fn waiting(&self) -> Result<u32, StoreError> {
        Ok(self.connection.prepare_cached("SELECT count(*) FROM outbox")?.query_row([], |row| row.get(0))?)
    }

    /// Whether a document waits; `None` when it is not here.
    pub fn waits(&self, id: DocumentId) -> Result<Option<bool>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM outbox WHERE document = ?1) FROM document WHERE id = ?1",
            )?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?)
    }

    /// The next documents to send, urgent first, newest first, up to `budget_bytes` of messages (one at
    /// least), and whether more wait. A document that cannot be read must not hold back the others: the
    /// server's copy of it is asked for.
    pub fn outgoing(
        &mut self,
        budget_bytes: usize,
        except: &HashSet<DocumentId>,
    ) -> Result<(Vec<Outgoing>, bool), StoreError> {
        let waiting: Vec<(Vec<u8>, Known)> = self
            .connection
            .prepare_cached(
                // What is to be sent whole is sent as if nothing had been shared.
                "SELECT outbox.document, iif(outbox.whole AND document.id IS NOT NULL, x'', document.shared_heads),
                        nullif(document.commune, device.commune)
                 FROM outbox JOIN device
                 LEFT JOIN document ON document.id = outbox.document AND document.away = 0
                 ORDER BY outbox.urgency DESC, outbox.since_ms DESC",
            )?
            .query_map([], |row| Ok((row.get(0)?, Known { shared: row.get(1)?, commune: row.get(2)? })))?
            .collect::<Result<_, _>>()?;
        let waiting: Vec<(DocumentId, Known)> = waiting
            .into_iter()
            .filter_map(|(id, known)| Some((DocumentId::from_slice(&id)?, known)))
            .filter(|(id, _)| !except.contains(id))
            .collect();
        let mut found = Vec::new();
        let mut bytes = 0usize;
        for some in waiting.chunks(AT_ONCE) {
            if bytes >= budget_bytes {
                return Ok((found, true));
            }
            let messages = match some {
                [(id, known)] => vec![self.message_for(*id, known)?],
                several => self.messages_for(several)?,
            };
            let mut messages = messages.into_iter().flatten();
            for out in messages.by_ref() {
                if bytes >= budget_bytes {
                    return Ok((found, true));
                }
                bytes = bytes.saturating_add(out.message.len());
                found.push(out);
            }
        }
        Ok((found, false))
    }

    /// Several are read one after the other, and opened on every core.
    fn messages_for(&mut self, several: &[(DocumentId, Known)]) -> Result<Vec<Option<Outgoing>>, StoreError> {
        let mut read = Vec::with_capacity(several.len());
        for (id, known) in several {
            let stored = if known.shared.is_some() { Some(self.stored(*id)?) } else { None };
            read.push((*id, known, stored));
        }
        let opened = cores::map(&read, |(id, known, stored)| {
            let document = stored.as_ref().map(|stored| stored.open().map(|(document, _)| document));
            outgoing_of(*id, known, document).map(|(out, _)| out)
        });
        opened.into_iter().collect()
    }

    fn message_for(&mut self, id: DocumentId, known: &Known) -> Result<Option<Outgoing>, StoreError> {
        let here = known.shared.is_some();
        let document = here.then(|| self.take_as_it_is(id).map(|(document, _)| document));
        let (out, document) = outgoing_of(id, known, document)?;
        self.open = document.map(|document| (id, document));
        Ok(out)
    }
}

/// So many are opened at a time: a small budget must not read the whole outbox.
const AT_ONCE: usize = 32;

/// What goes out of one document, and the document where it could be opened. One that cannot be read is asked for: the
/// server has it, or tells that it has nothing.
fn outgoing_of(
    id: DocumentId,
    known: &Known,
    document: Option<Result<Document, StoreError>>,
) -> Result<(Option<Outgoing>, Option<Document>), StoreError> {
    let home = known.commune.as_deref().filter(|code| !code.is_empty()).map(CommuneCode::new);
    let ask =
        |home| Outgoing { document: id, heads: Heads::default(), message: exchange::ask_for_whole(), home };
    let document = match document {
        // A repair, or it left this device: the document is not here.
        None => return Ok((Some(ask(home)), None)),
        Some(Ok(document)) => document,
        Some(Err(StoreError::DocumentDamaged { document, cause })) => {
            tracing::error!(%document, %cause, "a stored document does not read back; the server's is asked for");
            return Ok((Some(ask(home)), None));
        }
        Some(Err(other)) => return Err(other),
    };
    let shared = known.shared.as_deref().and_then(Heads::from_bytes).unwrap_or_default();
    let heads = document.heads();
    let out = exchange::push_message(&document, &shared);
    Ok((out.map(|message| Outgoing { document: id, heads, message, home }), Some(document)))
}
