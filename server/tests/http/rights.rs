//! Who may do what, over every route that there is: the table below is the rule, and a route that is not in it fails.

use crate::support::{Browser, Connection, Device, PASSWORD, Reply, Sender, World, answer, draft};
use dossier::document::{Actor, Document, DossierFacts};
use dossier::recovery::RecoveryCode;
use dossier::supplement::{Ask, Pin};
use dossier::{DocumentId, DossierId, Timestamp};
use server::store::People;
use server::store::people::Standing;
use server::{RecoveryKey, Settings};
use std::collections::BTreeSet;
use wire::lists::AskList;
use wire::office::{AskSupplement, LookedAt, Me, OfficeDossier};
use wire::phones::{DeviceReport, HandedCode, Phones};
use wire::{Problem, Right, Role};

/// Who asks, in the order of the table's columns: nobody; a volunteer's phone with its token; an administrator without a
/// role; the chief; the receiver; an officer of all fields; one of civil status; one of certification; the commune police;
/// the lead of the team whose dossiers are asked for; another team's lead.
const COLUMNS: [&str; 11] = [
    "nobody",
    "phone",
    "admin",
    "chief",
    "receiver",
    "all",
    "civil",
    "certifier",
    "police",
    "lead",
    "other_lead",
];

/// What comes back: `o` the status in the row, `.` 401, `x` 403, `-` 404 as if it were not there.
///
/// `{birth}` and `{residence}` are dossiers of the first team that were handed over a moment ago, `{..._photo}` a photo of
/// theirs. The session ends in the last row.
const TABLE: &str = "
GET    /                                          308  o o o o o o o o o o o
GET    /office                                    308  o o o o o o o o o o o
GET    /healthz                                   200  o o o o o o o o o o o
GET    /office/api/{*unknown}                     404  o o o o o o o o o o o
GET    /office/api/openapi.json                   200  o o o o o o o o o o o
GET    /office/api/docs                           200  o o o o o o o o o o o
GET    /tra-cuu                                   200  o o o o o o o o o o o
POST   /tra-cuu                                   404  o o o o o o o o o o o
GET    /h/{token}                                 404  o o o o o o o o o o o
POST   /h/{token}/danh-gia                        404  o o o o o o o o o o o
POST   /office/api/session                        200  o o o o o o o o o o o
GET    /office/api/session                        200  . . o o o o o o o o o
GET    /office/api/events                         200  . . o o o o o o o o o
POST   /office/api/lists                          200  . . x o o o o o o o o
GET    /office/api/lists/choices                  200  . . x o o o o o o o o
GET    /office/api/counter                        200  . . x o o o o o o x x
GET    /office/api/counter/{civil_code}           200  . . x o o o o - - x x
GET    /office/api/counter/{police_code}       200  . . x - - - - - o x x
POST   /office/api/counter                        200  . . x o o o o - - x x
GET    /office/api/dossiers/{birth}               200  . . x o o o o - - o -
GET    /office/api/dossiers/{residence}           200  . . x o o o - - o o -
GET    /office/api/dossiers/{birth}/blobs         200  . . x o o o o - - o -
GET    /office/api/dossiers/{residence}/blobs     200  . . x o o o - - o o -
GET    /office/api/blobs/{birth_photo}            200  . . x o o o o - - o -
GET    /office/api/blobs/{residence_photo}        200  . . x o o o - - o o -
GET    /office/api/dossiers/{birth}/papers/{paper}           200  . . x o o o o - - o -
GET    /office/api/dossiers/{residence}/papers/{paper}       200  . . x o o o - - o o -
PUT    /office/api/dossiers/{birth}/look                   200  . . x o o o o - - o -
PUT    /office/api/dossiers/{residence}/look               200  . . x o o o - - o o -
PUT    /office/api/dossiers/{birth}/answers/{*question}      200  . . x o x o o - - x x
PUT    /office/api/dossiers/{residence}/answers/{*question}  200  . . x x x x - - o x x
PUT    /office/api/dossiers/{birth}/corrections/{*question}      200  . . x o o o o - - x x
PUT    /office/api/dossiers/{residence}/corrections/{*question}  200  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/acceptance               200  . . x o o o o - - x x
POST   /office/api/dossiers/{residence}/acceptance           200  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/supplements              200  . . x o o o o - - x x
POST   /office/api/dossiers/{residence}/supplements          200  . . x x x x - - o x x
DELETE /office/api/dossiers/{birth}/supplements/open         409  . . x o o o o - - x x
DELETE /office/api/dossiers/{residence}/supplements/open     409  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/version                         409  . . x o x o o - - x x
POST   /office/api/dossiers/{residence}/version                     409  . . x x x x - - o x x
GET    /office/api/dossiers/{birth}/control-sheet                   200  . . x o o o o - - o -
GET    /office/api/dossiers/{residence}/control-sheet               200  . . x o o o - - o o -
POST   /office/api/dossiers/{birth}/control-sheet                   409  . . x o o o o - - x x
POST   /office/api/dossiers/{residence}/control-sheet               409  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/extensions                      409  . . x o x o o - - x x
POST   /office/api/dossiers/{residence}/extensions                  409  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/scans                           200  . . x o x o o - - x x
POST   /office/api/dossiers/{residence}/scans                       200  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/result                          409  . . x o x o o - - x x
POST   /office/api/dossiers/{residence}/result                      409  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/result/hand-out                 409  . . x o o o o - - x x
POST   /office/api/dossiers/{residence}/result/hand-out             409  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/refusal                         200  . . x o x o o - - x x
POST   /office/api/dossiers/{residence}/refusal                     200  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/stop                            200  . . x o o o o - - x x
POST   /office/api/dossiers/{residence}/stop                        200  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/move                            409  . . x o o o o - - x x
POST   /office/api/dossiers/{residence}/move                        409  . . x x x x - - o x x
GET    /office/api/dossiers/{birth}/file                            200  . . x o o o o - - o -
GET    /office/api/dossiers/{residence}/file                        200  . . x o o o - - o o -
POST   /office/api/dossiers/{birth}/file                            400  . . x o o o o - - x x
POST   /office/api/dossiers/{residence}/file                        400  . . x x x x - - o x x
DELETE /office/api/dossiers/{birth}/file                            200  . . x o o o o - - x x
DELETE /office/api/dossiers/{residence}/file                        200  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/file/acceptance                 200  . . x o o o o - - x x
POST   /office/api/dossiers/{residence}/file/acceptance             200  . . x x x x - - o x x
POST   /office/api/dossiers/{birth}/file/control-sheet              200  . . x o o o o - - x x
POST   /office/api/dossiers/{residence}/file/control-sheet          200  . . x x x x - - o x x
GET    /office/api/communes                       200  . . x o o o o o o x x
GET    /office/api/colleagues                     200  . . x o o o o o o x x
GET    /office/api/handovers                      200  . . o x x x x x x x x
POST   /office/api/handovers/{id}/application     404  . . o x x x x x x x x
POST   /office/api/handovers/{id}/setting-aside   404  . . o x x x x x x x x
GET    /office/api/packs                          200  . . o x x x x x x x x
POST   /office/api/packs                          422  . . o x x x x x x x x
POST   /office/api/packs/check                    200  . . o x x x x x x x x
GET    /office/api/packs/{code}/{version}         200  . . o x x x x x x x x
DELETE /office/api/packs/{code}/{version}         404  . . o x x x x x x x x
GET    /office/api/phones                         200  . . o x x x x x x o o
PUT    /office/api/phones/rule                    200  . . o x x x x x x x x
POST   /office/api/phones/{device}/code           200  . . o x x x x x x o -
GET    /office/api/quarantine                     200  . . o x x x x x x x x
GET    /office/api/quarantine/export              200  . . o x x x x x x x x
GET    /office/api/settings                       200  . . o x x x x x x x x
GET    /office/api/settings/{sheet}               200  . . o x x x x x x x x
POST   /office/api/settings/{sheet}               200  . . o x x x x x x x x
GET    /office/api/feed-keys                      200  . . o x x x x x x x x
POST   /office/api/feed-keys                      200  . . o x x x x x x x x
DELETE /office/api/feed-keys/{id}                 200  . . o x x x x x x x x
GET    /office/api/numbers                        200  . . o o x o o o o o o
GET    /office/api/numbers/{file}                 200  . . o o x o o o o o o
GET    /office/api/papers/month                   200  . . o o x o o o o o o
GET    /office/api/papers/register                200  . . x o o o o o o o o
GET    /odata/                                    200  . . . . . . . . . . .
GET    /odata/$metadata                           200  . . . . . . . . . . .
GET    /odata/Cases                               200  . . . . . . . . . . .
GET    /odata/Cases/$count                        200  . . . . . . . . . . .
GET    /odata/MonthNumbers                        200  . . . . . . . . . . .
POST   /v1/enrol                                  400  o o o o o o o o o o o
POST   /v1/device                                 400  . o . . . . . . . . .
POST   /v1/ratings                                400  . o . . . . . . . . .
GET    /v1/packs/catalogue                        200  . o . . . . . . . . .
GET    /v1/packs/files/{sha256}                   404  . o . . . . . . . . .
POST   /v1/sync                                   400  . o . . . . . . . . .
ANY    /v1/blobs                                  400  . o . . . . . . . . .
ANY    /v1/blobs/{id}                             404  . o . . . . . . . . .
DELETE /office/api/session                        204  . . o o o o o o o o o
";

