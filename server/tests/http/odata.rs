//! `/odata`: what Excel and Power BI read with a key, and `/office/api/feed-keys`, where administrators make one.

use crate::support::{Browser, Device, Reply, World, answer, draft_of, hand_over, send};
use data_encoding::BASE64;
use dossier::DocumentId;
use serde_json::Value;
use server::store::Audit;
use wire::feed::{FeedKeyMade, FeedKeys, MakeFeedKey};

const PENSION: &str = "1.014027";

async fn made(chief: &Browser) -> FeedKeyMade {
    chief.post("/office/api/feed-keys", &MakeFeedKey { name: "Excel của văn phòng".into() }).await.json()
}

async fn with_key(world: &World, key: &str, path: &str) -> Reply {
    let basic = format!("Basic {}", BASE64.encode(format!("excel:{key}").as_bytes()));
    send(world.address(), "GET", path, &[("authorization", &basic)], b"").await
}

async fn read(world: &World, key: &str, path: &str) -> Value {
    let reply = with_key(world, key, path).await;
    assert_eq!(reply.status, 200, "{path}: {}", String::from_utf8_lossy(&reply.body));
    assert_eq!(reply.header("odata-version"), Some("4.0"));
    reply.json()
}

/// Five pensions, two of them accepted.
async fn five(world: &World) -> Device {
    let mut lan = world.enrol(world.lan).await;
    for number in 1..=5 {
        let mut document = draft_of(PENSION, number);
        answer(&mut document, "ndn_ho_ten", "Lò Thị Mẫu");
        hand_over(&mut document);
        lan.documents.insert(DocumentId::from_bytes([number; 16]), document);
        lan.sync_all(&[DocumentId::from_bytes([number; 16])]).await;
        world.pass_ms(60_000);
    }
    let officer = world.officer().await;
    for number in [2, 4] {
        assert_eq!(officer.accept(DocumentId::from_bytes([number; 16])).await.status, 200);
    }
    lan
}

#[tokio::test]
async fn a_program_reads_the_feed_with_its_key_until_it_is_revoked() {
    let world = World::new().await;
    five(&world).await;
    let chief = world.officer().await;
    let FeedKeyMade { key, keys } = made(&chief).await;
    assert_eq!(
        world.count(&format!("SELECT count(*) FROM feed_key WHERE key_hash = CAST('{key}' AS BLOB)")),
        0
    );
    let service = read(&world, &key, "/odata/").await;
    let sets: Vec<&str> =
        service["value"].as_array().unwrap().iter().filter_map(|set| set["url"].as_str()).collect();
    assert_eq!(sets, ["Cases", "MonthNumbers"]);
    let described = with_key(&world, &key, "/odata/$metadata").await;
    assert_eq!(described.header("content-type"), Some("application/xml"));
    let text = String::from_utf8(described.body).unwrap();
    assert!(text.contains("<EntitySet Name=\"Cases\"") && text.contains("ReceivedAt"), "{text}");

    let revoked: FeedKeys =
        chief.write("DELETE", &format!("/office/api/feed-keys/{}", keys.keys[0].id), "").await.json();
    assert!(revoked.keys[0].revoked_at.is_some());
    let refused = with_key(&world, &key, "/odata/Cases").await;
    assert_eq!(refused.status, 401);
    assert!(refused.header("www-authenticate").unwrap().starts_with("Basic "));
    let lines = world.store.audit_lines(&world.commune, 0, 10_000).unwrap();
    let count = |action: &str| lines.iter().filter(|line| line.action == action).count();
    assert_eq!((count("make_feed_key"), count("revoke_feed_key")), (1, 1));
}

