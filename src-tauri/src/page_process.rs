//! The pages run in a process that the system's browser keeps for them. It may end by itself, for want of memory or by a
//! fault of the browser's, and the window would stay empty until somebody closes it. So the pages are loaded again: the
//! device is still open, and they go on where they were.

use tauri::{App, Manager};

/// Loads the pages again whenever their process has ended; not for ever where it ends at every start.
pub(crate) fn revive(app: &App) -> tauri::Result<()> {
    for window in app.webview_windows().into_values() {
        #[cfg(target_os = "linux")]
        window.with_webview(|webview| {
            use webkit2gtk::WebViewExt as _;
            let tries = std::cell::RefCell::new(Tries::default());
            webview.inner().connect_web_process_terminated(move |view, reason| {
                let again = tries.borrow_mut().may_try();
                tracing::warn!(?reason, again, "the pages' process has ended");
                if again {
                    view.reload();
                }
            });
        })?;
        // Elsewhere the system tells nobody, or ends the app as a whole.
        #[cfg(not(target_os = "linux"))]
        drop(window);
    }
    Ok(())
}

/// How often the pages were loaded again lately.
#[cfg(target_os = "linux")]
#[derive(Default)]
struct Tries(Vec<std::time::Instant>);

#[cfg(target_os = "linux")]
impl Tries {
    const MOST: usize = 5;
    const WITHIN: std::time::Duration = std::time::Duration::from_secs(60);

    #[expect(
        clippy::disallowed_methods,
        reason = "the shell is an edge: nothing is decided by it but a wait"
    )]
    fn may_try(&mut self) -> bool {
        self.0.retain(|at| at.elapsed() < Self::WITHIN);
        let may = self.0.len() < Self::MOST;
        if may {
            self.0.push(std::time::Instant::now());
        }
        may
    }
}