struct Row {
    method: &'static str,
    /// As in the table.
    path: &'static str,
    allowed: u16,
    cells: Vec<char>,
}

fn rows() -> Vec<Row> {
    let row = |line: &'static str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let cells: Vec<char> = words[3..].iter().map(|cell| cell.parse().unwrap()).collect();
        assert_eq!(cells.len(), COLUMNS.len(), "{line}");
        Row { method: words[0], path: words[1], allowed: words[2].parse().unwrap(), cells }
    };
    TABLE.lines().filter(|line| !line.trim().is_empty()).map(row).collect()
}

/// The route's path as the router knows it.
fn pattern(path: &str) -> String {
    ["{birth}", "{residence}"]
        .iter()
        .fold(path.to_owned(), |path, id| path.replace(id, "{id}"))
        .replace("{birth_photo}", "{sha256}")
        .replace("{residence_photo}", "{sha256}")
        .replace("{civil_code}", "{procedure}")
        .replace("{police_code}", "{procedure}")
}

/// A commune with somebody of each column, and Lan's phone.
struct Office {
    world: World,
    lan: Device,
    made: u16,
}

impl Office {
    async fn new() -> Self {
        let keys = tempfile::tempdir().unwrap();
        let recovery = Some(RecoveryKey::in_folder(keys.path()).unwrap());
        let world = World::with(Settings { recovery, ..Settings::default() }).await;
        let of = |role, fields: &[&str]| Standing {
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
            ..Standing::of(role)
        };
        let nothing_but = Standing { administrator: true, ..Standing::default() };
        for (user, standing) in [
            ("admin", nothing_but),
            ("chief", of(Role::Chief, &[])),
            ("receiver", of(Role::Receiver, &[])),
            ("all", of(Role::Officer, &[])),
            ("civil", of(Role::Officer, &["Hộ tịch"])),
            ("certifier", of(Role::Officer, &["Chứng thực"])),
            ("police", of(Role::Police, &[])),
        ] {
            world.add_colleague(user, standing);
        }
        world.add_user("lead", world.minh, of(Role::TeamLead, &[]));
        world.add_user("other_lead", world.hoa, of(Role::TeamLead, &[]));
        let lan = world.enrol(world.lan).await;
        let code = RecoveryCode::from_chance([7; 20]).text();
        let report = DeviceReport { wipe_after: 0, code: Some(HandedCode { number: 1, code }) };
        let authorization = format!("Bearer {}", lan.token);
        let kept = crate::support::send(
            world.address(),
            "POST",
            "/v1/device",
            &[("authorization", &authorization)],
            &serde_json::to_vec(&report).unwrap(),
        )
        .await;
        assert_eq!(kept.status, 200);
        Self { world, lan, made: 0 }
    }

