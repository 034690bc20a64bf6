//! The command line, as an administrator uses it: the real binary on a real folder.

#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot set its scene up must fail at once"
)]

use dossier::{DeviceId, DossierId, MemberId, Timestamp};
use server::blobs::{BlobStore, FolderStore};
use server::store::People;
use server::store::blobs::{Blobs, Upload, UploadBounds, UploadId};
use server::store::sqlite::SqliteStore;
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use wire::packs::FileHash;

fn server(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_donghanh-server"));
    command.args(words).arg("--data").arg(data).stdin(Stdio::null());
    command
}

fn run(data: &Path, words: &[&str]) -> Output {
    server(data, words).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn with_input(data: &Path, words: &[&str], input: &str) -> Output {
    let mut child = server(data, words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_demo_commune_is_made_once_and_a_volunteer_is_invited() {
    let folder = tempfile::tempdir().unwrap();
    let first = run(folder.path(), &["init", "--commune", "03325", "--demo"]);
    assert!(first.status.success(), "{}", said(&first));
    assert!(said(&first).contains("password"), "{}", said(&first));
    let second = run(folder.path(), &["init", "--commune", "03325", "--demo"]);
    assert!(second.status.success());
    assert!(said(&second).contains("was there already"), "{}", said(&second));

    let invited = run(folder.path(), &["invite", "--member", "1"]);
    assert!(invited.status.success(), "{}", said(&invited));
    let code =
        said(&invited).lines().find_map(|line| line.strip_prefix("Code:").map(str::trim).map(str::to_owned));
    assert_eq!(code.unwrap().len(), 14);
    assert!(said(&invited).contains('█'), "the QR is drawn");
    let nobody = run(folder.path(), &["invite", "--member", "999"]);
    assert!(!nobody.status.success());
    assert!(said(&nobody).contains("member is unknown"), "{}", said(&nobody));
}

#[test]
fn teams_members_and_officers_are_added_and_listed() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["init", "--commune", "03325"]).status.success());
    assert!(run(folder.path(), &["team", "add", "--name", "Tổ Mẫu"]).status.success());
    assert!(run(folder.path(), &["member", "add", "--team", "1", "--name", "Lan Mẫu"]).status.success());
    let officer = ["user", "add", "--user", "canbo1", "--name", "Sơn Mẫu"];
    let short = with_input(folder.path(), &officer, "ngắn\n");
    assert!(!short.status.success() && said(&short).contains("at least 10"), "{}", said(&short));
    assert!(with_input(folder.path(), &officer, "mật khẩu đủ dài\n").status.success());
    let twice = with_input(folder.path(), &officer, "mật khẩu đủ dài\n");
    assert!(!twice.status.success() && said(&twice).contains("exists already"), "{}", said(&twice));
    let list = said(&run(folder.path(), &["member", "list"]));
    assert!(list.contains("Tổ Mẫu") && list.contains("Lan Mẫu"), "{list}");
    assert_eq!(list.matches("Sơn Mẫu").count(), 1, "a refused officer leaves no trace: {list}");
}

#[test]
fn members_and_documents_are_given_to_another_team() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["init", "--commune", "03325", "--demo"]).status.success());
    let moved = run(folder.path(), &["member", "move", "--member", "1", "--team", "2"]);
    assert!(moved.status.success() && said(&moved).contains("serves team 2 now"), "{}", said(&moved));
    let list = said(&run(folder.path(), &["member", "list"]));
    let team_two = list.split("team 2").nth(1).unwrap();
    assert!(team_two.contains("member 1 "), "{list}");
    let document = "0190a0a0-0000-7000-8000-000000000001";
    let unknown = run(folder.path(), &["move", "--document", document, "--team", "2"]);
    assert!(
        !unknown.status.success() && said(&unknown).contains("document is unknown"),
        "{}",
        said(&unknown)
    );
    let nowhere = run(folder.path(), &["member", "move", "--member", "1", "--team", "9"]);
    assert!(!nowhere.status.success() && said(&nowhere).contains("team is unknown"), "{}", said(&nowhere));
}

#[test]
fn mistakes_are_answered_with_a_sentence_that_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let cases: &[(&[&str], &str)] = &[
        (&["serve"], "Create it first"),
        (&["init", "--commune", "99999"], "not the code of a commune"),
        (&["serve", "--listen", "0.0.0.0:0"], "TLS"),
        (&["restore", "--from", "nowhere.db"], "no database at nowhere.db"),
    ];
    for (words, sentence) in cases {
        let output = run(folder.path(), words);
        assert!(!output.status.success(), "{words:?}");
        assert!(said(&output).contains(sentence), "{words:?}: {}", said(&output));
    }
    assert!(run(folder.path(), &["init", "--commune", "03325"]).status.success());
    let database = rusqlite::Connection::open(folder.path().join("commune.db")).unwrap();
    database.pragma_update(None, "user_version", 99).unwrap();
    let newer = run(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert!(!newer.status.success());
    assert!(said(&newer).contains("written by a newer server (schema 99"), "{}", said(&newer));
}

