//! The routes as a table: each with what it needs of the one who asks.
//!
//! **Invariant:** there is no way into the router but through this table, and none into the table without saying what the
//! route needs (a test looks for `.route(` elsewhere). What a session must be allowed is checked here, before the handler.

use super::signed_in;
use crate::app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::routing::{self, MethodRouter};
use wire::Right;

/// What a route needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// Nothing: anybody may come.
    Nothing,
    /// The token of a device; the handler asks for it before it reads a body.
    Device,
    /// A key of a program that reads numbers; the handler asks for it first.
    FeedKey,
    /// Somebody who is logged in at the office, whoever it is.
    Session,
    /// Somebody who is logged in at the office and has this right.
    Right(Right),
}

/// One route, as it is listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// `None`: every method; the handler sorts them out.
    pub method: Option<Method>,
    pub path: &'static str,
    pub need: Need,
}

/// Routes that are being gathered.
pub(super) struct Table<'a> {
    app: &'a App,
    router: Router<App>,
    entries: Vec<Entry>,
}

impl<'a> Table<'a> {
    pub(super) fn new(app: &'a App) -> Self {
        Self { app, router: Router::new(), entries: Vec::new() }
    }

    pub(super) fn get<T: 'static>(
        self,
        path: &'static str,
        need: Need,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.add(Some(Method::GET), path, need, routing::get(handler))
    }
    pub(super) fn post<T: 'static>(
        self,
        path: &'static str,
        need: Need,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.add(Some(Method::POST), path, need, routing::post(handler))
    }
    /// With a body of its own largest size.
    pub(super) fn post_up_to<T: 'static>(
        self,
        bytes: usize,
        path: &'static str,
        need: Need,
        handler: impl Handler<T, App>,
    ) -> Self {
        let limited = routing::post(handler).layer(DefaultBodyLimit::max(bytes));
        self.add(Some(Method::POST), path, need, limited)
    }
    pub(super) fn put<T: 'static>(
        self,
        path: &'static str,
        need: Need,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.add(Some(Method::PUT), path, need, routing::put(handler))
    }
    pub(super) fn delete<T: 'static>(
        self,
        path: &'static str,
        need: Need,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.add(Some(Method::DELETE), path, need, routing::delete(handler))
    }
    /// Every method.
    pub(super) fn any<T: 'static>(
        self,
        path: &'static str,
        need: Need,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.add(None, path, need, routing::any(handler))
    }

    fn add(
        mut self,
        method: Option<Method>,
        path: &'static str,
        need: Need,
        handlers: MethodRouter<App>,
    ) -> Self {
        let guarded = match need {
            Need::Nothing | Need::Device | Need::FeedKey => handlers,
            Need::Session => self.guarded(handlers, None),
            Need::Right(right) => self.guarded(handlers, Some(right)),
        };
        self.router = self.router.route(path, guarded);
        self.entries.push(Entry { method, path, need });
        self
    }

    /// Lets through who is logged in and may; the session goes on to the handler with the request.
    fn guarded(&self, handlers: MethodRouter<App>, right: Option<Right>) -> MethodRouter<App> {
        let app = self.app.clone();
        handlers.route_layer(middleware::from_fn(move |request, next: Next| {
            let app = app.clone();
            async move {
                match signed_in::admit(&app, request, right).await {
                    Ok(request) => next.run(request).await,
                    Err(failure) => axum::response::IntoResponse::into_response(failure),
                }
            }
        }))
    }

    /// Puts a layer around everything that is in the table so far.
    pub(super) fn wrapped(mut self, wrap: impl FnOnce(Router<App>) -> Router<App>) -> Self {
        self.router = wrap(self.router);
        self
    }

    /// Beside it, with its own layers.
    pub(super) fn beside(mut self, other: Table<'_>) -> Self {
        self.router = self.router.merge(other.router);
        self.entries.extend(other.entries);
        self
    }

    pub(super) fn router(self) -> Router<App> {
        self.router
    }

    pub(super) fn entries(self) -> Vec<Entry> {
        self.entries
    }
}