    async fn browser(&self, user: &str) -> Browser {
        self.world.log_in(user).await
    }

    /// A dossier of the first team that was handed over just now, with a photo when one is asked for.
    async fn bring(&mut self, residence: bool, photo: bool) -> Brought {
        self.made += 1;
        let [high, low] = self.made.to_be_bytes();
        let mut bytes = [7; 16];
        (bytes[0], bytes[1]) = (high, low);
        let id = DocumentId::from_bytes(bytes);
        let document = if residence { a_residence(bytes) } else { a_birth(bytes) };
        self.lan.hand_over(id, document).await;
        let file = crate::support::photo(u32::from(self.made), 2000);
        if photo {
            Sender { dossier: DossierId::from(id), ..Sender::new(&self.lan) }.send(&file).await;
        }
        Brought {
            id,
            version: self.lan.documents[&id].heads().to_hex(),
            photo: crate::support::hash(&file).to_string(),
        }
    }
}

struct Brought {
    id: DocumentId,
    version: String,
    photo: String,
}

fn a_birth(actor: [u8; 16]) -> Document {
    a_dossier(actor, "1.001193", "tre_ho_ten")
}

fn a_residence(actor: [u8; 16]) -> Document {
    a_dossier(actor, "1.004194", "cach_nop")
}