#[cfg(unix)]
#[test]
fn a_server_stops_in_good_order_when_it_is_told_and_holds_its_folder_until_then() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["init", "--commune", "03325"]).status.success());
    let mut serving = server(folder.path(), &["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(serving.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("Listening on http://127.0.0.1:"), "{line}");

    let backup = folder.path().join("backup.db");
    let taken = run(folder.path(), &["backup", "--to", backup.to_str().unwrap()]);
    assert!(taken.status.success(), "a backup is taken while it runs: {}", said(&taken));
    let restore = ["restore", "--from", backup.to_str().unwrap()];
    let refused = run(folder.path(), &restore);
    assert!(!refused.status.success());
    assert!(said(&refused).contains("another server is running"), "{}", said(&refused));

    let told = Command::new("kill").args(["-TERM", &serving.id().to_string()]).status().unwrap();
    assert!(told.success());
    assert!(serving.wait().unwrap().success(), "it ends by itself, not by the signal");
    let restored = run(folder.path(), &restore);
    assert!(restored.status.success(), "{}", said(&restored));
}

/// A photo that the server has of a dossier, as an upload leaves it.
fn keep_photo(data: &Path, bytes: &[u8]) -> std::path::PathBuf {
    let store = SqliteStore::open(data).unwrap();
    let commune = store.communes().unwrap().remove(0).code;
    let sha256 = FileHash(Sha256::digest(bytes).into());
    let upload = Upload {
        commune,
        device: DeviceId::from_bytes([3; 16]),
        id: UploadId(*sha256.0.first_chunk().unwrap()),
        member: MemberId(1),
        dossier: DossierId::from_bytes([7; 16]),
        sha256,
        size: u64::try_from(bytes.len()).unwrap(),
        kept: 0,
        complete: false,
        metadata: String::new(),
        expires_at: Timestamp::from_millis(1),
    };
    let bounds = UploadBounds { uploads: 9, bytes: 9000 };
    store.begin_upload(&upload, bounds, false, Timestamp::from_millis(0)).unwrap();
    std::fs::write(data.join("finished"), bytes).unwrap();
    FolderStore::open(data.join("blobs")).unwrap().put(&sha256, &data.join("finished")).unwrap();
    store.complete_upload(&upload, "image/jpeg", upload.expires_at, Timestamp::from_millis(0)).unwrap();
    let name = sha256.to_string();
    data.join("blobs").join(&name[..2]).join(&name)
}

#[test]
fn photos_go_along_with_a_backup_come_back_with_a_restore_and_are_verified() {
    let folder = tempfile::tempdir().unwrap();
    let (data, away) = (folder.path().join("data"), folder.path().join("away"));
    std::fs::create_dir(&away).unwrap();
    assert!(run(&data, &["init", "--commune", "03325"]).status.success());
    let [one, two] = [b"one photo".as_slice(), b"two photos"].map(|bytes| keep_photo(&data, bytes));
    let backup = away.join("backup.db");
    let taken = run(&data, &["backup", "--to", backup.to_str().unwrap()]);
    assert!(taken.status.success() && said(&taken).contains("2 new ones, 0 were there"), "{}", said(&taken));
    keep_photo(&data, b"three photos");
    let next = run(&data, &["backup", "--to", away.join("next.db").to_str().unwrap()]);
    assert!(said(&next).contains("1 new ones, 2 were there"), "{}", said(&next));

    let sound = run(&data, &["verify"]);
    assert!(
        said(&sound).contains("0 documents and 3 photos were looked at, 0 faults found"),
        "{}",
        said(&sound)
    );
    std::fs::write(&one, "one phot0").unwrap();
    std::fs::remove_file(&two).unwrap();
    let found = run(&data, &["verify"]);
    assert!(!found.status.success());
    for what in ["its bytes are others", "its file is gone", "2 faults found"] {
        assert!(said(&found).contains(what), "{}", said(&found));
    }
    // A disk that died: the backup on a new one.
    let new = folder.path().join("new");
    let restored = run(&new, &["restore", "--from", backup.to_str().unwrap()]);
    assert!(
        restored.status.success() && said(&restored).contains("2 photos were brought back"),
        "{}",
        said(&restored)
    );
    let sound = run(&new, &["verify"]);
    assert!(said(&sound).contains("2 photos were looked at, 0 faults found"), "{}", said(&sound));
    // Without the folder of photos the database comes back all the same.
    std::fs::remove_dir_all(away.join("donghanh-photos")).unwrap();
    let bare = run(&folder.path().join("bare"), &["restore", "--from", backup.to_str().unwrap()]);
    assert!(bare.status.success() && said(&bare).contains("2 photos are not there"), "{}", said(&bare));
    assert!(!away.join("donghanh-photos").exists(), "a backup may lie where nothing can be written");
}

fn pack(folder: &str) -> String {
    format!("{}/../tests/packs/{folder}", env!("CARGO_MANIFEST_DIR"))
}

fn check(from: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_donghanh-server"));
    command.args(["packs", "check", "--from", from]).output().unwrap()
}

#[test]
fn packs_are_checked_published_listed_and_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["init", "--commune", "03325"]).status.success());
    assert!(check(&pack("first")).status.success());
    let broken = tempfile::tempdir().unwrap();
    for file in ["procedure.yaml", "form.yaml", "stories.yaml"] {
        let text = std::fs::read_to_string(format!("{}/{file}", pack("first"))).unwrap();
        std::fs::write(broken.path().join(file), text.replace("type: integer", "type: intger")).unwrap();
    }
    let from = broken.path().to_str().unwrap();
    let refused = run(folder.path(), &["packs", "publish", "--from", from]);
    assert!(!refused.status.success());
    assert!(
        ["form.yaml:", "không có loại câu hỏi “intger”", "there is no", "“intger”"]
            .iter()
            .all(|words| said(&refused).contains(words)),
        "{}",
        said(&refused)
    );
    assert!(said(&refused).contains("Nothing was published"), "{}", said(&refused));

    for folder_of_pack in ["first", "second"] {
        let published = run(folder.path(), &["packs", "publish", "--from", &pack(folder_of_pack)]);
        assert!(published.status.success(), "{}", said(&published));
    }
    let older = run(folder.path(), &["packs", "publish", "--from", &pack("first")]);
    assert!(older.status.success(), "the same again changes nothing: {}", said(&older));
    let version = ["--code", "9.000001", "--version", "2026-11-20"];
    let withdrawn = run(folder.path(), &[&["packs", "withdraw"][..], &version[..]].concat());
    assert!(withdrawn.status.success(), "{}", said(&withdrawn));
    let listed = said(&run(folder.path(), &["packs", "list"]));
    for line in [
        "catalogue 3",
        "9.000001  2026-11-01  published",
        "9.000001  2026-11-20  withdrawn",
        "with the program",
    ] {
        assert!(listed.contains(line), "{line} in {listed}");
    }
}

