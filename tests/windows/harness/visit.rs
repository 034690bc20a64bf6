//! How most stories begin: a commune of its own, and the phone of a volunteer who has joined it.

use super::{App, Commune, Display, Doing, Page, Trouble};
use tempfile::TempDir;

/// Server and app, each on a folder that goes with it. Fields are dropped in order: what runs before what it runs on.
#[derive(Debug)]
pub struct Visit {
    pub app: App,
    pub commune: Commune,
    pub display: Display,
    /// The app's folder.
    pub data: TempDir,
    _office: TempDir,
}

impl Visit {
    /// From the first start to the home page of a volunteer of the demo commune.
    pub async fn begin() -> Result<Self, Trouble> {
        let folder = || TempDir::new().doing(|| "unable to make a folder".to_owned());
        let (data, office) = (folder()?, folder()?);
        let commune = Commune::start(office.path(), None).await?;
        let display = Display::open()?;
        let app = App::start(&display, data.path()).await?;
        app.set_pin().await?;
        app.enrol(&commune).await?;
        Ok(Self { app, commune, display, data, _office: office })
    }
}

impl Page {
    /// Starts a birth registration and answers its questions; the number in the dossier's address.
    pub async fn fill_in_a_birth(&self) -> Result<String, Trouble> {
        self.start_dossier().await?;
        self.fill_in_the_birth().await?;
        self.dossier().await
    }

    /// The number of the open dossier, out of the address.
    pub async fn dossier(&self) -> Result<String, Trouble> {
        Ok(self.route().await?.split('/').nth(2).unwrap_or_default().to_owned())
    }

    /// The page of a dossier's papers.
    pub async fn go_to_papers(&self, dossier: &str) -> Result<(), Trouble> {
        self.go(&format!("#/dossier/{dossier}/papers")).await?;
        self.arrive("papers").await
    }
}
