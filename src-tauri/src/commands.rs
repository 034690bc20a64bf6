//! One command of three lines for each of [`wire::ipc`]: a name, a request, the device's answer.
//!
//! They run off the window's own thread, so that deriving the key from a PIN never freezes a page.

use crate::parcel;
use device::Device;
use tauri::State;
use tauri::ipc::{Request, Response};
use wire::Problem;
use wire::book::{
    BookView, DoubleView, FoundInBook, HouseholdPage, HouseholdView, KnownPaper, PersonView, Task, Today,
};
use wire::card::CardView;
use wire::ipc::{
    AddHousehold, AddPerson, AddRepeat, AddTask, AddVisit, AppState, BeginAfterWipe, CheckData, CheckStep,
    Command, DeviceSettings, DossierCard, DropPhoto, Enrol, EnterTraining, EventView, FillFromPerson,
    FindDoubles, FindHouseholds, FindInBook, FindProcedures, FindSameDossiers, FoundProcedures, GetAppState,
    GetBlank, GetBook, GetDossier, GetDossierPhotos, GetEvent, GetHome, GetHousehold, GetKnownPapers,
    GetPerson, GetPhoto, GetProcedure, GetRefused, GetSettings, GetSyncStatus, GetTasks, GetToday, GetTyped,
    HandOver, Home, HouseholdCard, KeepPhoto, KeepPlace, KeepTyped, LeaveTraining, ListHouseholds, Lock,
    LookAtPhoto, MarkLooked, MarkRefusedSeen, MergePersons, MovePage, Place, PreviewUpgrade, RateDossier,
    ReadCard, Recover, RefusedView, RemovePage, RemoveRepeat, RepeatAdded, SaveAnswer, SaveConsent,
    SaveHousehold, SaveHouseholdConsent, SavePaper, SavePerson, SaveSignature, Saved, SetDamagedStoreAside,
    SetPhotoBudget, SetPin, SetSaving, SetTaskDone, StartDossier, StartDossierFor, SyncNow, SyncStatus,
    TakePlace, TurnPhoto, Typed, UndoMerge, UndoUpgrade, Unlock, UpdatePerson, UpgradeDossier,
    UpgradePreview, WithdrawDossier, WithdrawHousehold,
};
use wire::photos::{DossierPhotos, PhotoLook};
use wire::view::DossierView;

/// Registers the commands, and keeps their names for the test below.
macro_rules! register {
    ($($name:ident),* $(,)?) => {
        /// What answers the pages.
        pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }

        #[cfg(test)]
        const REGISTERED: &[&str] = &[$(stringify!($name)),*];
    };
}

register![
    get_app_state,
    set_pin,
    unlock,
    lock,
    recover,
    enter_training,
    leave_training,
    begin_after_wipe,
    set_damaged_store_aside,
    enrol,
    get_home,
    find_procedures,
    get_event,
    get_procedure,
    find_households,
    start_dossier,
    get_dossier,
    mark_looked,
    save_answer,
    add_repeat,
    remove_repeat,
    preview_upgrade,
    upgrade_dossier,
    undo_upgrade,
    save_paper,
    save_consent,
    save_signature,
    withdraw_dossier,
    save_household_consent,
    withdraw_household,
    hand_over,
    rate_dossier,
    get_refused,
    mark_refused_seen,
    sync_now,
    get_sync_status,
    get_settings,
    set_saving,
    check_data,
    keep_place,
    take_place,
    keep_typed,
    get_typed,
    get_book,
    list_households,
    find_in_book,
    get_household,
    add_household,
    save_household,
    get_person,
    add_person,
    save_person,
    add_visit,
    add_task,
    set_task_done,
    get_tasks,
    get_today,
    find_doubles,
    merge_persons,
    undo_merge,
    start_dossier_for,
    find_same_dossiers,
    fill_from_person,
    update_person,
    get_known_papers,
    read_card,
    get_dossier_photos,
    look_at_photo,
    turn_photo,
    drop_photo,
    keep_photo,
    get_photo,
    set_photo_budget,
    remove_page,
    move_page,
    get_blank,
];

#[tauri::command(async)]
fn get_app_state(device: State<'_, Device>, request: GetAppState) -> Result<AppState, Problem> {
    device.get_app_state(request)
}

#[tauri::command(async)]
fn set_pin(device: State<'_, Device>, request: SetPin) -> Result<AppState, Problem> {
    device.set_pin(request)
}

#[tauri::command(async)]
fn unlock(device: State<'_, Device>, request: Unlock) -> Result<AppState, Problem> {
    device.unlock(request)
}

