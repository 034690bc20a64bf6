//! A commune with people who do not exist, devices that speak the protocol, an officer with a browser.

mod browser;
mod cutting_proxy;
mod device;
mod http;
pub(crate) mod packs;
mod tus;
mod world;

pub(crate) use browser::Browser;
pub(crate) use cutting_proxy::CuttingProxy;
pub(crate) use device::{Device, answer, draft, draft_of, feed_documents, hand_over};
pub(crate) use http::{Connection, Reply, send};
pub(crate) use tus::{Sender, hash, photo, place};
pub(crate) use world::{PASSWORD, World};