#[test]
fn an_officer_becomes_an_administrator_and_is_one_no_longer() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["init", "--commune", "03325"]).status.success());
    let words = ["user", "add", "--user", "canbo", "--name", "Sơn Mẫu", "--administrator"];
    assert!(with_input(folder.path(), &words, "mật khẩu mẫu 123\n").status.success());
    for more in [&["--no-longer"][..], &[]] {
        let words = [&["user", "administrator", "--user", "canbo"], more].concat();
        assert!(run(folder.path(), &words).status.success());
    }
    let nobody = run(folder.path(), &["user", "administrator", "--user", "ai-do"]);
    assert!(!nobody.status.success() && said(&nobody).contains("user is unknown"), "{}", said(&nobody));
}

#[test]
fn roles_and_fields_are_given_listed_and_held_to_what_there_is() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["init", "--commune", "03325"]).status.success());
    assert!(run(folder.path(), &["team", "add", "--name", "Tổ Mẫu"]).status.success());
    assert!(run(folder.path(), &["member", "add", "--team", "1", "--name", "Lan Mẫu"]).status.success());
    let add =
        |words: &[&str]| with_input(folder.path(), &[&["user", "add"], words].concat(), "mật khẩu mẫu 123\n");
    for words in [
        &["--user", "ha", "--name", "Hà Mẫu", "--field", "hộ tịch", "--field", "Chứng thực"][..],
        &["--user", "dung", "--name", "Dũng Mẫu", "--role", "police"],
        &["--user", "lan", "--member", "1", "--role", "team_lead"],
        &["--user", "son", "--name", "Sơn Mẫu", "--role", "none", "--administrator"],
    ] {
        let added = add(words);
        assert!(added.status.success(), "{words:?}: {}", said(&added));
    }
    for (words, why) in [
        (&["--user", "x", "--name", "X", "--field", "Nông nghiệp"][..], "Hộ tịch"),
        (
            &["--user", "x", "--name", "X", "--role", "police", "--field", "Hộ tịch"],
            "Only officers have fields",
        ),
        (&["--user", "x", "--name", "X", "--role", "team_lead"], "member of a team"),
        (&["--user", "x", "--member", "1", "--role", "chief"], "member of a team"),
        (&["--user", "x", "--member", "99", "--role", "team_lead"], "member is unknown"),
        (&["--user", "x", "--name", "X", "--role", "king"], "not a role"),
        (&["--user", "x", "--role", "chief"], "--name"),
    ] {
        let refused = add(words);
        assert!(!refused.status.success() && said(&refused).contains(why), "{words:?}: {}", said(&refused));
    }
    let audit = String::from_utf8(run(folder.path(), &["audit", "export"]).stdout).unwrap();
    let actions: Vec<String> = audit
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["action"].as_str().unwrap().to_owned()
        })
        .collect();
    let given = ["role_officer", "role_police", "role_team_lead", "role_none", "administrator"];
    assert_eq!(actions, given, "each right that was given is a line");
    let list = said(&run(folder.path(), &["user", "list"]));
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(
        lines,
        [
            "dung  Dũng Mẫu  police",
            "ha  Hà Mẫu  officer of Chứng thực, Hộ tịch",
            "lan  Lan Mẫu  team_lead",
            "son  Sơn Mẫu  no role; administrator",
        ]
    );
    let changed = run(folder.path(), &["user", "role", "--user", "ha", "--role", "receiver"]);
    assert!(changed.status.success(), "{}", said(&changed));
    assert!(
        said(&run(folder.path(), &["user", "list"])).contains("ha  Hà Mẫu  receiver\n"),
        "her fields are gone"
    );
    let lead = run(folder.path(), &["user", "role", "--user", "ha", "--role", "team_lead"]);
    assert!(!lead.status.success() && said(&lead).contains("member of a team"), "{}", said(&lead));
    let nobody = run(folder.path(), &["user", "role", "--user", "ai-do", "--role", "chief"]);
    assert!(!nobody.status.success() && said(&nobody).contains("user is unknown"), "{}", said(&nobody));
}

