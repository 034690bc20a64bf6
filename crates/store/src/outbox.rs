//! What has to be sent. An entry goes only on a receipt whose heads match (see `apply`).

use crate::{Store, StoreError};
use dossier::document::Heads;
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
        let mut found = Vec::new();
        let mut bytes = 0usize;
        for (id, known) in waiting {
            let Some(id) = DocumentId::from_slice(&id) else { continue };
            if except.contains(&id) {
                continue;
            }
            if bytes >= budget_bytes {
                return Ok((found, true));
            }
            if let Some(out) = self.message_for(id, known)? {
                bytes = bytes.saturating_add(out.message.len());
                found.push(out);
            }
        }
        Ok((found, false))
    }

    fn message_for(&mut self, id: DocumentId, known: Known) -> Result<Option<Outgoing>, StoreError> {
        let home = known.commune.filter(|code| !code.is_empty()).map(CommuneCode::new);
        let Some(shared) = known.shared else {
            // A repair, or it left this device: the document is not here, ask for all of it.
            return Ok(Some(Outgoing {
                document: id,
                heads: Heads::default(),
                message: exchange::ask_for_whole(),
                home,
            }));
        };
        let shared = Heads::from_bytes(&shared).unwrap_or_default();
        let document = match self.take_as_it_is(id) {
            Ok((document, _)) => document,
            Err(StoreError::DocumentDamaged { document, cause }) => {
                tracing::error!(%document, %cause, "a stored document does not read back; the server's is asked for");
                return Ok(Some(Outgoing {
                    document: id,
                    heads: Heads::default(),
                    message: exchange::ask_for_whole(),
                    home,
                }));
            }
            Err(other) => return Err(other),
        };
        let heads = document.heads();
        let message = exchange::push_message(&document, &shared);
        self.open = Some((id, document));
        Ok(message.map(|message| Outgoing { document: id, heads, message, home }))
    }
}
