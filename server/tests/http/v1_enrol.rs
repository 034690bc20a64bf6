//! `POST /v1/enrol`

use crate::support::{Reply, World, send};
use wire::Problem;
use wire::sync::{EnrolAnswer, EnrolRequest, PROTOCOL};

async fn enrol(world: &World, protocol: u16, code: &str) -> Reply {
    let body = serde_json::to_vec(&EnrolRequest { protocol, code: code.to_owned() }).unwrap();
    send(world.address(), "POST", "/v1/enrol", &[("content-type", "application/json")], &body).await
}

#[tokio::test]
async fn a_code_enrols_one_device_once_however_it_is_typed() {
    let world = World::new().await;
    let typed = world.invite(world.lan).to_lowercase().replace('-', " ");
    let reply = enrol(&world, PROTOCOL, &typed).await;
    assert_eq!(reply.status, 200);
    let enrolled: EnrolAnswer = reply.json();
    assert_eq!(enrolled.member_name, "Lan Mẫu");
    assert_eq!(enrolled.team_name, "Tổ Thôn Mẫu 1");
    assert_eq!(enrolled.commune_name, "Xã Mẫu 03325");
    assert_eq!(enrolled.token.len(), 22, "16 bytes as base64url");

    let again = enrol(&world, PROTOCOL, &typed).await;
    assert_eq!((again.status, again.problem()), (404, Problem::CodeUnknown));
}

#[tokio::test]
async fn an_unknown_and_an_expired_code_are_answered_the_same() {
    let world = World::new().await;
    let unknown = enrol(&world, PROTOCOL, "0000-0000-0000").await;
    assert_eq!((unknown.status, unknown.problem()), (404, Problem::CodeUnknown));

    let code = world.invite(world.lan);
    world.pass_ms(7 * 24 * 60 * 60 * 1000);
    let expired = enrol(&world, PROTOCOL, &code).await;
    assert_eq!((expired.status, expired.body), (404, unknown.body));
}

#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let world = World::new().await;
    for _ in 0..10 {
        assert_eq!(enrol(&world, PROTOCOL, "guess").await.status, 404);
    }
    let slowed = enrol(&world, PROTOCOL, &world.invite(world.lan)).await;
    assert_eq!((slowed.status, slowed.problem()), (429, Problem::TooManyTries { retry_after_s: 30 }));
    assert_eq!(slowed.header("retry-after"), Some("30"));
    world.pass_ms(30_000);
    assert_eq!(enrol(&world, PROTOCOL, &world.invite(world.lan)).await.status, 200);
}

#[tokio::test]
async fn an_app_of_another_protocol_is_told_which_side_to_update() {
    let world = World::new().await;
    let code = world.invite(world.lan);
    let old = enrol(&world, 0, &code).await;
    assert_eq!((old.status, old.problem()), (426, Problem::AppTooOld));
    let new = enrol(&world, PROTOCOL + 1, &code).await;
    assert_eq!((new.status, new.problem()), (426, Problem::ServerTooOld));
    assert_eq!(enrol(&world, PROTOCOL, &code).await.status, 200, "the code was not spent");
}

#[tokio::test]
async fn a_body_that_is_not_an_enrolment_is_refused() {
    let world = World::new().await;
    for body in [b"".as_slice(), b"{", b"[1,2]", &[0xff; 64]] {
        assert_eq!(send(world.address(), "POST", "/v1/enrol", &[], body).await.status, 400);
    }
    assert_eq!(send(world.address(), "POST", "/v1/enrol", &[], &[b' '; 5000]).await.status, 413);
}
