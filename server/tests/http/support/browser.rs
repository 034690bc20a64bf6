//! An officer's browser: a cookie, JSON, nothing else.

use super::{Reply, send};
use std::net::SocketAddr;

#[derive(Debug, Clone)]
pub(crate) struct Browser {
    pub(crate) address: SocketAddr,
    pub(crate) cookie: String,
}

impl Browser {
    pub(crate) async fn try_log_in(address: SocketAddr, user: &str, password: &str) -> Reply {
        let login = wire::office::Login { user: user.to_owned(), password: password.to_owned() };
        let body = serde_json::to_vec(&login).unwrap();
        send(address, "POST", "/office/api/session", &[("content-type", "application/json")], &body).await
    }

    pub(crate) async fn log_in(address: SocketAddr, user: &str, password: &str) -> Self {
        let reply = Self::try_log_in(address, user, password).await;
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        let cookie = reply.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        Self { address, cookie }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        send(self.address, "GET", path, &[("cookie", &self.cookie)], b"").await
    }

    pub(crate) async fn write(&self, method: &str, path: &str, body: &str) -> Reply {
        let headers = [("cookie", self.cookie.as_str()), ("content-type", "application/json")];
        send(self.address, method, path, &headers, body.as_bytes()).await
    }

    /// Somebody who has not logged in.
    pub(crate) fn nobody(address: SocketAddr) -> Self {
        Self { address, cookie: String::new() }
    }

    pub(crate) async fn post(&self, path: &str, body: &impl serde::Serialize) -> Reply {
        self.write("POST", path, &serde_json::to_string(body).unwrap()).await
    }

    /// A file as it lies on the officer's computer.
    pub(crate) async fn post_bytes(&self, path: &str, bytes: &[u8]) -> Reply {
        let headers = [("cookie", self.cookie.as_str()), ("content-type", "application/octet-stream")];
        send(self.address, "POST", path, &headers, bytes).await
    }

    pub(crate) async fn accept(&self, dossier: dossier::DocumentId) -> Reply {
        self.write("POST", &format!("/office/api/dossiers/{dossier}/acceptance"), "").await
    }

    /// The first page of everything.
    pub(crate) async fn inbox(&self) -> wire::lists::WorkList {
        self.list(&wire::lists::AskList::default()).await
    }

    pub(crate) async fn list(&self, ask: &wire::lists::AskList) -> wire::lists::WorkList {
        self.post("/office/api/lists", ask).await.json()
    }
}
