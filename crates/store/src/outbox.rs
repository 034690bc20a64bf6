//! What has to be sent. An entry goes only on a receipt whose heads match (see `apply`).

use crate::documents::Stored;
use crate::{Store, StoreError, cores};
use dossier::document::{Document, Heads};
use dossier::{CommuneCode, DocumentId, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::{HashMap, HashSet};
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
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    /// `None`: no content of it is here.
    shared: Option<Vec<u8>>,
    /// The commune that it was shared with, when it is another one than this device's.
    commune: Option<String>,
    /// Its version; `None` as for `shared`.
    heads: Option<Vec<u8>>,
}

/// Messages that were made before they were asked for, or beyond what was. Each is good for as long as what is known of
/// its document is the same.
#[derive(Debug, Default)]
pub(crate) struct Prepared(HashMap<DocumentId, (Known, Outgoing)>);

impl Prepared {
    fn keep(&mut self, known: Known, out: Outgoing) {
        self.0.insert(out.document, (known, out));
    }

    fn take(&mut self, id: DocumentId, known: &Known) -> Option<Outgoing> {
        self.0.remove(&id).filter(|(then, _)| then == known).map(|(_, out)| out)
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
        let (found, more) = self.next_out(budget_bytes, except)?;
        if !more {
            self.prepared = Prepared::default();
        }
        Ok((found.into_iter().map(|(_, out)| out).collect(), more))
    }

    /// Opens what [`Store::outgoing`] would answer now, and keeps it for then.
    pub fn prepare_outgoing(
        &mut self,
        budget_bytes: usize,
        except: &HashSet<DocumentId>,
    ) -> Result<(), StoreError> {
        let (found, _) = self.next_out(budget_bytes, except)?;
        for (known, out) in found {
            self.prepared.keep(known, out);
        }
        Ok(())
    }

    fn next_out(
        &mut self,
        budget_bytes: usize,
        except: &HashSet<DocumentId>,
    ) -> Result<(Vec<(Known, Outgoing)>, bool), StoreError> {
        let waiting: Vec<(Vec<u8>, Known)> = self
            .connection
            .prepare_cached(
                // What is to be sent whole is sent as if nothing had been shared.
                "SELECT outbox.document, iif(outbox.whole AND document.id IS NOT NULL, x'', document.shared_heads),
                        nullif(document.commune, device.commune), document.heads
                 FROM outbox JOIN device
                 LEFT JOIN document ON document.id = outbox.document AND document.away = 0
                 ORDER BY outbox.urgency DESC, outbox.since_ms DESC",
            )?
            .query_map([], |row| {
                let known = Known { shared: row.get(1)?, commune: row.get(2)?, heads: row.get(3)? };
                Ok((row.get(0)?, known))
            })?
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
            let messages = self.messages_for(some)?;
            let mut left_over = false;
            for ((_, known), out) in some.iter().zip(messages) {
                let Some(out) = out else { continue };
                if bytes >= budget_bytes {
                    left_over = true;
                    self.prepared.keep(known.clone(), out);
                } else {
                    bytes = bytes.saturating_add(out.message.len());
                    found.push((known.clone(), out));
                }
            }
            if left_over {
                return Ok((found, true));
            }
        }
        Ok((found, false))
    }

    /// One for each, in order, as far as there is anything to say of it.
    fn messages_for(&mut self, some: &[(DocumentId, Known)]) -> Result<Vec<Option<Outgoing>>, StoreError> {
        let mut messages: Vec<Option<Outgoing>> =
            some.iter().map(|(id, known)| self.prepared.take(*id, known)).collect();
        let left: Vec<&(DocumentId, Known)> =
            some.iter().zip(&messages).filter(|(_, ready)| ready.is_none()).map(|(one, _)| one).collect();
        let opened = match left.as_slice() {
            [(id, known)] => vec![self.message_for(*id, known)?],
            several => self.open_several(several)?,
        };
        let mut opened = opened.into_iter();
        for message in messages.iter_mut().filter(|message| message.is_none()) {
            *message = opened.next().flatten();
        }
        Ok(messages)
    }

    /// Several are read one after the other, and opened on every core.
    fn open_several(
        &mut self,
        several: &[&(DocumentId, Known)],
    ) -> Result<Vec<Option<Outgoing>>, StoreError> {
        let mut read = Vec::with_capacity(several.len());
        for (id, known) in several {
            let stored = if known.shared.is_some() { Some(self.stored(*id)?) } else { None };
            read.push((*id, known, stored));
        }
        let opened = cores::map(&read, |(id, known, stored)| {
            if let Some(out) = stored.as_ref().and_then(|stored| whole_of(*id, known, stored)) {
                return Ok(Some(out));
            }
            let document = stored.as_ref().map(|stored| stored.open().map(|(document, _)| document));
            outgoing_of(*id, known, document).map(|(out, _)| out)
        });
        opened.into_iter().collect()
    }

    fn message_for(&mut self, id: DocumentId, known: &Known) -> Result<Option<Outgoing>, StoreError> {
        let here = known.shared.is_some();
        let is_open = self.open.as_ref().is_some_and(|(open, _)| *open == id);
        let stored = if here && !is_open { Some(self.stored(id)?) } else { None };
        if let Some(out) = stored.as_ref().and_then(|stored| whole_of(id, known, stored)) {
            return Ok(Some(out));
        }
        let document = match &stored {
            Some(stored) => Some(stored.open().map(|(document, _)| document)),
            None => here.then(|| self.take_as_it_is(id).map(|(document, _)| document)),
        };
        let (out, document) = outgoing_of(id, known, document)?;
        self.open = document.map(|document| (id, document));
        Ok(out)
    }
}

/// So many are opened at a time: a small budget must not read the whole outbox.
const AT_ONCE: usize = 32;

/// What goes out of a document that the server has nothing of, where it need not be opened for it.
fn whole_of(id: DocumentId, known: &Known, stored: &Stored) -> Option<Outgoing> {
    known.shared.as_ref().filter(|shared| shared.is_empty())?;
    let (heads, message) = stored.message()?;
    Some(Outgoing { document: id, heads, message, home: home(known) })
}

/// The commune that the server's copy is of, when it is another one than the device's.
fn home(known: &Known) -> Option<CommuneCode> {
    known.commune.as_deref().filter(|code| !code.is_empty()).map(CommuneCode::new)
}

/// What goes out of one document, and the document where it could be opened. One that cannot be read is asked for: the
/// server has it, or tells that it has nothing.
fn outgoing_of(
    id: DocumentId,
    known: &Known,
    document: Option<Result<Document, StoreError>>,
) -> Result<(Option<Outgoing>, Option<Document>), StoreError> {
    let home = home(known);
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