#[tokio::test]
async fn rows_have_codes_states_and_days_and_nobody_s_name() {
    let world = World::new().await;
    five(&world).await;
    let key = made(&world.officer().await).await.key;
    let all = read(&world, &key, "/odata/Cases?$orderby=ReceivedAt&$count=true").await;
    assert_eq!(all["@odata.count"], 5);
    let rows = all["value"].as_array().unwrap();
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[1]["State"], "accepted");
    assert_eq!(rows[1]["Channel"], "volunteer");
    assert_eq!(rows[0]["ReceivedAt"], "2026-11-23T09:00:00+07:00");
    assert_eq!(rows[0]["AcceptedAt"], Value::Null);
    assert_eq!(rows[1]["WaitedMinutes"], 4);
    assert!(rows[1]["Number"].as_str().unwrap().starts_with("H15.50.05.13"));
    let text = all.to_string();
    assert!(!text.contains("Mẫu") && !text.contains("Lò"), "{text}");
    let months = read(&world, &key, "/odata/MonthNumbers?$top=1").await;
    assert_eq!(
        (&months["value"][0]["Month"], &months["value"][0]["Received"]),
        (&"2026-11".into(), &5.into())
    );
    assert_eq!(months["value"][0]["DigitisedPercent"], Value::Null, "no result, no share");
    let months = read(&world, &key, "/odata/MonthNumbers").await.to_string();
    assert!(!months.contains("Sơn Mẫu"), "officers are numbers in a feed");
}

#[tokio::test]
async fn filters_orders_and_pages_are_as_the_protocol_has_them() {
    let world = World::new().await;
    five(&world).await;
    let key = made(&world.officer().await).await.key;
    let count = async |filter: &str| {
        let reply = with_key(&world, &key, &format!("/odata/Cases/$count?$filter={filter}")).await;
        String::from_utf8(reply.body).unwrap().parse::<u32>().unwrap()
    };
    assert_eq!(count("State%20eq%20%27accepted%27").await, 2);
    assert_eq!(count("State%20eq%20%27accepted%27%20and%20Team%20eq%202").await, 0);
    assert_eq!(
        count("AcceptedAt%20le%202030-01-01T00:00:00Z").await,
        2,
        "what was not accepted is not before any day"
    );
    assert_eq!(count("ReceivedAt%20ge%202026-11-23T02:01:00Z").await, 4);

    // Two by two to the end, each row once.
    let mut seen = Vec::new();
    let mut path = "/odata/Cases?$top=4&$select=Id".to_owned();
    let first = read(&world, &key, &path).await;
    assert_eq!(first["value"].as_array().unwrap().len(), 4);
    assert_eq!(first["value"][0].as_object().unwrap().len(), 1, "nothing but what was selected");
    assert!(first.get("@odata.nextLink").is_none(), "four were asked for");
    for skip in [0, 2, 4] {
        path = format!("/odata/Cases?$orderby=ReceivedAt%20desc&$skip={skip}&$top=2");
        let page = read(&world, &key, &path).await;
        seen.extend(
            page["value"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["ReceivedAt"].as_str().unwrap().to_owned()),
        );
    }
    let mut sorted = seen.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    sorted.dedup();
    assert_eq!((seen.len(), &seen), (5, &sorted));
    for wrong in
        ["$filter=State%20ne%20%27x%27", "$expand=Team", "$top=x", "$orderby=Subject", "$skiptoken=x"]
    {
        let refused = with_key(&world, &key, &format!("/odata/Cases?{wrong}")).await;
        assert_eq!(refused.status, 400, "{wrong}");
        assert!(refused.json::<Value>()["error"]["message"].is_string());
    }
}

#[tokio::test]
async fn keys_that_open_nothing_have_to_wait_and_a_commune_reads_its_own_only() {
    let world = World::new().await;
    five(&world).await;
    let other = world.other_commune();
    let theirs = world.log_in("canbo-khac").await;
    let key = made(&theirs).await.key;
    assert_eq!(read(&world, &key, "/odata/Cases?$count=true").await["@odata.count"], 0, "{other}");
    for _ in 0..10 {
        assert_eq!(with_key(&world, "guessed", "/odata/").await.status, 401);
    }
    assert_eq!(with_key(&world, "guessed", "/odata/").await.status, 429);
}
