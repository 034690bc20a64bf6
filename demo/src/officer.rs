//! An officer at the desk, who uses the office's JSON just as the office's pages do.

use crate::{Doing, Trouble};
use dossier::DossierId;
use dossier::case::Case;
use reqwest::header::{COOKIE, SET_COOKIE};
use reqwest::{Client, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wire::lists::{AskList, WorkList};
use wire::office::{AskSupplement, Login, Me, OfficeDossier, Settle};

/// A logged-in officer.
#[derive(Debug)]
pub struct Officer {
    http: Client,
    /// The commune server's address, such as `http://127.0.0.1:8470`.
    server: String,
    cookie: String,
    pub me: Me,
}

impl Officer {
    pub async fn log_in(server: &str, user: &str, password: &str) -> Result<Self, Trouble> {
        let http = client()?;
        let login = Login { user: user.to_owned(), password: password.to_owned() };
        let answer = http
            .post(format!("{server}/office/api/session"))
            .json(&login)
            .send()
            .await
            .doing(|| "unable to reach the office".to_owned())?
            .error_for_status()
            .doing(|| format!("the office did not let {user} in"))?;
        let cookie = answer.headers().get(SET_COOKIE).and_then(|value| value.to_str().ok());
        let cookie = cookie.and_then(|value| value.split(';').next()).unwrap_or_default().to_owned();
        let me = answer.json().await.doing(|| "unable to read who is logged in".to_owned())?;
        Ok(Self { http, server: server.to_owned(), cookie, me })
    }

    /// Everything that was handed over, newest first: the first page.
    pub async fn inbox(&self) -> Result<WorkList, Trouble> {
        self.list(&AskList::default()).await
    }

    /// A page of a work list.
    pub async fn list(&self, ask: &AskList) -> Result<WorkList, Trouble> {
        self.answer(self.http.post(self.address("lists")).json(ask)).await
    }

    /// Whatever else there is to be read, such as `lists/choices`.
    pub async fn get(&self, path: &str) -> Result<serde_json::Value, Trouble> {
        self.answer(self.http.get(self.address(path))).await
    }

    /// What is no JSON, such as a workbook or a paper.
    pub async fn file(&self, path: &str) -> Result<Vec<u8>, Trouble> {
        self.body(self.http.get(self.address(path))).await
    }

    pub async fn dossier(&self, dossier: DossierId) -> Result<OfficeDossier, Trouble> {
        self.answer(self.http.get(self.address(&format!("dossiers/{dossier}")))).await
    }

    /// Chooses between concurrent values.
    pub async fn settle(
        &self,
        dossier: DossierId,
        question: &str,
        value: &str,
    ) -> Result<OfficeDossier, Trouble> {
        let address = self.address(&format!("dossiers/{dossier}/answers/{question}"));
        self.answer(self.http.put(address).json(&Settle { value: value.to_owned() })).await
    }

    pub async fn accept(&self, dossier: DossierId) -> Result<Case, Trouble> {
        let address = self.address(&format!("dossiers/{dossier}/acceptance"));
        // The office takes writes as JSON only, so that no foreign page can forge one with a form.
        self.answer(self.http.post(address).json(&serde_json::Value::Null)).await
    }

    /// Asks the team for a supplement.
    pub async fn ask(&self, dossier: DossierId, slip: &AskSupplement) -> Result<OfficeDossier, Trouble> {
        let address = self.address(&format!("dossiers/{dossier}/supplements"));
        self.answer(self.http.post(address).json(slip)).await
    }

    /// Takes the open request back.
    pub async fn ask_no_more(&self, dossier: DossierId) -> Result<OfficeDossier, Trouble> {
        let address = self.address(&format!("dossiers/{dossier}/supplements/open"));
        self.answer(self.http.delete(address).json(&serde_json::Value::Null)).await
    }

    /// What is done with a case, such as `extensions`.
    pub async fn act(
        &self,
        dossier: DossierId,
        what: &str,
        body: &impl Serialize,
    ) -> Result<OfficeDossier, Trouble> {
        let address = self.address(&format!("dossiers/{dossier}/{what}"));
        self.answer(self.http.post(address).json(body)).await
    }

    fn address(&self, path: &str) -> String {
        format!("{}/office/api/{path}", self.server)
    }

    async fn answer<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Trouble> {
        let body = self.body(request).await?;
        serde_json::from_slice(&body).doing(|| "the office answered something else than agreed".to_owned())
    }

    async fn body(&self, request: RequestBuilder) -> Result<Vec<u8>, Trouble> {
        let answer = request
            .header(COOKIE, &self.cookie)
            .send()
            .await
            .doing(|| "unable to reach the office".to_owned())?;
        let status = answer.status();
        let body = answer.bytes().await.doing(|| "unable to read what the office answered".to_owned())?;
        if status.is_success() {
            return Ok(body.into());
        }
        Err(Trouble(format!("the office answered {status}: {}", String::from_utf8_lossy(&body))))
    }
}

/// Plain HTTP to this machine; the TLS library wants its choice of cryptography made all the same.
pub(crate) fn client() -> Result<Client, Trouble> {
    // A second call finds the choice made, which is as good.
    let _chosen_before = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().build().doing(|| "unable to set up HTTP".to_owned())
}