#[tauri::command(async)]
fn lock(device: State<'_, Device>, request: Lock) -> Result<AppState, Problem> {
    device.lock(request)
}

#[tauri::command(async)]
fn recover(device: State<'_, Device>, request: Recover) -> Result<AppState, Problem> {
    device.recover(request)
}

#[tauri::command]
async fn enter_training(device: State<'_, Device>, request: EnterTraining) -> Result<AppState, Problem> {
    device.enter_training(request).await
}

#[tauri::command(async)]
fn leave_training(device: State<'_, Device>, request: LeaveTraining) -> Result<AppState, Problem> {
    device.leave_training(request)
}

#[tauri::command(async)]
fn begin_after_wipe(device: State<'_, Device>, request: BeginAfterWipe) -> Result<AppState, Problem> {
    device.begin_after_wipe(request)
}

#[tauri::command(async)]
fn set_damaged_store_aside(
    device: State<'_, Device>,
    request: SetDamagedStoreAside,
) -> Result<AppState, Problem> {
    device.set_damaged_store_aside(request)
}

#[tauri::command]
async fn enrol(device: State<'_, Device>, request: Enrol) -> Result<AppState, Problem> {
    device.enrol(request).await
}

#[tauri::command(async)]
fn get_home(device: State<'_, Device>, request: GetHome) -> Result<Home, Problem> {
    device.get_home(request)
}

#[tauri::command(async)]
fn find_procedures(device: State<'_, Device>, request: FindProcedures) -> Result<FoundProcedures, Problem> {
    device.find_procedures(request)
}

#[tauri::command(async)]
fn get_event(device: State<'_, Device>, request: GetEvent) -> Result<EventView, Problem> {
    device.get_event(request)
}

#[tauri::command(async)]
fn get_procedure(
    device: State<'_, Device>,
    request: GetProcedure,
) -> Result<<GetProcedure as Command>::Reply, Problem> {
    device.get_procedure(request)
}

#[tauri::command(async)]
fn find_households(
    device: State<'_, Device>,
    request: FindHouseholds,
) -> Result<Vec<HouseholdCard>, Problem> {
    device.find_households(request)
}

#[tauri::command(async)]
fn start_dossier(
    device: State<'_, Device>,
    request: StartDossier,
) -> Result<wire::view::DossierView, Problem> {
    device.start_dossier(request)
}

#[tauri::command]
async fn get_dossier(
    device: State<'_, Device>,
    request: GetDossier,
) -> Result<wire::view::DossierView, Problem> {
    device.open_dossier(request).await
}

#[tauri::command(async)]
fn mark_looked(device: State<'_, Device>, request: MarkLooked) -> Result<DossierView, Problem> {
    device.mark_looked(request)
}

#[tauri::command(async)]
fn keep_place(device: State<'_, Device>, request: KeepPlace) -> Result<Place, Problem> {
    device.keep_place(request)
}

#[tauri::command(async)]
fn take_place(device: State<'_, Device>, request: TakePlace) -> Result<Place, Problem> {
    device.take_place(request)
}

#[tauri::command(async)]
fn keep_typed(device: State<'_, Device>, request: KeepTyped) -> Result<Typed, Problem> {
    device.keep_typed(request)
}

#[tauri::command(async)]
fn get_typed(device: State<'_, Device>, request: GetTyped) -> Result<Typed, Problem> {
    device.get_typed(request)
}

#[tauri::command(async)]
fn save_answer(device: State<'_, Device>, request: SaveAnswer) -> Result<Saved, Problem> {
    device.save_answer(request)
}

#[tauri::command(async)]
fn add_repeat(device: State<'_, Device>, request: AddRepeat) -> Result<RepeatAdded, Problem> {
    device.add_repeat(request)
}

#[tauri::command(async)]
fn remove_repeat(device: State<'_, Device>, request: RemoveRepeat) -> Result<Saved, Problem> {
    device.remove_repeat(request)
}

#[tauri::command(async)]
fn preview_upgrade(device: State<'_, Device>, request: PreviewUpgrade) -> Result<UpgradePreview, Problem> {
    device.preview_upgrade(request)
}

#[tauri::command(async)]
fn upgrade_dossier(
    device: State<'_, Device>,
    request: UpgradeDossier,
) -> Result<wire::view::DossierView, Problem> {
    device.upgrade_dossier(request)
}

#[tauri::command(async)]
fn undo_upgrade(device: State<'_, Device>, request: UndoUpgrade) -> Result<wire::view::DossierView, Problem> {
    device.undo_upgrade(request)
}

#[tauri::command(async)]
fn save_paper(device: State<'_, Device>, request: SavePaper) -> Result<Saved, Problem> {
    device.save_paper(request)
}

