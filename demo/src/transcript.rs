//! The main job, told as it happens: a birth registered at the door, offline, reaches the office.
//!
//! **Invariant:** a line is printed after what it tells was checked. The first thing that is not as it
//! should be ends the transcript with an error.

use crate::story::{Volunteer, ensure, part, say};
use demo::{Commune, Doing, Officer, Trouble, birth};
use dossier::DossierId;
use dossier::case::CaseState;
use std::path::Path;
use tempfile::TempDir;
use wire::Problem;
use wire::view::Progress;

pub(crate) async fn tell() -> Result<(), Trouble> {
    let folder = TempDir::new().doing(|| "unable to make a folder for the demo".to_owned())?;
    let (mut commune, a, b) = before_the_visit(folder.path()).await?;

    commune.stop().await?;
    let dossier = at_the_door(&a).await?;
    let a = after_a_restart(a, dossier)?;

    commune.start_again().await?;
    back_in_the_network(&a, &b, dossier).await?;

    commune.stop().await?;
    both_work_on_it(&a, &b, dossier)?;

    commune.start_again().await?;
    both_keep_their_work(&a, &b, dossier).await?;
    hand_over(&a, dossier).await?;

    let officer = at_the_office(&commune, dossier).await?;
    back_at_the_door(&a, &b, dossier, &officer).await?;
    commune.stop().await?;
    say("Xong. Mọi bước đều đã được kiểm tra.", "Done. Every step was checked.");
    Ok(())
}

async fn before_the_visit(folder: &Path) -> Result<(Commune, Volunteer, Volunteer), Trouble> {
    part("Trước buổi đi thôn", "Before the visit");
    let commune = Commune::start(&folder.join("commune"), None).await?;
    say(
        &format!("Máy chủ của xã chạy tại {} với dữ liệu mẫu.", commune.address()),
        &format!("The commune's server runs at {} with demo data.", commune.address()),
    );
    let [first, second, ..] = commune.logins().members.as_slice() else {
        return Err(Trouble("the demo commune has fewer than two volunteers".to_owned()));
    };
    let a = Volunteer::enrol(&commune, &folder.join("device-a"), first, "A").await?;
    let b = Volunteer::enrol(&commune, &folder.join("device-b"), second, "B").await?;
    for device in [&a, &b] {
        device.sync().await?;
    }
    let households = a.households()?;
    ensure(!households.is_empty(), "the devices know the households of the team")?;
    say(
        &format!("Hai máy đã đồng bộ: {} hộ (dữ liệu mẫu) nằm sẵn trong máy.", households.len()),
        &format!("Both devices have synced: {} households (synthetic) are on them.", households.len()),
    );
    Ok((commune, a, b))
}

async fn at_the_door(a: &Volunteer) -> Result<DossierId, Trouble> {
    part("Tại nhà dân, không có mạng", "At the door, without a network");
    let guide = a.procedure(birth::PROCEDURE)?;
    say(
        &format!("Máy A mở hướng dẫn {}: {}.", birth::PROCEDURE, guide.vi),
        &format!("Device A opens the guide {}: {}.", birth::PROCEDURE, guide.en),
    );
    let dossier = a.start(birth::PROCEDURE)?;
    let mut saved = 0;
    for (question, value) in birth::ANSWERS {
        let stored = a.save(dossier, question, value)?;
        ensure(stored == *value, &format!("{question} is stored as it was typed"))?;
        saved += 1;
    }
    let child = a.value(dossier, birth::CHILD_NAME)?;
    say(
        &format!("Đã lưu {saved} câu trả lời trên máy A. Trẻ: {child}."),
        &format!("{saved} answers are saved on device A. The child: {child}."),
    );
    let status = a.try_sync().await?;
    ensure(status.problem == Some(Problem::NoNetwork), "without a server the device says: no network")?;
    ensure(status.waiting > 0, "the dossier waits to be sent")?;
    say(
        &format!("Bấm “Đồng bộ ngay”: không có mạng; {} hồ sơ chờ gửi, không mất gì.", status.waiting),
        &format!("“Sync now” is pressed: no network; {} waiting, nothing is lost.", status.waiting),
    );
    Ok(dossier)
}

fn after_a_restart(a: Volunteer, dossier: DossierId) -> Result<Volunteer, Trouble> {
    let a = a.close_and_open_again()?;
    for (question, value) in birth::ANSWERS {
        ensure(a.value(dossier, question)? == *value, &format!("{question} is there after a restart"))?;
    }
    say(
        "Tắt máy A, mở lại, nhập mã PIN: mọi câu trả lời vẫn còn nguyên.",
        "Device A is switched off and on, the PIN entered: every answer is still there.",
    );
    Ok(a)
}

async fn back_in_the_network(a: &Volunteer, b: &Volunteer, dossier: DossierId) -> Result<(), Trouble> {
    part("Gặp mạng", "A network is met");
    let status = a.sync().await?;
    ensure(status.waiting == 0, "nothing waits on device A after a sync")?;
    b.sync().await?;
    ensure(
        b.value(dossier, birth::CHILD_NAME)? == a.value(dossier, birth::CHILD_NAME)?,
        "device B of the same team has the dossier",
    )?;
    say(
        "Máy A gửi hồ sơ; máy B (cùng tổ) nhận được.",
        "Device A sends the dossier; device B of the same team receives it.",
    );
    Ok(())
}

