//! `/healthz` and `/`

use crate::support::{World, send};

#[tokio::test]
async fn the_server_says_that_it_is_well() {
    let world = World::new().await;
    let reply = send(world.address(), "GET", "/healthz", &[], b"").await;
    assert_eq!((reply.status, reply.body.as_slice()), (200, b"ok".as_slice()));
}

#[tokio::test]
async fn the_bare_address_leads_to_the_office() {
    let world = World::new().await;
    for path in ["/", "/office"] {
        let reply = send(world.address(), "GET", path, &[], b"").await;
        assert_eq!((reply.status, reply.header("location")), (308, Some("/office/")), "{path}");
    }
}