#[tauri::command(async)]
fn save_consent(device: State<'_, Device>, request: SaveConsent) -> Result<Saved, Problem> {
    device.save_consent(request)
}

#[tauri::command(async)]
fn save_signature(
    device: State<'_, Device>,
    request: SaveSignature,
) -> Result<wire::view::DossierView, Problem> {
    device.save_signature(request)
}

#[tauri::command(async)]
fn withdraw_dossier(device: State<'_, Device>, request: WithdrawDossier) -> Result<(), Problem> {
    device.withdraw_dossier(request)
}

#[tauri::command(async)]
fn save_household_consent(
    device: State<'_, Device>,
    request: SaveHouseholdConsent,
) -> Result<HouseholdView, Problem> {
    device.save_household_consent(request)
}

#[tauri::command(async)]
fn withdraw_household(device: State<'_, Device>, request: WithdrawHousehold) -> Result<(), Problem> {
    device.withdraw_household(request)
}

#[tauri::command(async)]
fn rate_dossier(device: State<'_, Device>, request: RateDossier) -> Result<wire::view::DossierView, Problem> {
    device.rate_dossier(request)
}

#[tauri::command(async)]
fn hand_over(device: State<'_, Device>, request: HandOver) -> Result<wire::view::DossierView, Problem> {
    device.hand_over(request)
}

#[tauri::command(async)]
fn get_refused(device: State<'_, Device>, request: GetRefused) -> Result<Vec<RefusedView>, Problem> {
    device.get_refused(request)
}

#[tauri::command(async)]
fn mark_refused_seen(
    device: State<'_, Device>,
    request: MarkRefusedSeen,
) -> Result<Vec<RefusedView>, Problem> {
    device.mark_refused_seen(request)
}

#[tauri::command]
async fn sync_now(device: State<'_, Device>, request: SyncNow) -> Result<SyncStatus, Problem> {
    device.sync_now(request).await
}

#[tauri::command(async)]
fn get_sync_status(device: State<'_, Device>, request: GetSyncStatus) -> Result<SyncStatus, Problem> {
    device.get_sync_status(request)
}

#[tauri::command(async)]
fn get_settings(device: State<'_, Device>, request: GetSettings) -> Result<DeviceSettings, Problem> {
    device.get_settings(request)
}

#[tauri::command(async)]
fn set_saving(device: State<'_, Device>, request: SetSaving) -> Result<DeviceSettings, Problem> {
    device.set_saving(request)
}

#[tauri::command(async)]
fn check_data(device: State<'_, Device>, request: CheckData) -> Result<CheckStep, Problem> {
    device.check_data(request)
}

#[tauri::command]
async fn read_card(device: State<'_, Device>, request: Request<'_>) -> Result<CardView, Problem> {
    let (command, picture) = parcel::open::<ReadCard>(&request)?;
    device.read_card(command, picture).await
}

#[tauri::command(async)]
fn get_dossier_photos(
    device: State<'_, Device>,
    request: GetDossierPhotos,
) -> Result<DossierPhotos, Problem> {
    device.get_dossier_photos(request)
}

#[tauri::command]
async fn look_at_photo(device: State<'_, Device>, request: Request<'_>) -> Result<PhotoLook, Problem> {
    let (command, picture) = parcel::open::<LookAtPhoto>(&request)?;
    device.look_at_photo(command, picture).await
}

#[tauri::command]
async fn turn_photo(device: State<'_, Device>, request: TurnPhoto) -> Result<PhotoLook, Problem> {
    device.turn_photo(request).await
}

#[tauri::command(async)]
fn drop_photo(device: State<'_, Device>, request: DropPhoto) -> Result<(), Problem> {
    device.drop_photo(request)
}

#[tauri::command(async)]
fn keep_photo(device: State<'_, Device>, request: KeepPhoto) -> Result<wire::view::DossierView, Problem> {
    device.keep_photo(request)
}

#[tauri::command(async)]
fn get_photo(device: State<'_, Device>, request: GetPhoto) -> Result<Response, Problem> {
    device.get_photo(request).map(Response::new)
}

#[tauri::command(async)]
fn set_photo_budget(device: State<'_, Device>, request: SetPhotoBudget) -> Result<DeviceSettings, Problem> {
    device.set_photo_budget(request)
}

#[tauri::command(async)]
fn remove_page(device: State<'_, Device>, request: RemovePage) -> Result<wire::view::DossierView, Problem> {
    device.remove_page(request)
}

#[tauri::command(async)]
fn move_page(device: State<'_, Device>, request: MovePage) -> Result<wire::view::DossierView, Problem> {
    device.move_page(request)
}