fn both_work_on_it(a: &Volunteer, b: &Volunteer, dossier: DossierId) -> Result<(), Trouble> {
    part("Hai người cùng sửa, không có mạng", "Two people edit it, without a network");
    let [(first, by_a), (second, by_b)] = birth::DIFFERENT_FIELDS;
    a.save(dossier, first, by_a)?;
    b.save(dossier, second, by_b)?;
    let (same, [from_a, from_b]) = birth::SAME_FIELD;
    a.save(dossier, same, from_a)?;
    b.save(dossier, same, from_b)?;
    let (first, second, same) = (a.label(first)?, a.label(second)?, a.label(same)?);
    say(
        &format!("Máy A sửa “{}”, máy B sửa “{}”; cả hai cùng sửa “{}”.", first.vi, second.vi, same.vi),
        &format!("A edits “{}”, B edits “{}”; both edit “{}”.", first.en, second.en, same.en),
    );
    Ok(())
}

async fn both_keep_their_work(a: &Volunteer, b: &Volunteer, dossier: DossierId) -> Result<(), Trouble> {
    for device in [b, a, b] {
        device.sync().await?;
    }
    let [(first, by_a), (second, by_b)] = birth::DIFFERENT_FIELDS;
    let (same, [from_a, from_b]) = birth::SAME_FIELD;
    for device in [a, b] {
        ensure(device.value(dossier, first)? == by_a, "the field that A edited is on both devices")?;
        ensure(device.value(dossier, second)? == by_b, "the field that B edited is on both devices")?;
        let mut values = device.all_values(dossier, same)?;
        values.sort();
        let mut both = vec![from_a.to_owned(), from_b.to_owned()];
        both.sort();
        ensure(values == both, "both values of the field that both edited are kept on both devices")?;
    }
    let label = a.label(same)?;
    say(
        &format!("Sau khi đồng bộ, hai máy giống nhau; “{}” giữ cả hai: {from_a} | {from_b}.", label.vi),
        &format!("After the sync both devices are alike; “{}” keeps both: {from_a} | {from_b}.", label.en),
    );
    a.save(dossier, same, from_b)?;
    ensure(a.all_values(dossier, same)? == [from_b], "choosing one settles it")?;
    a.sync().await?;
    b.sync().await?;
    ensure(b.all_values(dossier, same)? == [from_b], "and it is settled on the other device too")?;
    say(
        &format!("Máy A chọn “{from_b}”; hết mâu thuẫn trên cả hai máy."),
        &format!("A person chooses “{from_b}” on device A; it is settled on both."),
    );
    Ok(())
}

async fn hand_over(a: &Volunteer, dossier: DossierId) -> Result<(), Trouble> {
    part("Nộp cho xã", "Handing over");
    a.consent(dossier)?;
    let view = a.hand_over(dossier)?;
    ensure(view.progress == Progress::Waiting, "a dossier that was handed over waits for a sync")?;
    a.sync().await?;
    ensure(a.view(dossier)?.progress == Progress::Sent, "after the sync the office has it")?;
    say(
        &format!("Người dân đồng ý; hồ sơ {} được chuyển cho xã.", view.local_code),
        &format!("The family agrees; dossier {} goes to the office.", view.local_code),
    );
    Ok(())
}

async fn at_the_office(commune: &Commune, dossier: DossierId) -> Result<Officer, Trouble> {
    part("Tại trụ sở xã", "At the commune office");
    let login = commune
        .logins()
        .officers
        .first()
        .ok_or_else(|| Trouble("the demo commune has no officer".to_owned()))?;
    let officer = Officer::log_in(commune.address(), &login.user, &login.password).await?;
    let inbox = officer.inbox().await?;
    let row = inbox.dossiers.iter().find(|row| row.id == dossier);
    let row = row.ok_or_else(|| Trouble("the dossier is not in the officer's inbox".to_owned()))?;
    let (_, [_, a_child]) = birth::SAME_FIELD;
    ensure(row.subject == a_child, "the inbox names the child")?;
    say(
        &format!("{} thấy hồ sơ của {} do {} nộp.", officer.me.name, row.subject, row.volunteer),
        &format!(
            "{} sees the dossier of {}, handed over by {}.",
            officer.me.name, row.subject, row.volunteer
        ),
    );
    let opened = officer.dossier(dossier).await?.dossier.values();
    for (question, value) in birth::after_the_edits() {
        ensure(
            opened.get(question).map(String::as_str) == Some(value),
            &format!("the officer reads {question}"),
        )?;
    }
    let case = officer.accept(dossier).await?;
    ensure(case.state == CaseState::Accepted, "the case is accepted")?;
    ensure(case.number.is_some() && case.due.is_some(), "an accepted case has a number and a due date")?;
    say(
        &format!(
            "Tiếp nhận: số {}, hẹn trả {}.",
            case.number.as_deref().unwrap_or_default(),
            in_words(&case)
        ),
        &format!("Accepted: number {}, due {}.", case.number.as_deref().unwrap_or_default(), in_words(&case)),
    );
    Ok(officer)
}

async fn back_at_the_door(
    a: &Volunteer,
    b: &Volunteer,
    dossier: DossierId,
    officer: &Officer,
) -> Result<(), Trouble> {
    part("Tổ công nghệ số được biết", "The volunteers learn of it");
    let case = officer.dossier(dossier).await?.dossier.case;
    for device in [a, b] {
        device.sync().await?;
        let view = device.view(dossier)?;
        ensure(view.progress == Progress::Accepted, "the device shows the dossier as accepted")?;
        ensure(view.case == case, "the device shows the office's own number and due date")?;
    }
    let idle = a.sync().await?;
    ensure(idle.waiting == 0 && idle.problem.is_none(), "afterwards nothing is left to do")?;
    say("Cả hai máy đã có số hồ sơ và ngày hẹn trả.", "Both devices have the number and the due date.");
    Ok(())
}

fn in_words(case: &dossier::case::Case) -> String {
    case.due.map(|due| due.format("%H:%M %d/%m/%Y").to_string()).unwrap_or_default()
}
