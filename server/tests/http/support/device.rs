//! A volunteer's device as the server sees it: documents in memory, a cursor, a token.

use super::{Connection, Reply, send};
use ::sync::exchange;
use ::sync::frame::{self, Coding};
use dossier::document::{Actor, Document, DossierFacts, Heads};
use dossier::{AnswerText, DeviceId, DocumentId, Timestamp};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use wire::sync::{Ack, EnrolAnswer, EnrolRequest, FeedItem, PROTOCOL, Push, SyncAnswer, SyncRequest};

/// A dossier's draft by an actor of `actor`.
pub(crate) fn draft(actor: u8, child: &str) -> Document {
    let mut document = draft_of("1.001193", actor);
    answer(&mut document, "tre_ho_ten", child);
    document
}

/// The same of any procedure, without an answer.
pub(crate) fn draft_of(procedure: &str, actor: u8) -> Document {
    let facts =
        DossierFacts { procedure: procedure.into(), form_version: "2026-07-18".into(), household: None };
    Document::create_dossier(Actor([actor; 16]), &facts, Timestamp::from_millis(1)).unwrap()
}

pub(crate) fn answer(document: &mut Document, question: &str, text: &str) {
    let at = Timestamp::from_millis(1_795_000_000_000);
    document.set_answer(&question.into(), &AnswerText::new(text).unwrap(), at).unwrap();
}

pub(crate) fn hand_over(document: &mut Document) {
    document.set_submitted(Timestamp::from_millis(1_795_000_000_500)).unwrap();
}

/// Documents that a feed page speaks of, in its order.
pub(crate) fn feed_documents(answer: &SyncAnswer) -> Vec<DocumentId> {
    answer
        .feed
        .iter()
        .filter_map(|item| match item {
            FeedItem::Document { document, .. } => Some(*document),
            FeedItem::Case { .. } | FeedItem::Removed { .. } => None,
        })
        .collect()
}

#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) id: DeviceId,
    pub(crate) token: String,
    pub(crate) address: SocketAddr,
    pub(crate) request: SyncRequest,
    pub(crate) documents: BTreeMap<DocumentId, Document>,
    pub(crate) shared: BTreeMap<DocumentId, Heads>,
}

impl Device {
    pub(crate) async fn enrol(address: SocketAddr, code: &str) -> Self {
        let body = serde_json::to_vec(&EnrolRequest { protocol: PROTOCOL, code: code.to_owned() }).unwrap();
        let reply = send(address, "POST", "/v1/enrol", &[("content-type", "application/json")], &body).await;
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        let enrolled: EnrolAnswer = reply.json();
        Self {
            id: enrolled.device,
            token: enrolled.token,
            address,
            request: SyncRequest {
                protocol: PROTOCOL,
                cursor: 0,
                server_epoch: 0,
                scope_epoch: 0,
                catalogue: 0,
                push: Vec::new(),
                budget: 64 * 1024,
                below: None,
            },
            documents: BTreeMap::new(),
            shared: BTreeMap::new(),
        }
    }

    /// The push that brings the server everything it lacks of a document.
    pub(crate) fn push(&self, id: DocumentId) -> Push {
        let shared = self.shared.get(&id).cloned().unwrap_or_default();
        let message = exchange::push_message(&self.documents[&id], &shared).unwrap();
        Push { document: id, message, home: None }
    }

    /// The volunteer hands this dossier over and sends it.
    pub(crate) async fn hand_over(&mut self, id: DocumentId, mut dossier: Document) {
        hand_over(&mut dossier);
        self.documents.insert(id, dossier);
        self.sync(&[id]).await;
    }

    /// Sends the given documents, takes in everything that comes back.
    pub(crate) async fn sync(&mut self, ids: &[DocumentId]) -> SyncAnswer {
        self.request.push = ids.iter().map(|id| self.push(*id)).collect();
        let reply = self.send_request().await;
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        let answer = frame::decode_answer(&reply.body, 1 << 24).unwrap();
        self.take_in(&answer);
        answer
    }

    /// Syncs until the server has nothing more to say.
    pub(crate) async fn sync_all(&mut self, ids: &[DocumentId]) -> Vec<SyncAnswer> {
        let mut answers = vec![self.sync(ids).await];
        while answers.last().unwrap().more {
            assert!(answers.len() < 1000, "the feed has no end");
            answers.push(self.sync(&[]).await);
        }
        answers
    }

    /// The request as it is, without reading the answer.
    pub(crate) async fn send_request(&self) -> Reply {
        self.send_bytes(&frame::encode_request(&self.request, Coding::Quick).unwrap()).await
    }

    pub(crate) async fn send_bytes(&self, body: &[u8]) -> Reply {
        let mut connection = Connection::open(self.address).await;
        let authorization = format!("Bearer {}", self.token);
        connection.request("POST", "/v1/sync", &[("authorization", &authorization)], body).await
    }

    fn take_in(&mut self, answer: &SyncAnswer) {
        for (ack, push) in answer.acks.iter().zip(self.request.push.clone()) {
            match ack {
                Ack::Merged { document, message, .. } => self.receive(*document, message),
                Ack::AsTold { check } => {
                    let sent = self.documents[&push.document].heads();
                    assert_eq!(*check, sent.check(), "the receipt is for what was sent");
                    self.shared.insert(push.document, sent);
                }
                Ack::Parked { .. } | Ack::Refused { .. } => {}
            }
        }
        for item in &answer.feed {
            if let FeedItem::Document { document, message, .. } = item {
                self.receive(*document, message);
            }
        }
        self.request.push.clear();
        self.request.cursor = answer.next_cursor;
        self.request.server_epoch = answer.server_epoch;
        self.request.scope_epoch = answer.scope_epoch;
    }

    fn receive(&mut self, id: DocumentId, message: &[u8]) {
        let received = match self.documents.get_mut(&id) {
            Some(document) => exchange::receive(document, message).unwrap(),
            None => {
                let (document, received) = exchange::receive_new(message).unwrap();
                self.documents.insert(id, document);
                received
            }
        };
        self.shared.insert(id, received.server_heads);
    }
}