#[tauri::command(async)]
fn get_book(device: State<'_, Device>, request: GetBook) -> Result<BookView, Problem> {
    device.get_book(request)
}

#[tauri::command(async)]
fn list_households(device: State<'_, Device>, request: ListHouseholds) -> Result<HouseholdPage, Problem> {
    device.list_households(request)
}

#[tauri::command(async)]
fn find_in_book(device: State<'_, Device>, request: FindInBook) -> Result<FoundInBook, Problem> {
    device.find_in_book(request)
}

#[tauri::command(async)]
fn get_household(device: State<'_, Device>, request: GetHousehold) -> Result<HouseholdView, Problem> {
    device.get_household(request)
}

#[tauri::command(async)]
fn add_household(device: State<'_, Device>, request: AddHousehold) -> Result<HouseholdView, Problem> {
    device.add_household(request)
}

#[tauri::command(async)]
fn save_household(device: State<'_, Device>, request: SaveHousehold) -> Result<HouseholdView, Problem> {
    device.save_household(request)
}

#[tauri::command(async)]
fn get_person(device: State<'_, Device>, request: GetPerson) -> Result<PersonView, Problem> {
    device.get_person(request)
}

#[tauri::command(async)]
fn add_person(device: State<'_, Device>, request: AddPerson) -> Result<PersonView, Problem> {
    device.add_person(request)
}

#[tauri::command(async)]
fn save_person(device: State<'_, Device>, request: SavePerson) -> Result<PersonView, Problem> {
    device.save_person(request)
}

#[tauri::command(async)]
fn add_visit(device: State<'_, Device>, request: AddVisit) -> Result<HouseholdView, Problem> {
    device.add_visit(request)
}

#[tauri::command(async)]
fn add_task(device: State<'_, Device>, request: AddTask) -> Result<Vec<Task>, Problem> {
    device.add_task(request)
}

#[tauri::command(async)]
fn set_task_done(device: State<'_, Device>, request: SetTaskDone) -> Result<Vec<Task>, Problem> {
    device.set_task_done(request)
}

#[tauri::command(async)]
fn get_tasks(device: State<'_, Device>, request: GetTasks) -> Result<Vec<Task>, Problem> {
    device.get_tasks(request)
}

#[tauri::command(async)]
fn get_today(device: State<'_, Device>, request: GetToday) -> Result<Today, Problem> {
    device.get_today(request)
}

#[tauri::command(async)]
fn find_doubles(device: State<'_, Device>, request: FindDoubles) -> Result<Vec<DoubleView>, Problem> {
    device.find_doubles(request)
}

#[tauri::command(async)]
fn merge_persons(device: State<'_, Device>, request: MergePersons) -> Result<PersonView, Problem> {
    device.merge_persons(request)
}

#[tauri::command(async)]
fn undo_merge(device: State<'_, Device>, request: UndoMerge) -> Result<PersonView, Problem> {
    device.undo_merge(request)
}

#[tauri::command(async)]
fn start_dossier_for(device: State<'_, Device>, request: StartDossierFor) -> Result<DossierView, Problem> {
    device.start_dossier_for(request)
}

#[tauri::command(async)]
fn find_same_dossiers(
    device: State<'_, Device>,
    request: FindSameDossiers,
) -> Result<Vec<DossierCard>, Problem> {
    device.find_same_dossiers(request)
}

#[tauri::command(async)]
fn fill_from_person(device: State<'_, Device>, request: FillFromPerson) -> Result<DossierView, Problem> {
    device.fill_from_person(request)
}

#[tauri::command(async)]
fn update_person(device: State<'_, Device>, request: UpdatePerson) -> Result<DossierView, Problem> {
    device.update_person(request)
}

#[tauri::command(async)]
fn get_known_papers(device: State<'_, Device>, request: GetKnownPapers) -> Result<Vec<KnownPaper>, Problem> {
    device.get_known_papers(request)
}

#[tauri::command(async)]
fn get_blank(device: State<'_, Device>, request: GetBlank) -> Result<Vec<String>, Problem> {
    device.get_blank(request)
}

#[cfg(test)]
mod tests {
    use super::REGISTERED;
    use wire::ipc::COMMAND_NAMES;

    #[test]
    fn every_command_of_the_contract_is_registered() {
        assert_eq!(REGISTERED, COMMAND_NAMES);
    }

    #[test]
    fn the_window_is_allowed_exactly_the_commands_of_the_contract() {
        let file = include_str!("../permissions/pages.toml");
        let allowed: Vec<&str> =
            file.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\",")).collect();
        assert_eq!(allowed, COMMAND_NAMES);
    }
}