#[test]
fn the_audit_is_verified_noted_exported_and_a_broken_line_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["init", "--commune", "03325", "--demo"]).status.success());
    let head = |output: &Output| -> String {
        let said = said(output);
        said.lines()
            .find(|line| line.contains(':') && line.len() > 64 && !line.contains(' '))
            .unwrap()
            .to_owned()
    };
    let whole = run(folder.path(), &["audit", "verify"]);
    assert!(whole.status.success() && said(&whole).contains("12 lines follow"), "{}", said(&whole));
    let noted = head(&whole);
    assert_eq!(head(&run(folder.path(), &["audit", "head"])), noted);
    assert!(noted.starts_with("12:"), "{noted}");
    let role = ["user", "role", "--user", "canbo2", "--role", "receiver"];
    assert!(run(folder.path(), &role).status.success());
    let later = run(folder.path(), &["audit", "verify", "--noted", &noted]);
    assert!(
        later.status.success() && said(&later).contains("Line 12 is the one that was noted"),
        "{}",
        said(&later)
    );

    let exported = run(folder.path(), &["audit", "export", "--after", "12"]);
    let text = String::from_utf8(exported.stdout).unwrap();
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [line] = lines.as_slice() else { panic!("{text}") };
    assert_eq!((&line["action"], &line["name"]), (&"role_receiver".into(), &"Phạm Thị Hà Mẫu".into()));
    assert_eq!(line["before"].as_str().unwrap(), noted.trim_start_matches("12:"));

    damage(folder.path(), "DROP TRIGGER audit_is_never_changed; UPDATE audit SET member = 7 WHERE id = 5");
    let broken = run(folder.path(), &["audit", "verify"]);
    assert!(
        !broken.status.success() && said(&broken).contains("line 5 is not what it was"),
        "{}",
        said(&broken)
    );
    let typed = run(folder.path(), &["audit", "verify", "--noted", "12"]);
    assert!(!typed.status.success() && said(&typed).contains("64 digits"), "{}", said(&typed));
}

