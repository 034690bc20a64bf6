//! Who is at the other end, for the throttles. Never logged.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::SocketAddr;

/// The address of the peer without its port. Behind a proxy this is the proxy's: the throttles by address
/// then count everybody together, which their larger bound allows for.
pub(super) struct Peer(pub(super) String);

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(
            address.map_or_else(|| "unknown".to_owned(), |ConnectInfo(address)| address.ip().to_string()),
        ))
    }
}
