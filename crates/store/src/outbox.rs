//! What has to be sent. An entry goes only on a receipt whose heads match (see `apply`).

use crate::{Store, StoreError};
use dossier::document::Heads;
use dossier::{DocumentId, Timestamp};
use rusqlite::{Transaction, params};
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

impl Store {
    /// How many documents wait.
    pub fn waiting(&self) -> Result<u32, StoreError> {
        Ok(self.connection.prepare_cached("SELECT count(*) FROM outbox")?.query_row([], |row| row.get(0))?)
    }

    /// The next documents to send, urgent first, newest first, up to `budget_bytes` of messages (one at
    /// least), and whether more wait. A document that cannot be read must not hold back the others: the
    /// server's copy of it is asked for.
    pub fn outgoing(
        &mut self,
        budget_bytes: usize,
        except: &HashSet<DocumentId>,
    ) -> Result<(Vec<Outgoing>, bool), StoreError> {
        let waiting: Vec<(Vec<u8>, Option<Vec<u8>>)> = self
            .connection
            .prepare_cached(
                "SELECT outbox.document, document.shared_heads FROM outbox
                 LEFT JOIN document ON document.id = outbox.document
                 ORDER BY outbox.urgency DESC, outbox.since_ms DESC",
            )?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let mut found = Vec::new();
        let mut bytes = 0usize;
        for (id, shared) in waiting {
            let Some(id) = DocumentId::from_slice(&id) else { continue };
            if except.contains(&id) {
                continue;
            }
            if bytes >= budget_bytes {
                return Ok((found, true));
            }
            if let Some(out) = self.message_for(id, shared)? {
                bytes = bytes.saturating_add(out.message.len());
                found.push(out);
            }
        }
        Ok((found, false))
    }

    fn message_for(
        &mut self,
        id: DocumentId,
        shared: Option<Vec<u8>>,
    ) -> Result<Option<Outgoing>, StoreError> {
        let Some(shared) = shared else {
            // A repair: the document is not here yet, ask for all of it.
            return Ok(Some(Outgoing {
                document: id,
                heads: Heads::default(),
                message: exchange::ask_for_whole(),
            }));
        };
        let shared = Heads::from_bytes(&shared).unwrap_or_default();
        let document = match self.take_open(id) {
            Ok(document) => document,
            Err(StoreError::DocumentDamaged { document, cause }) => {
                tracing::error!(%document, %cause, "a stored document does not read back; the server's is asked for");
                return Ok(Some(Outgoing {
                    document: id,
                    heads: Heads::default(),
                    message: exchange::ask_for_whole(),
                }));
            }
            Err(other) => return Err(other),
        };
        let heads = document.heads();
        let message = exchange::push_message(&document, &shared);
        self.open = Some((id, document));
        Ok(message.map(|message| Outgoing { document: id, heads, message }))
    }
}