#[test]
fn settings_go_out_as_tables_and_come_in_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["init", "--commune", "03325", "--demo"]).status.success());
    let file = folder.path().join("table.csv");
    let path = file.to_str().unwrap();
    for table in ["days", "desk", "officers"] {
        let out = run(folder.path(), &["settings", "export", "--table", table]);
        assert!(out.status.success(), "{}", said(&out));
        std::fs::write(&file, &out.stdout).unwrap();
        let back = run(folder.path(), &["settings", "import", "--table", table, "--from", path]);
        assert!(
            back.status.success() && said(&back).contains("Version 0 is in force"),
            "{table}: {}",
            said(&back)
        );
    }
    std::fs::write(
        &file,
        "date;kind;name
24/12/2026;nghỉ;Hội làng
",
    )
    .unwrap();
    let taken = run(folder.path(), &["settings", "import", "--table", "days", "--from", path]);
    assert!(taken.status.success() && said(&taken).contains("Version 1 is in force"), "{}", said(&taken));
    let out = run(folder.path(), &["settings", "export", "--table", "days"]);
    assert!(said(&out).contains("2026-12-24,off,Hội làng"), "{}", said(&out));

    std::fs::write(
        &file,
        "date,kind,name
24/12/2026,off,Hội làng
2026-12-32,off,Không có
",
    )
    .unwrap();
    let refused = run(folder.path(), &["settings", "import", "--table", "days", "--from", path]);
    let told = said(&refused);
    assert!(
        !refused.status.success() && told.contains("table.csv:3, date: 2026-12-32 không phải là ngày"),
        "{told}"
    );
    assert!(told.contains("2026-12-32 is no date") && told.contains("1 faults"), "{told}");
    std::fs::write(
        &file,
        [
            b"date,kind,name
2026-12-24,off,"
                .as_slice(),
            &[0xff, 0xfe],
        ]
        .concat(),
    )
    .unwrap();
    let refused = run(folder.path(), &["settings", "import", "--table", "days", "--from", path]);
    assert!(!refused.status.success() && said(&refused).contains("UTF-8"), "{}", said(&refused));
}

fn damage(data: &Path, sql: &str) {
    rusqlite::Connection::open(data.join("commune.db")).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn verify_tells_what_does_not_fit_mends_what_is_computed_and_deletes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["init", "--commune", "03325", "--demo"]).status.success());
    let sound = run(folder.path(), &["verify"]);
    assert!(sound.status.success(), "{}", said(&sound));
    assert!(
        said(&sound).contains("12 documents and 0 photos were looked at, 0 faults found"),
        "{}",
        said(&sound)
    );

    damage(folder.path(), "UPDATE document SET log_bytes = 7 WHERE id = (SELECT min(id) FROM document)");
    let told = run(folder.path(), &["verify"]);
    assert!(!told.status.success());
    assert!(said(&told).contains("run the same with --repair. Nothing was changed"), "{}", said(&told));
    let mended = run(folder.path(), &["verify", "--repair"]);
    assert!(mended.status.success(), "{}", said(&mended));
    assert!(said(&mended).contains("1 of them were mended"), "{}", said(&mended));
    assert!(run(folder.path(), &["verify"]).status.success());

    damage(
        folder.path(),
        "UPDATE change SET raw = zeroblob(20) WHERE seq = (SELECT max(seq) FROM change);
         UPDATE document SET heads = zeroblob(32)
            WHERE id = (SELECT min(id) FROM document WHERE id <> (SELECT document FROM change ORDER BY seq DESC LIMIT 1))",
    );
    let json = run(folder.path(), &["verify", "--repair", "--json"]);
    assert!(!json.status.success(), "what cannot be mended keeps the command from succeeding");
    let answer: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let faults: Vec<&str> = answer["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["fault"].as_str().unwrap())
        .collect();
    for expected in ["other_heads", "change_damaged", "unreadable"] {
        assert!(faults.contains(&expected), "{expected} in {answer}");
    }
    assert_eq!(answer["documents"], 12, "one damaged document does not hold back the others");
    let again = run(folder.path(), &["verify", "--json"]);
    assert_eq!(again.stdout, json.stdout, "nothing was deleted, and nothing was hidden");
}

#[test]
fn compact_folds_what_is_old_and_verify_finds_it_sound() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["init", "--commune", "03325", "--demo"]).status.success());
    let young = run(folder.path(), &["compact"]);
    assert!(said(&young).contains("0 changes of 0 documents were folded"), "{}", said(&young));
    damage(folder.path(), "UPDATE change SET received_at = 1");
    let folded = run(folder.path(), &["compact"]);
    assert!(
        folded.status.success() && said(&folded).contains("of 12 documents were folded"),
        "{}",
        said(&folded)
    );
    let sound = run(folder.path(), &["verify"]);
    assert!(sound.status.success(), "{}", said(&sound));
}
