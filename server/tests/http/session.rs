//! `/office/api/session`

use crate::support::{Browser, PASSWORD, World, send};
use wire::Problem;
use wire::office::Me;

#[tokio::test]
async fn an_officer_logs_in_is_known_and_logs_out() {
    let world = World::new().await;
    let reply = Browser::try_log_in(world.address(), "canbo1", PASSWORD).await;
    assert_eq!(reply.status, 200);
    let cookie = reply.header("set-cookie").unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/office", "Max-Age=43200"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Secure"), "on loopback there is no TLS");
    let me: Me = reply.json();
    assert_eq!((me.name.as_str(), me.commune_name.as_str()), ("Sơn Mẫu", "Xã Mẫu 03325"));

    let officer = world.officer().await;
    assert_eq!(officer.get("/office/api/session").await.json::<Me>(), me);
    assert_eq!(officer.write("DELETE", "/office/api/session", "").await.status, 204);
    let after = officer.get("/office/api/session").await;
    assert_eq!((after.status, after.problem()), (401, Problem::LoginNeeded));
}

#[tokio::test]
async fn behind_tls_the_cookie_does_not_travel_without_it() {
    let settings = server::Settings { behind_tls: true, ..server::Settings::default() };
    let world = World::with(settings).await;
    let reply = Browser::try_log_in(world.address(), "canbo1", PASSWORD).await;
    assert!(reply.header("set-cookie").unwrap().ends_with("; Secure"));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_are_answered_the_same() {
    let world = World::new().await;
    let wrong = Browser::try_log_in(world.address(), "canbo1", "sai mật khẩu").await;
    let unknown = Browser::try_log_in(world.address(), "khong-co", PASSWORD).await;
    assert_eq!((wrong.status, wrong.problem()), (401, Problem::LoginRefused));
    assert_eq!((unknown.status, &unknown.body), (401, &wrong.body));
    let endless = Browser::try_log_in(world.address(), &"x".repeat(100_000), PASSWORD).await;
    assert_eq!((endless.status, endless.body), (401, wrong.body));
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down_even_with_the_right_one_at_last() {
    let world = World::new().await;
    for _ in 0..5 {
        assert_eq!(Browser::try_log_in(world.address(), "canbo1", "sai").await.status, 401);
    }
    let slowed = Browser::try_log_in(world.address(), "canbo1", PASSWORD).await;
    assert_eq!((slowed.status, slowed.problem()), (429, Problem::TooManyTries { retry_after_s: 30 }));
    world.pass_ms(30_000);
    assert_eq!(Browser::try_log_in(world.address(), "canbo1", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours() {
    let world = World::new().await;
    let officer = world.officer().await;
    world.pass_ms(12 * 60 * 60 * 1000 - 1);
    assert_eq!(officer.get("/office/api/session").await.status, 200);
    world.pass_ms(1);
    assert_eq!(officer.get("/office/api/session").await.status, 401);
}

#[tokio::test]
async fn a_write_that_is_not_json_is_refused() {
    let world = World::new().await;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let reply = send(world.address(), "POST", "/office/api/session", &form, b"user=canbo1").await;
    assert_eq!(reply.status, 415);
    let officer = world.officer().await;
    let id = dossier::DossierId::from_bytes([1; 16]);
    let path = format!("/office/api/dossiers/{id}/acceptance");
    assert_eq!(send(world.address(), "POST", &path, &[("cookie", &officer.cookie)], b"").await.status, 415);
}

#[tokio::test]
async fn every_route_asks_who_is_there() {
    let world = World::new().await;
    let id = dossier::DossierId::from_bytes([1; 16]);
    let routes = [
        ("GET", "/office/api/session".to_owned()),
        ("DELETE", "/office/api/session".to_owned()),
        ("POST", "/office/api/lists".to_owned()),
        ("GET", "/office/api/events".to_owned()),
        ("GET", format!("/office/api/dossiers/{id}")),
        ("PUT", format!("/office/api/dossiers/{id}/answers/tre_ho_ten")),
        ("POST", format!("/office/api/dossiers/{id}/acceptance")),
    ];
    for (method, path) in routes {
        for cookie in ["x=y", "donghanh_office=AAAA", "donghanh_office="] {
            let headers = [("cookie", cookie), ("content-type", "application/json")];
            let reply = send(world.address(), method, &path, &headers, b"{\"value\":\"\"}").await;
            assert_eq!((reply.status, reply.problem()), (401, Problem::LoginNeeded), "{method} {path}");
        }
    }
}
