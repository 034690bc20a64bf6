//! A forgotten PIN is replaced over the telephone, without a network; and what wrong PINs wipe, where the commune says so.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a story stops where it fails")]

use demo::birth;
use dossier::recovery::RecoveryCode;
use server::office::phones;
use testkit::{Commune, PIN, Phone, Weather};
use wire::Problem;
use wire::ipc::{
    AppState, BeginAfterWipe, GetAppState, GetSettings, Lock, Recover, Recoverable, SetPin, Unlock,
};
use wire::phones::{CodeStanding, TellCode};

const NEW_PIN: &str = "135791";
const NAME: &str = "Lò Thị Mẫu";

fn ask(password: &str) -> TellCode {
    TellCode { password: password.to_owned() }
}

/// The officer reads the code of the volunteer's newest phone aloud.
fn told(commune: &Commune) -> Result<String, Problem> {
    let device = *commune.devices_of(0).last().unwrap();
    let (_, password) = commune.officers.first().unwrap();
    match phones::tell(commune.app(), &commune.administrator(), device, &ask(password), "10.0.0.1") {
        Ok(told) => Ok(told.code),
        Err(server::failure::Failure::Refused(problem)) => Err(problem),
        Err(other) => panic!("{other}"),
    }
}

fn locked(phone: &Phone) -> Option<Recoverable> {
    match phone.device().lock(Lock {}).unwrap() {
        AppState::Locked { recovery, .. } => recovery,
        other => panic!("{other:?}"),
    }
}

fn recover(phone: &Phone, code: &str) -> Result<AppState, Problem> {
    phone.device().recover(Recover { code: code.to_owned(), pin: NEW_PIN.to_owned() })
}

#[tokio::test(flavor = "multi_thread")]
async fn lan_forgets_her_pin_on_the_mountain_and_the_office_reads_her_a_code() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    lan.sync_well().await;
    let dossier = lan.start_birth();
    lan.answer(dossier, birth::CHILD_NAME, NAME);
    lan.network.set(Weather::NoSignal);

    let place = locked(&lan).unwrap();
    let list = phones::list(commune.app(), &commune.administrator()).unwrap();
    let phone = list.phones.iter().find(|phone| phone.code == place.phone).unwrap();
    assert!(matches!(phone.standing, CodeStanding::Kept { number: 1, .. }), "{phone:?}");
    let code = told(&commune).unwrap();

    // A slip of the ear is found at its group, and costs no try.
    let heard: String = code.chars().enumerate().map(|(at, c)| if at == 7 { other(c) } else { c }).collect();
    assert_eq!(recover(&lan, &heard), Err(Problem::CodeMistyped { group: Some(2) }));
    // Another phone's code is wrong, and counted.
    let strange = RecoveryCode::from_chance([3; 20]).text();
    assert_eq!(recover(&lan, &strange), Err(Problem::WrongCode { failures: 1, wait_s: 0 }));
    assert!(matches!(recover(&lan, &code.to_lowercase()), Ok(AppState::Ready { .. })));
    assert_eq!(lan.value(dossier, birth::CHILD_NAME).as_deref(), Some(NAME), "unsent, and all there");

    // The code is spent, the old PIN is nobody's, the new one opens.
    assert_eq!(locked(&lan), None);
    assert_eq!(recover(&lan, &code), Err(Problem::NoRecovery));
    let old = lan.device().unlock(Unlock { pin: PIN.to_owned() });
    assert!(matches!(old, Err(Problem::WrongPin { .. })), "{old:?}");
    lan.device().unlock(Unlock { pin: NEW_PIN.to_owned() }).unwrap();

    // The next sync brings the office another code; the first one opens nothing any more.
    lan.network.set(Weather::Fine);
    lan.sync_well().await;
    let second = told(&commune).unwrap();
    assert_ne!(second, code);
    assert!(locked(&lan).is_some_and(|place| place.number == 2));
    assert_eq!(recover(&lan, &code), Err(Problem::WrongCode { failures: 1, wait_s: 0 }));
    recover(&lan, &second).unwrap();
}

