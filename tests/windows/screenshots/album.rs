//! What is done with each screen of the tour: a picture, or a look by axe-core.
//!
//! **Invariant:** the folder holds the pictures of one run: what an earlier run left is removed first.

use crate::audit::Audit;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use stories::windows::{Doing, Page, Trouble};

/// The size of a window, in CSS pixels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// A cheap phone, and a desk.
pub(crate) const SIZES: &[Size; 2] = &[Size { width: 360, height: 800 }, Size { width: 1280, height: 900 }];

pub(crate) struct Album {
    kind: Kind,
    /// Name of the file, and what is on it.
    taken: Vec<(String, String)>,
}

enum Kind {
    Pictures(PathBuf),
    Audit(Audit),
}

impl Album {
    /// Takes pictures into a folder, and empties it first.
    pub(crate) fn of_pictures(folder: PathBuf) -> Result<Self, Trouble> {
        let failed = || format!("unable to empty {}", folder.display());
        std::fs::create_dir_all(&folder).doing(failed)?;
        for entry in std::fs::read_dir(&folder).doing(failed)? {
            let path = entry.doing(failed)?.path();
            if path.extension().is_some_and(|end| end == "png") {
                std::fs::remove_file(path).doing(failed)?;
            }
        }
        Ok(Self { kind: Kind::Pictures(folder), taken: Vec::new() })
    }

    /// Takes no pictures: axe-core looks at each screen instead.
    pub(crate) const fn of_audits(audit: Audit) -> Self {
        Self { kind: Kind::Audit(audit), taken: Vec::new() }
    }

    /// A screen of the volunteer's app.
    pub(crate) async fn field(
        &mut self,
        page: &Page,
        size: &Size,
        name: &str,
        words: &str,
    ) -> Result<(), Trouble> {
        self.take(page, size, &format!("field-{name}"), words).await
    }

    /// A screen of the office.
    pub(crate) async fn office(
        &mut self,
        page: &Page,
        size: &Size,
        name: &str,
        words: &str,
    ) -> Result<(), Trouble> {
        self.take(page, size, &format!("office-{name}"), words).await
    }

    /// A screen of the page that anybody may open.
    pub(crate) async fn public(
        &mut self,
        page: &Page,
        size: &Size,
        name: &str,
        words: &str,
    ) -> Result<(), Trouble> {
        self.take(page, size, &format!("public-{name}"), words).await
    }

    async fn take(&mut self, page: &Page, size: &Size, name: &str, words: &str) -> Result<(), Trouble> {
        page.run("document.activeElement?.blur(); window.scrollTo(0, 0);", vec![]).await?;
        // Where two answers stand side by side, or questions come again, they are what the picture is about.
        let subject = "
            document.querySelector('.conflict, .instance, #pack-faults')?.scrollIntoView({ block: 'center' });
            document.querySelector('.card-line-read .notice, .photo-look, .page-list')?.scrollIntoView({ block: 'start' });";
        page.run(subject, vec![]).await?;
        let file = format!("{name}-{}x{}.png", size.width, size.height);
        let folder = match &mut self.kind {
            Kind::Pictures(folder) => folder,
            Kind::Audit(audit) => return audit.look(page, name).await,
        };
        let path = folder.join(&file);
        let picture = page.screenshot().await?;
        std::fs::write(&path, picture).doing(|| format!("unable to write {}", path.display()))?;
        println!("  {file}");
        self.taken.push((file, words.to_owned()));
        Ok(())
    }

    /// The list of the pictures; or all that was found, as a failure.
    pub(crate) fn end(self) -> Result<(), Trouble> {
        match self.kind {
            Kind::Pictures(folder) => write_list(&folder, self.taken),
            Kind::Audit(audit) => audit.end(),
        }
    }
}

fn write_list(folder: &Path, mut taken: Vec<(String, String)>) -> Result<(), Trouble> {
    let mut list = String::from(
        "# Screens\n\nTaken by `cargo xtask screenshots` from the real window and a real browser. \
             Every person in them is made up.\n\n| screen | picture |\n|---|---|\n",
    );
    taken.sort();
    for (file, words) in taken {
        writeln!(list, "| {words} | [{file}]({file}) |").doing(|| "unable to write the list".to_owned())?;
    }
    let path = folder.join("README.md");
    std::fs::write(&path, list).doing(|| format!("unable to write {}", path.display()))
}