fn a_dossier(actor: [u8; 16], procedure: &str, question: &str) -> Document {
    let facts =
        DossierFacts { procedure: procedure.into(), form_version: "2026-07-18".into(), household: None };
    let at = Timestamp::from_millis(1);
    let mut document = Document::create_dossier(Actor(actor), &facts, at).unwrap();
    answer(&mut document, question, "Mẫu");
    document
}

fn question(residence: bool) -> &'static str {
    if residence { "cach_nop" } else { "tre_ho_ten" }
}

const A_BIRTH_AT_THE_COUNTER: &str = r#"{"dossier":"01900000-0000-7000-8000-000000000001","procedure":"1.001193",
    "form_version":"2026-07-18","channel":"desk","answers":{"tre_ho_ten":"Mẫu"}}"#;

/// A body that the route can do something with.
fn body(path: &str, version: &str) -> String {
    let residence = path.contains("{residence}");
    if path.ends_with("/supplements") {
        let about = Pin::Question { question: question(residence).into() };
        let asks = vec![Ask { about, words: "Xem lại.".to_owned() }];
        return serde_json::to_string(&AskSupplement { version: version.to_owned(), asks, due: None })
            .unwrap();
    }
    let work = |what: &str| path.ends_with(what);
    if work("/scans") {
        return "%PDF-1.7".to_owned();
    }
    if work("/look") {
        return serde_json::to_string(&LookedAt { version: version.to_owned() }).unwrap();
    } else if work("/control-sheet") {
        return r#"{"to":1,"step":"handle"}"#.to_owned();
    } else if work("/extensions") {
        let put_off = r#"{"from":"2026-11-23T17:00:00","to":"2030-01-15","reason":"x","signer":"x"}"#;
        return put_off.to_owned();
    } else if work("/result") {
        return r#"{"words":"x"}"#.to_owned();
    } else if work("/hand-out") {
        return r#"{"way":"desk"}"#.to_owned();
    } else if work("/file") {
        return r#"{"to":"{self}"}"#.to_owned();
    } else if work("/move") {
        // To where it is.
        return r#"{"to":"03325","reason":"x"}"#.to_owned();
    } else if work("/refusal") || work("/stop") {
        return r#"{"reason":"x"}"#.to_owned();
    }
    match path {
        "/office/api/session" => format!(r#"{{"user":"canbo1","password":"{PASSWORD}"}}"#),
        "/office/api/lists" => "{}".to_owned(),
        "/office/api/counter" => A_BIRTH_AT_THE_COUNTER.to_owned(),
        "/office/api/handovers/{id}/setting-aside" => r#"{"reason":"x"}"#.to_owned(),
        "/office/api/packs" | "/office/api/packs/check" => r#"{"procedure":""}"#.to_owned(),
        "/office/api/feed-keys" => r#"{"name":"Excel"}"#.to_owned(),
        "/office/api/settings/{sheet}" => r#"{"version":0,"text":""}"#.to_owned(),
        "/office/api/phones/rule" => r#"{"wipe_after":0}"#.to_owned(),
        "/office/api/phones/{device}/code" => format!(r#"{{"password":"{PASSWORD}"}}"#),
        path if path.contains("/corrections/") => r#"{"was":"Mẫu","value":"Mẫu"}"#.to_owned(),
        path if path.contains("/answers/") => r#"{"value":"Mẫu"}"#.to_owned(),
        path if path.starts_with("/v1/") => "not what it should be".to_owned(),
        _ => String::new(),
    }
}

async fn ask(office: &mut Office, row: &Row, headers: &[(&str, &str)]) -> Reply {
    let residence = row.path.contains("{residence");
    let about_a_dossier = row.path.contains("{birth") || residence;
    let brought = match about_a_dossier {
        true => Some(office.bring(residence, row.path.contains("photo}")).await),
        false => None,
    };
    let id = brought.as_ref().map(|brought| brought.id.to_string()).unwrap_or_default();
    let photo = brought.as_ref().map(|brought| brought.photo.clone()).unwrap_or_default();
    let path = row
        .path
        .replace("{birth_photo}", &photo)
        .replace("{residence_photo}", &photo)
        .replace("{birth}", &id)
        .replace("{residence}", &id)
        .replace("{*question}", question(residence))
        .replace("{*unknown}", "nothing")
        .replace("{paper}", "blank")
        .replace("{file}", "numbers.csv")
        .replace("{sheet}", "days")
        .replace("{token}", "nothing")
        .replace("{device}", &office.lan.id.to_string())
        .replace("{code}", "1.001193")
        .replace("{civil_code}", "1.001193")
        .replace("{police_code}", "1.004194")
        .replace("{version}", "2026-07-18")
        .replace("{sha256}", &"0".repeat(64))
        .replace("{id}", "999999");
    let version = brought.map(|brought| brought.version).unwrap_or_default();
    let body = body(row.path, &version).replace("{self}", &id);
    let method = if row.method == "ANY" { "POST" } else { row.method };
    // A file, where everything else is JSON.
    let as_bytes = ("content-type", "application/octet-stream");
    let headers: Vec<_> = headers
        .iter()
        .map(|header| match header.0 {
            "content-type" if path.ends_with("/scans") => as_bytes,
            _ => *header,
        })
        .collect();
    let headers = headers.as_slice();
    let mut connection = Connection::open(office.world.address()).await;
    if row.path == "/office/api/events" {
        // It has no end: what counts is whether it begins.
        connection.send(method, &path, headers, b"").await;
        let head = connection.head().await;
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        return Reply { status, head, body: Vec::new(), bytes_up: 0, bytes_down: 0 };
    }
    connection.request(method, &path, headers, body.as_bytes()).await
}

#[tokio::test]
async fn every_route_is_in_the_table() {
    let world = World::new().await;
    let there: BTreeSet<(String, String)> = server::listed(world.app())
        .into_iter()
        .map(|entry| {
            (
                entry.method.map_or_else(|| "ANY".to_owned(), |method| method.to_string()),
                entry.path.to_owned(),
            )
        })
        .collect();
    let known: BTreeSet<_> =
        rows().into_iter().map(|row| (row.method.to_owned(), pattern(row.path))).collect();
    assert!(there.len() > 30, "{there:?}");
    assert_eq!(
        there.difference(&known).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new(),
        "not in the table"
    );
    assert_eq!(
        known.difference(&there).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new(),
        "no such route"
    );
}

/// A route that is not added by the table is checked by nobody.
#[test]
fn no_route_is_added_beside_the_table() {
    fn sources(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&folder, &mut found);
    let with_routes: BTreeSet<String> = found
        .into_iter()
        .filter(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            [".route(", ".route_service(", ".nest(", "nest_service(", ".fallback("]
                .iter()
                .any(|way| text.contains(way))
        })
        .map(|path| path.strip_prefix(&folder).unwrap().display().to_string())
        .collect();
    // The pages are files, everybody's.
    assert_eq!(with_routes.into_iter().collect::<Vec<_>>(), ["routes/office/pages.rs", "routes/table.rs"]);
}

#[tokio::test]
async fn each_role_may_do_on_each_route_what_the_table_says_and_nothing_else() {
    let mut office = Office::new().await;
    let mut wrong = Vec::new();
    for (column, who) in COLUMNS.into_iter().enumerate() {
        let bearer = format!("Bearer {}", office.lan.token);
        let cookie = match who {
            "nobody" | "phone" => String::new(),
            user => office.browser(user).await.cookie,
        };
        let mut headers = vec![("content-type", "application/json")];
        match who {
            "nobody" => {}
            "phone" => headers.extend([("authorization", bearer.as_str()), ("tus-resumable", "1.0.0")]),
            _ => headers.push(("cookie", cookie.as_str())),
        }
        for row in rows() {
            let wanted = match row.cells[column] {
                'o' => row.allowed,
                '.' => 401,
                'x' => 403,
                '-' => 404,
                other => panic!("{other} says nothing"),
            };
            let reply = ask(&mut office, &row, &headers).await;
            if reply.status != wanted {
                let said = String::from_utf8_lossy(&reply.body).into_owned();
                wrong.push(format!(
                    "{who}: {} {}: {} for {wanted}: {said}",
                    row.method, row.path, reply.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_inbox_has_the_dossiers_that_one_may_read_and_no_others() {
    let mut office = Office::new().await;
    office.bring(false, false).await;
    office.bring(true, false).await;
    for (user, procedures) in [
        ("chief", &["1.004194", "1.001193"][..]),
        ("receiver", &["1.004194", "1.001193"]),
        ("all", &["1.004194", "1.001193"]),
        ("civil", &["1.001193"]),
        ("certifier", &[]),
        ("police", &["1.004194"]),
        ("lead", &["1.004194", "1.001193"]),
        ("other_lead", &[]),
    ] {
        let inbox = office.browser(user).await.inbox().await;
        let seen: Vec<_> = inbox.dossiers.iter().map(|row| row.procedure.as_str()).collect();
        assert_eq!(seen, procedures, "{user}");
        assert_eq!(
            usize::try_from(inbox.numbers.unwrap().new).unwrap(),
            procedures.len(),
            "{user}: others are not counted either"
        );
    }
}

#[tokio::test]
async fn a_page_is_told_what_may_be_done_at_all_and_with_each_dossier() {
    let mut office = Office::new().await;
    let (birth, residence) = (office.bring(false, false).await.id, office.bring(true, false).await.id);
    let all = [Right::Read, Right::Settle, Right::Ask, Right::Accept, Right::Work, Right::HandOn];
    let civil = office.browser("civil").await;
    let me: Me = civil.get("/office/api/session").await.json();
    assert_eq!(
        (me.role, me.administrator, me.fields.as_slice()),
        (Some(Role::Officer), false, &["Hộ tịch".to_owned()][..])
    );
    assert_eq!(me.rights, all.into_iter().chain([Right::Numbers]).collect::<BTreeSet<_>>());
    for (user, dossier, rights) in [
        ("civil", birth, all.to_vec()),
        ("receiver", birth, vec![Right::Read, Right::Ask, Right::Accept, Right::HandOn]),
        ("chief", residence, vec![Right::Read]),
        ("police", residence, all.to_vec()),
        ("lead", birth, vec![Right::Read]),
    ] {
        let browser = office.browser(user).await;
        let shown: OfficeDossier = browser.get(&format!("/office/api/dossiers/{dossier}")).await.json();
        assert_eq!(shown.rights, rights.into_iter().collect(), "{user}");
    }
}

#[tokio::test]
async fn another_role_or_field_holds_at_once_where_somebody_is_logged_in() {
    let mut office = Office::new().await;
    let birth = office.bring(false, false).await.id;
    let certifier = office.browser("certifier").await;
    assert_eq!(certifier.accept(birth).await.problem(), Problem::DossierUnknown);
    let fields = ["Hộ tịch".to_owned()];
    let store = &office.world.store;
    store
        .set_role(&office.world.commune, "certifier", Some(Role::Officer), &fields, office.world.now())
        .unwrap();
    assert_eq!(certifier.accept(birth).await.status, 200);
    store.set_role(&office.world.commune, "certifier", None, &[], office.world.now()).unwrap();
    let refused = certifier.post("/office/api/lists", &AskList::default()).await;
    assert_eq!(refused.problem(), Problem::NotAllowed);
}

/// A draft tells nothing to those who would not see the dossier either.
#[tokio::test]
async fn a_draft_is_not_handed_over_for_those_who_would_read_it_and_unknown_to_the_others() {
    let mut office = Office::new().await;
    let id = DocumentId::from_bytes([9; 16]);
    office.lan.documents.insert(id, draft(9, "Lò Văn An"));
    office.lan.sync(&[id]).await;
    for (user, problem) in [
        ("civil", Problem::NotHandedOver),
        ("lead", Problem::NotHandedOver),
        ("police", Problem::DossierUnknown),
        ("other_lead", Problem::DossierUnknown),
    ] {
        let reply = office.browser(user).await.get(&format!("/office/api/dossiers/{id}")).await;
        assert_eq!(reply.problem(), problem, "{user}");
    }
}

#[tokio::test]
async fn a_team_lead_sees_the_phones_of_her_team_alone() {
    let office = Office::new().await;
    let _hoas = office.world.enrol(office.world.hoa).await;
    for (user, teams) in [
        ("lead", &["Tổ Thôn Mẫu 1"][..]),
        ("other_lead", &["Tổ Bản Mẫu 2"]),
        ("admin", &["Tổ Bản Mẫu 2", "Tổ Thôn Mẫu 1"]),
    ] {
        let phones: Phones = office.browser(user).await.get("/office/api/phones").await.json();
        let seen: BTreeSet<_> = phones.phones.iter().map(|phone| phone.team.as_str()).collect();
        assert_eq!(seen, teams.iter().copied().collect(), "{user}");
    }
}