/// Another letter of the alphabet.
fn other(letter: char) -> char {
    if letter == 'A' { 'B' } else { 'A' }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_was_told_is_replaced_also_when_nobody_used_it() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    lan.sync_well().await;
    let first = told(&commune).unwrap();
    assert_eq!(told(&commune), Ok(first.clone()), "misheard: it is read once more");
    lan.sync_well().await;
    assert_ne!(told(&commune), Ok(first.clone()));
    locked(&lan);
    assert!(matches!(recover(&lan, &first), Err(Problem::WrongCode { .. })));
    lan.device().unlock(Unlock { pin: PIN.to_owned() }).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_is_told_to_nobody_without_the_password_and_not_for_a_phone_that_is_refused() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    lan.sync_well().await;
    let device = *commune.devices_of(0).last().unwrap();
    let refused = phones::tell(commune.app(), &commune.administrator(), device, &ask("nothing like it"), "a");
    assert!(matches!(refused, Err(server::failure::Failure::Refused(Problem::PasswordWrong))));
    commune.revoke(device);
    let (_, password) = commune.officers.first().unwrap();
    let refused = phones::tell(commune.app(), &commune.administrator(), device, &ask(password), "a");
    assert!(matches!(refused, Err(server::failure::Failure::Refused(Problem::NoCode))));
    // The stolen phone syncs, hears that it is refused, and hands over nothing.
    let status = lan.sync().await;
    assert_eq!(status.problem, Some(Problem::DeviceRevoked));
    let list = phones::list(commune.app(), &commune.administrator()).unwrap();
    assert!(list.phones.iter().any(|phone| phone.device == device && phone.standing == CodeStanding::None));
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_broken_link_and_a_kill_leave_the_code_that_the_office_has_opens() {
    let commune = Commune::start().await;
    let mut lan = commune.phone(0).await;
    lan.sync_well().await;
    told(&commune).unwrap();
    // The next code is made and does not arrive, over and over; each time the app is killed.
    for weather in [Weather::NoSignal, Weather::AnswerLost] {
        lan.network.set(weather);
        lan.sync().await;
        lan.restart();
    }
    let code = told(&commune).unwrap();
    locked(&lan);
    recover(&lan, &code).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_restored_does_not_keep_a_code_that_opens_nothing() {
    let mut commune = Commune::start().await;
    let lan = commune.phone(0).await;
    lan.sync_well().await;
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    commune.back_up(&backup);
    told(&commune).unwrap();
    lan.sync_well().await;
    commune.restore(&backup).await;
    lan.network.redirect(commune.address());
    lan.sync_well().await;
    let code = told(&commune).unwrap();
    locked(&lan);
    recover(&lan, &code).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_wiped_until_the_office_says_so_and_then_the_phone_says_it_too() {
    let commune = Commune::start().await;
    let lan = commune.phone(0).await;
    lan.sync_well().await;
    let dossier = lan.start_birth();
    lan.answer(dossier, birth::CHILD_NAME, NAME);
    let settings = || lan.device().get_settings(GetSettings {}).unwrap();
    assert_eq!(settings().wipe_after, None);
    lan.device().lock(Lock {}).unwrap();
    wrong_pins(&lan, 25);
    after_every_wait(&lan);
    lan.device().unlock(Unlock { pin: PIN.to_owned() }).unwrap();

    let set = |after| phones::set_rule(commune.app(), &commune.administrator(), after);
    assert!(set(9).is_err(), "fewer than ten is a trap for cold fingers");
    set(12).unwrap();
    assert_eq!(settings().wipe_after, None, "it comes with a sync");
    lan.sync_well().await;
    assert_eq!(settings().wipe_after, Some(12));
    set(10).unwrap();
    lan.sync_well().await;
    assert_eq!(settings().wipe_after, Some(10));

    lan.device().lock(Lock {}).unwrap();
    let refused = wrong_pins(&lan, 9);
    assert!(matches!(refused.last(), Some(Problem::WrongPin { left: Some(1), .. })), "{refused:?}");
    after_every_wait(&lan);
    // The right one at the last moment, and all is there.
    lan.device().unlock(Unlock { pin: PIN.to_owned() }).unwrap();
    assert_eq!(lan.value(dossier, birth::CHILD_NAME).as_deref(), Some(NAME));

    lan.device().lock(Lock {}).unwrap();
    assert_eq!(wrong_pins(&lan, 10).last(), Some(&Problem::Wiped));
    assert!(matches!(lan.device().get_app_state(GetAppState {}).unwrap(), AppState::Wiped { .. }));
    // Not even the office's code brings back what is gone.
    assert_eq!(recover(&lan, &told(&commune).unwrap()), Err(Problem::Wiped));
    assert_eq!(lan.device().begin_after_wipe(BeginAfterWipe {}).unwrap(), AppState::NeedsPin);
    lan.device().set_pin(SetPin { pin: PIN.to_owned() }).unwrap();
    assert!(lan.home().dossiers.is_empty());
    // Switched off again, it is off for phones that join now.
    set(0).unwrap();
    lan.enrol(&commune.invite(0)).await.unwrap();
    lan.sync_well().await;
    assert_eq!(settings().wipe_after, None);
}

fn after_every_wait(phone: &Phone) {
    phone.clock.advance_millis(16 * 60_000);
}

/// Wrong PINs, each after its wait.
fn wrong_pins(phone: &Phone, times: u32) -> Vec<Problem> {
    (0..times)
        .map(|_| {
            after_every_wait(phone);
            phone.device().unlock(Unlock { pin: "000000".to_owned() }).unwrap_err()
        })
        .collect()
}
